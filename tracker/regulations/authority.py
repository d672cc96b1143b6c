"""Who may decide which discipline over whom, as a table with grades.

Most details of this table were not read. A row with the grade *unconfirmed*, and a combination without a row, answer
``unconfirmed`` with what is probably right: the step then needs a recorded override with its reason.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum

from tracker.core.errors import RuleViolation
from tracker.core.text import N_, Message, message
from tracker.regulations.measures import check_form
from tracker.regulations.sources import Citation, Grade, cite, in_force, procedure_edition
from tracker.regulations.terms import FORM_LABELS, MEMBERS, Form, Level, Subject, label, term
from tracker.regulations.verdict import Verdict


class Body(StrEnum):
    """Bodies as the rules on authority tell them apart."""

    CELL = "cell"
    SECTION_COMMITTEE = "section-committee"
    GRASSROOTS_COMMITTEE = "grassroots-committee"
    GRASSROOTS_STANDING = "grassroots-standing-committee"
    GRASSROOTS_COMMISSION = "grassroots-commission"
    SUPERIOR_COMMITTEE = "superior-committee"
    SUPERIOR_STANDING = "superior-standing-committee"
    SUPERIOR_COMMISSION = "superior-commission"
    CENTRAL_COMMISSION = "central-commission"
    CENTRAL_BODIES = "central-bodies"  # Secretariat, Politburo, Central Committee


BODY_LABELS = {
    Body.CELL: N_("cell meeting"),
    Body.SECTION_COMMITTEE: N_("section committee"),
    Body.GRASSROOTS_COMMITTEE: N_("grassroots committee"),
    Body.GRASSROOTS_STANDING: N_("standing committee of a grassroots committee"),
    Body.GRASSROOTS_COMMISSION: N_("inspection commission of a grassroots committee"),
    Body.SUPERIOR_COMMITTEE: N_("committee above the grassroots"),
    Body.SUPERIOR_STANDING: N_("standing committee above the grassroots"),
    Body.SUPERIOR_COMMISSION: N_("inspection commission above the grassroots"),
    Body.CENTRAL_COMMISSION: N_("Central Inspection Commission"),
    Body.CENTRAL_BODIES: N_("Secretariat, Politburo or Central Committee"),
}

# The level a body stands at when the question does not say it.
_USUAL_LEVEL = {
    Body.CELL: Level.CELL,
    Body.SECTION_COMMITTEE: Level.SECTION,
    Body.GRASSROOTS_COMMITTEE: Level.GRASSROOTS,
    Body.GRASSROOTS_STANDING: Level.GRASSROOTS,
    Body.GRASSROOTS_COMMISSION: Level.GRASSROOTS,
    Body.SUPERIOR_COMMITTEE: Level.PROVINCE,
    Body.SUPERIOR_STANDING: Level.PROVINCE,
    Body.SUPERIOR_COMMISSION: Level.PROVINCE,
    Body.CENTRAL_COMMISSION: Level.CENTRAL,
    Body.CENTRAL_BODIES: Level.CENTRAL,
}


class Answer(StrEnum):
    """What the table says about a body and a form."""

    DECIDES = "decides"
    PROPOSES = "proposes"
    NO = "no"
    UNCONFIRMED = "unconfirmed"


class Position(StrEnum):
    """Where the subject stands as seen from the body."""

    ORDINARY = "ordinary"  # managed by this body's level or below, no seat on its committee
    SAME_LEVEL = "same-level"  # sits on the committee of the body's own level
    ABOVE = "above"  # sits on a committee above, or is managed above


@dataclass(frozen=True)
class Standing:
    """The subject of a discipline: what it is, which level manages it, the highest committee it sits on.

    ``superior_task``: the violation concerns a task assigned from above the cell.
    """

    subject: Subject
    holds_post: bool = False
    managed_by: Level | None = None
    committee_member: Level | None = None
    superior_task: bool = False


@dataclass(frozen=True)
class AuthorityRow:
    """One cell of the table. ``answer`` is what the rule says; a row graded *unconfirmed* only makes it probable."""

    body: Body
    subjects: frozenset[Subject]
    forms: frozenset[Form]
    positions: frozenset[Position]
    answer: Answer
    since: date
    until: date | None
    citation: Citation
    note: str = ""


@dataclass(frozen=True)
class Power:
    """The answer for one body, form and subject. ``probable`` is what an unconfirmed row suggests, if there is one."""

    answer: Answer
    verdict: Verdict
    probable: Answer | None = None
    row: AuthorityRow | None = field(default=None, repr=False)

    @property
    def needs_override(self) -> bool:
        """Whether the step may go on only with a recorded reason."""
        return self.answer is Answer.UNCONFIRMED


_ANY = frozenset(Position)
_ORDINARY, _HIGHER = frozenset({Position.ORDINARY}), frozenset({Position.SAME_LEVEL, Position.ABOVE})
_SAME, _ABOVE = frozenset({Position.SAME_LEVEL}), frozenset({Position.ABOVE})
_LIGHT = frozenset({Form.REPRIMAND, Form.WARNING})
_HEAVY = frozenset({Form.REMOVAL, Form.EXPULSION})
_ORGANIZATION = frozenset({Subject.ORGANIZATION})
_DISSOLUTION = frozenset({Form.DISSOLUTION})
_COMMITTEES = (Body.GRASSROOTS_COMMITTEE, Body.GRASSROOTS_STANDING, Body.SUPERIOR_COMMITTEE, Body.SUPERIOR_STANDING)

_CELL_MATTERS = N_(
    "Only for political quality, ethics, Party life, member duties and tasks given by the cell; the cell then reports"
    " to the committees on which the member sits and to the committee and commission that manage the member."
)
_CELL_PROPOSES = N_("The competent committee above decides; which one since 1/7/2025 is unconfirmed.")
_VETS = N_("It only examines the cell's proposal and forwards it.")
_REMOVES = N_("Only from the committee of a cell or of a section below it.")
_ADMITS = N_("Only where the committee is authorised to admit members.")
_NOT_MANAGED = N_("Not over members of its own committee or cadres managed above.")
_DIRECT = N_("For organizations directly below it.")
_DISSOLVES = N_("Proposed by the committee directly above, decided one level higher, reported upwards.")
_CENTRAL = N_("For cadres managed by the centre, under the centre's own procedure.")


@dataclass(frozen=True)
class _Edition:
    """An edition of procedure: its articles on members and organizations ("" where not seen), and how surely it is
    known what a cell may do and what the committee directly above an organization may do."""

    source: str
    members: str
    organizations: str
    cell: Grade
    direct: Grade
    since: date
    until: date | None


_EDITIONS = (
    _Edition("30-QĐ/TW", "", "", Grade.UNCONFIRMED, Grade.UNCONFIRMED, date(2016, 7, 26), date(2021, 7, 27)),
    _Edition("22-QĐ/TW", "Điều 11", "Điều 12", Grade.A, Grade.C, date(2021, 7, 28), date(2025, 5, 29)),
    _Edition("296-QĐ/TW", "Điều 10", "Điều 11", Grade.B, Grade.B, date(2025, 5, 30), date(2026, 4, 10)),
    _Edition("21-QĐ/TW", "", "", Grade.C, Grade.C, date(2026, 4, 11), None),
)

# What the bodies above the cell may do over members: all general knowledge of the article named in the edition.
_PROBABLE = (
    (Body.GRASSROOTS_COMMITTEE, _LIGHT, _ORDINARY, Answer.DECIDES, ""),
    (Body.GRASSROOTS_COMMITTEE, frozenset({Form.REMOVAL}), _ORDINARY, Answer.DECIDES, _REMOVES),
    (Body.GRASSROOTS_COMMITTEE, frozenset({Form.EXPULSION}), _ORDINARY, Answer.DECIDES, _ADMITS),
    (Body.GRASSROOTS_COMMITTEE, _LIGHT | _HEAVY, _HIGHER, Answer.PROPOSES, _NOT_MANAGED),
    (Body.GRASSROOTS_COMMISSION, _LIGHT, _ORDINARY, Answer.DECIDES, _NOT_MANAGED),
    (Body.GRASSROOTS_COMMISSION, _LIGHT, _HIGHER, Answer.PROPOSES, _NOT_MANAGED),
    (Body.GRASSROOTS_COMMISSION, _HEAVY, _ANY, Answer.PROPOSES, ""),
    (Body.SUPERIOR_COMMITTEE, _LIGHT | _HEAVY, _ORDINARY, Answer.DECIDES, ""),
    (Body.SUPERIOR_COMMITTEE, _LIGHT, _SAME, Answer.DECIDES, ""),
    (Body.SUPERIOR_COMMITTEE, _HEAVY, _SAME, Answer.PROPOSES, ""),
    (Body.SUPERIOR_COMMITTEE, _LIGHT | _HEAVY, _ABOVE, Answer.PROPOSES, ""),
    (Body.SUPERIOR_STANDING, _LIGHT | _HEAVY, _ORDINARY, Answer.DECIDES, ""),
    (Body.SUPERIOR_STANDING, _LIGHT, _SAME, Answer.DECIDES, ""),
    (Body.SUPERIOR_STANDING, _HEAVY, _SAME, Answer.PROPOSES, ""),
    (Body.SUPERIOR_STANDING, _LIGHT | _HEAVY, _ABOVE, Answer.PROPOSES, ""),
    (Body.SUPERIOR_COMMISSION, _LIGHT | _HEAVY, _ORDINARY, Answer.DECIDES, ""),
    (Body.SUPERIOR_COMMISSION, _LIGHT | _HEAVY, _HIGHER, Answer.PROPOSES, _NOT_MANAGED),
)


def _edition_rows(edition: _Edition) -> Iterator[AuthorityRow]:
    """The rows of one edition of procedure."""
    source, since, until = edition.source, edition.since, edition.until
    clause = f"{edition.members}.1.1" if edition.members else ""
    by_cell, vets = cite(source, clause, edition.cell), cite(source, edition.members, edition.cell)
    unsure, heavy = cite(source, edition.members, Grade.UNCONFIRMED), _LIGHT | _HEAVY
    cell, section = Body.CELL, Body.SECTION_COMMITTEE
    yield AuthorityRow(cell, MEMBERS, _LIGHT, _ANY, Answer.DECIDES, since, until, by_cell, _CELL_MATTERS)
    yield AuthorityRow(cell, MEMBERS, _HEAVY, _ANY, Answer.PROPOSES, since, until, by_cell, _CELL_PROPOSES)
    yield AuthorityRow(section, MEMBERS, heavy, _ANY, Answer.NO, since, until, vets, _VETS)
    for body, forms, positions, answer, note in _PROBABLE:
        yield AuthorityRow(body, MEMBERS, forms, positions, answer, since, until, unsure, note)
    over = cite(source, edition.organizations, edition.direct)
    unsure_over = cite(source, edition.organizations, Grade.UNCONFIRMED)
    for body in _COMMITTEES:
        yield AuthorityRow(body, _ORGANIZATION, _LIGHT, _ANY, Answer.DECIDES, since, until, over, _DIRECT)
        yield AuthorityRow(
            body, _ORGANIZATION, _DISSOLUTION, _ANY, Answer.PROPOSES, since, until, unsure_over, _DISSOLVES
        )


def _central_rows() -> Iterator[AuthorityRow]:
    since, law = date(2024, 6, 6), cite("165-QĐ/TW", "", Grade.UNCONFIRMED)
    for body in (Body.CENTRAL_COMMISSION, Body.CENTRAL_BODIES):
        yield AuthorityRow(body, MEMBERS, _LIGHT | _HEAVY, _ANY, Answer.DECIDES, since, None, law, _CENTRAL)


AUTHORITY_ROWS: tuple[AuthorityRow, ...] = (
    *(row for edition in _EDITIONS for row in _edition_rows(edition)),
    *_central_rows(),
)


def position_of(standing: Standing, body_level: Level) -> Position:
    """Where the subject stands as seen from a body of this level."""
    seat, managed_by = standing.committee_member, standing.managed_by
    if any(level is not None and level.rank > body_level.rank for level in (seat, managed_by)):
        return Position.ABOVE
    return Position.SAME_LEVEL if seat is body_level else Position.ORDINARY


def body_of(kind: str, level: Level | str) -> Body:
    """The body of the table for a body kind (committee, standing_committee, commission, cell_meeting) of a level.

    Raises ``RuleViolation`` for a body that is not in the table, such as a commission of a cell.
    """
    level = term(Level, level, "level")
    rung = "central" if level is Level.CENTRAL else "superior" if level.rank > Level.GRASSROOTS.rank else level
    found = _BODIES.get((kind, str(rung)))
    if found is None:
        refusal = message(
            "There is no body “%(kind)s” at level %(level)s. Which bodies a level has is fixed; choose another one.",
            kind=kind,
            level=level,
        )
        raise RuleViolation(refusal, field="body")
    return found


_BODIES = {
    ("cell_meeting", "cell"): Body.CELL,
    ("committee", "section"): Body.SECTION_COMMITTEE,
    ("committee", "grassroots"): Body.GRASSROOTS_COMMITTEE,
    ("standing_committee", "grassroots"): Body.GRASSROOTS_STANDING,
    ("commission", "grassroots"): Body.GRASSROOTS_COMMISSION,
    ("committee", "superior"): Body.SUPERIOR_COMMITTEE,
    ("standing_committee", "superior"): Body.SUPERIOR_STANDING,
    ("commission", "superior"): Body.SUPERIOR_COMMISSION,
    ("commission", "central"): Body.CENTRAL_COMMISSION,
    ("committee", "central"): Body.CENTRAL_BODIES,
    ("standing_committee", "central"): Body.CENTRAL_BODIES,
}


def authority(
    body: Body | str, form: Form | str, standing: Standing, on: date, body_level: Level | None = None
) -> Power:
    """What the body may do with this form against this subject on the date of the step.

    ``body_level`` matters only for bodies above the grassroots (province unless given). Raises ``RuleViolation`` for
    an unknown word or a form foreign to the subject, ``NoRule`` on a date before the first edition.
    """
    body, form = term(Body, body, "body"), term(Form, form, "form")
    check_form(standing.subject, standing.holds_post, form, on).enforce()
    position = position_of(standing, body_level or _USUAL_LEVEL[body])
    facts = {"body": body, "form": form, "subject": standing.subject, "position": position, "on": on}
    for row in AUTHORITY_ROWS:
        matches = row.body is body and form in row.forms and position in row.positions
        if matches and standing.subject in row.subjects and in_force(row, on):
            return _power(row, form, standing, facts)
    reason = message(
        "The tables do not say whether the %(body)s may use this form (%(form)s): a recorded reason is needed.",
        body=label(BODY_LABELS, body),
        form=label(FORM_LABELS, form),
    )
    edition = procedure_edition(on)
    unsure = Citation(edition.sign, "", Grade.UNCONFIRMED)
    return Power(Answer.UNCONFIRMED, Verdict(False, reason, (unsure,), facts, "body"))


def _power(row: AuthorityRow, form: Form, standing: Standing, facts: dict[str, object]) -> Power:
    """The answer of a row, with its reason."""
    law = (row.citation,)
    words = {"body": label(BODY_LABELS, row.body), "form": label(FORM_LABELS, form), "note": _note(row.note)}
    if row.body is Body.CELL and standing.superior_task:
        reason = message("A cell does not deal with tasks assigned from above: it reports to the competent level.")
        return Power(Answer.NO, Verdict(False, reason, law, {**facts, "superior_task": True}, "body"), row=row)
    if row.citation.grade is Grade.UNCONFIRMED:
        words["probable"] = label(ANSWER_LABELS, row.answer)
        reason = message(
            "Unconfirmed what the %(body)s may do (form: %(form)s); probably it %(probable)s. %(note)s", **words
        )
        verdict = Verdict(False, reason, law, facts, "body")
        return Power(Answer.UNCONFIRMED, verdict, row.answer, row)
    if row.answer is Answer.DECIDES:
        reason = message("The %(body)s decides (form: %(form)s). %(note)s", **words)
    elif row.answer is Answer.PROPOSES:
        reason = message(
            "The %(body)s may only propose to the competent body above (form: %(form)s). %(note)s", **words
        )
    else:
        reason = message("The %(body)s has no power to decide (form: %(form)s). %(note)s", **words)
    refused = row.answer is Answer.NO
    return Power(row.answer, Verdict(not refused, reason, law, facts, "body" if refused else None), row=row)


def _note(note: str) -> Message | str:
    return message(note) if note else ""


ANSWER_LABELS = {
    Answer.DECIDES: N_("decides"),
    Answer.PROPOSES: N_("proposes"),
    Answer.NO: N_("has no power"),
    Answer.UNCONFIRMED: N_("unconfirmed"),
}
