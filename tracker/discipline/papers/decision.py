"""The frozen content of Quyết định thi hành kỷ luật, for a member and for an organization."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from tracker.cases.models import Case, CaseSubject
from tracker.cases.papers import course_bases, work_of
from tracker.conclusions.queries import notices
from tracker.core import clock
from tracker.discipline.models import Discipline, RecordedCircumstance
from tracker.discipline.queries import Vote
from tracker.documents.composing import Signer, effective_from, general_bases, letterhead, signature
from tracker.documents.contexts import DisciplinePaper, MemberDisciplinePaper, OrganizationDisciplinePaper
from tracker.extensions import db
from tracker.findings.models import Finding
from tracker.lawbook.queries import overrides_for
from tracker.members.models import Member
from tracker.organizations.models import Body
from tracker.organizations.queries import name_on
from tracker.organizations.states import BodyKind
from tracker.regulations.circumstances import Bearing
from tracker.regulations.deadlines import find_limit
from tracker.regulations.limits import Unit
from tracker.regulations.measures import FORM_NAMES
from tracker.regulations.sources import written
from tracker.regulations.terms import Form

_UNIT_WORDS = {Unit.WORKING_DAYS: "ngày làm việc", Unit.CALENDAR_DAYS: "ngày", Unit.MONTHS: "tháng", Unit.YEARS: "năm"}


@dataclass(frozen=True)
class DecisionWords:
    """What the clerk adds when the decision is issued. ``issued_on`` is None for a draft."""

    issued_on: date | None
    signer: Signer
    recipients: Sequence[str]
    executors: str
    removed_post: str = ""


@dataclass(frozen=True)
class Matter:
    """The record with what the decision speaks of: case, deciding body, violations, vote."""

    case: Case
    body: Body
    discipline: Discipline
    violations: Sequence[Finding]
    circumstances: Sequence[RecordedCircumstance]
    vote: Vote | None
    rule_subject: str
    level: str

    @property
    def subject(self) -> CaseSubject:
        """Who is disciplined."""
        return self.discipline.subject

    @property
    def form(self) -> Form:
        """The form that the decision gives."""
        return self.discipline.voted_form or self.discipline.proposed_form


def compose_decision(matter: Matter, words: DecisionWords, number_and_sign: tuple[int | None, str]) -> DisciplinePaper:
    """The decision from the record, the established violations and the vote."""
    number, sign = number_and_sign
    subject, form = matter.subject, matter.form
    values: dict[str, Any] = {
        "letterhead": letterhead(matter.body, sign, number, words.issued_on),
        "issuer": matter.body.name,
        "legal_bases": _bases(matter, words),
        "recipients": tuple(words.recipients),
        "signature": signature(matter.body, words.signer),
        "meeting_name": matter.vote.meeting.title if matter.vote else "",
        "meeting_on": matter.vote.meeting.held_on if matter.vote else None,
        "form": FORM_NAMES[form].capitalize(),
        "violation": "\n".join(finding.text for finding in matter.violations),
        "provisions": provisions_of(matter.violations),
        "executors": words.executors,
        **_effect(matter, words.issued_on or matter.case.concluded_on or clock.day_of(matter.case.opened_at)),
        "has_self_criticism": bool(matter.discipline.self_criticism_on),
        "votes_for": _votes_for(matter),
        "votes_total": matter.vote.count.eligible if matter.vote else None,
        "aggravating": _notes(matter, Bearing.AGGRAVATING),
        "mitigating": _notes(matter, Bearing.MITIGATING),
    }
    if subject.member_id is None:
        return OrganizationDisciplinePaper(**values, organization_name=subject.name, term=subject.description)
    member = db.session.get_one(Member, subject.member_id)
    return MemberDisciplinePaper(
        **values,
        full_name=member.full_name,
        born_on=member.born_on,
        native_place=member.home_town,
        admitted_on=member.admitted_on,
        official_on=member.official_on,
        posts=subject.description,
        cell_name=name_on(subject.organization_id, words.issued_on or clock.day_of(matter.case.opened_at)),
        removed_post=words.removed_post if form is Form.REMOVAL else "",
    )


def who_is(subject: CaseSubject) -> str:
    """Who is disciplined, as the name of the decision has it."""
    return f"đảng viên {subject.name}" if subject.member_id else f"tổ chức đảng đối với {subject.name}"


def provisions_of(violations: Sequence[Finding]) -> str:
    """The provisions broken, each named once however many violations break it."""
    named = (one.strip().rstrip(".") for row in violations for one in row.rule_broken.split(";"))
    return "; ".join({one.casefold(): one for one in named if one}.values())


def _notes(matter: Matter, bearing: Bearing) -> tuple[str, ...]:
    return tuple(row.note for row in matter.circumstances if row.bearing is bearing)


def _effect(matter: Matter, on: date) -> dict[str, str]:
    """From when the decision has effect and how long a complaint may be filed, by the rules of its day."""
    by_cell = matter.body.kind is BodyKind.CELL_MEETING
    limit = find_limit("complaint-filing", matter.level, on, overrides_for(matter.body.organization_id))
    term = f"{limit.number} {_UNIT_WORDS[limit.unit]} kể từ ngày nhận được Quyết định"
    return {"effective_from": effective_from(on, by_cell=by_cell), "appeal_term": term}


def _bases(matter: Matter, words: DecisionWords) -> list[str]:
    day = words.issued_on or matter.case.concluded_on or clock.day_of(matter.case.opened_at)
    judged_by = {row.edition for row in matter.violations if row.edition}
    bases = general_bases(matter.body, day, matter.rule_subject, judged_by)
    return [*bases, *(_notice(matter) or course_bases(matter.case, day))]


def _notice(matter: Matter) -> tuple[str, ...]:
    """The notice to the subject, with its body where another one decides; before it there is none."""
    case, subject = matter.case, matter.subject
    found = notices(case.id).get(subject.id)
    if found is None:
        return ()
    of = f" của {case.body.name}" if matter.body.id != case.body_id else ""
    named = f"đồng chí {subject.name}" if subject.member_id else subject.name
    number = f"Thông báo số {found.full_number}, ngày {written(found.issued_on)}{of}"
    return (f"Căn cứ {number} về kết luận {work_of(case)} đối với {named}",)


def _votes_for(matter: Matter) -> int | None:
    if matter.vote is None:
        return None
    return next((step.total for step in matter.vote.count.steps if step.reached), None)
