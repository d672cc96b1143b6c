"""The fixed words of the figures: whose work is counted, which kinds make a block, what is counted of the subjects."""

from enum import StrEnum

from tracker.cases.kinds import Kind
from tracker.core.text import N_
from tracker.organizations.states import COMMITTEE_KINDS, BodyKind


class Deciders(StrEnum):
    """Whose work: that of the committees of all levels down to the cells, or of the commissions.

    Every decision has one deciding body, so the two lines may be added (process.md 5.3, convention 1).
    """

    ALL = "all"
    COMMITTEE = "committee"
    COMMISSION = "commission"


DECIDERS_LABELS = {
    Deciders.ALL: N_("Committees and commissions"),
    Deciders.COMMITTEE: N_("Committees of all levels"),
    Deciders.COMMISSION: N_("Inspection commissions"),
}

BODY_KINDS = {
    Deciders.ALL: frozenset(BodyKind),
    Deciders.COMMITTEE: COMMITTEE_KINDS,
    Deciders.COMMISSION: frozenset({BodyKind.COMMISSION}),
}


class Work(StrEnum):
    """The blocks of a report."""

    INSPECTED = "inspected"
    SUPERVISED = "supervised"


WORK_LABELS = {Work.INSPECTED: N_("Inspected"), Work.SUPERVISED: N_("Supervised on a theme")}

WORK_KINDS = {
    Work.INSPECTED: (
        Kind.COMPLIANCE_INSPECTION,
        Kind.VIOLATION_INSPECTION,
        Kind.INSPECTION_WORK_INSPECTION,
        Kind.FINANCE_INSPECTION,
        Kind.ASSET_DECLARATION_INSPECTION,
    ),
    Work.SUPERVISED: (Kind.THEMATIC_SUPERVISION,),
}


class Measure(StrEnum):
    """What is counted of the subjects whose case was concluded; of discipline, by the day of its decision.

    ``DECIDED_ELSEWHERE``: another body decided on a record that was referred to it; never part of ``DISCIPLINED``.
    """

    SUBJECTS = "subjects"
    VIOLATED = "violated"
    MUST_DISCIPLINE = "must_discipline"
    DISCIPLINED = "disciplined"
    DECIDED_ELSEWHERE = "decided_elsewhere"


MEASURE_LABELS = {
    Measure.SUBJECTS: N_("Subjects"),
    Measure.VIOLATED: N_("With a violation"),
    Measure.MUST_DISCIPLINE: N_("Must be disciplined"),
    Measure.DISCIPLINED: N_("Disciplined"),
    Measure.DECIDED_ELSEWHERE: N_("Disciplined by another body"),
}
