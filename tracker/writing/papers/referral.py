"""Tờ trình đề nghị thi hành kỷ luật, to the body that is competent for the form voted on."""

from datetime import date

from tracker.cases.papers import printed_name
from tracker.cases.queries import CaseFile
from tracker.core import clock
from tracker.discipline.models import Discipline
from tracker.discipline.papers import provisions_of
from tracker.discipline.queries import circumstances_of, find_vote, subject_type_of
from tracker.documents.composing import Signer, general_bases, letterhead, signature
from tracker.documents.recipients import TO_ABOVE, recipients
from tracker.documents.written import DisciplineSubmissionPaper
from tracker.extensions import db
from tracker.findings.queries import findings_of_subject
from tracker.findings.states import FindingType
from tracker.meetings.texts import SEVERITY_NAMES
from tracker.organizations.models import Body
from tracker.regulations.circumstances import Bearing
from tracker.regulations.measures import FORM_NAMES
from tracker.regulations.sources import written
from tracker.writing.models import WrittenPaper
from tracker.writing.papers.parts import enclosed, life_of, lines


def compose_discipline_submission(
    file: CaseFile,
    words: WrittenPaper,
    signer: Signer,
    issued_on: date | None,
    number_and_sign: tuple[int | None, str],
) -> DisciplineSubmissionPaper:
    """What was found and voted on one subject, as the competent body is told it."""
    record = db.session.get_one(Discipline, words.discipline_id)
    body, subject = db.session.get_one(Body, record.body_id), file.subject(_number(file, record))
    day = issued_on or record.referred_on or clock.day_of(file.case.opened_at)
    violations = [row for row in findings_of_subject(subject.id) if row.type is FindingType.VIOLATION]
    vote, weighed = find_vote(record), circumstances_of(record)
    judged_by = {row.edition for row in violations if row.edition}
    return DisciplineSubmissionPaper(
        letterhead=letterhead(body, number_and_sign[1], number_and_sign[0], issued_on),
        issuer=body.name,
        legal_bases=tuple(general_bases(body, day, subject_type_of(subject, day), judged_by)),
        **recipients(DisciplineSubmissionPaper, body.name, TO_ABOVE, *lines(words.recipients)),
        signature=signature(body, signer),
        meeting_name=vote.meeting.title if vote else "",
        meeting_on=vote.meeting.held_on if vote else None,
        addressees=lines(words.addressees),
        subject=printed_name(subject),
        is_member=subject.member_id is not None,
        life=life_of(subject, day),
        violation="\n".join(row.text for row in violations),
        form=FORM_NAMES[record.voted_form or record.proposed_form].capitalize(),
        provisions=provisions_of(violations),
        severity=SEVERITY_NAMES[subject.severity] if subject.severity else "",
        self_criticism=_dated(record.self_criticism_on, record.self_criticism),
        hearing=_dated(record.heard_on, record.hearing),
        aggravating=tuple(row.note for row in weighed if row.bearing is Bearing.AGGRAVATING),
        mitigating=tuple(row.note for row in weighed if row.bearing is Bearing.MITIGATING),
        votes_for=next((step.total for step in vote.count.steps if step.reached), None) if vote else None,
        votes_total=vote.count.eligible if vote else None,
        enclosed=enclosed(file),
        note=words.text,
    )


def _number(file: CaseFile, record: Discipline) -> int:
    return next(subject.number for subject in file.case.subjects if subject.id == record.subject_id)


def _dated(on: date | None, words: str) -> str:
    return f"ngày {written(on)}: {words}" if on else ""
