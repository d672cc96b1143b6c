"""Tờ trình and công văn of a case."""

from datetime import date

from tracker.cases.papers import decision_of, team_work
from tracker.cases.queries import CaseFile
from tracker.core import clock
from tracker.documents.composing import Signer, general_bases, letterhead, signature
from tracker.documents.recipients import TO_ABOVE, recipients
from tracker.documents.written import OfficialLetterPaper, SubmissionPaper
from tracker.writing.models import WrittenPaper
from tracker.writing.papers.parts import enclosed, lines, team_signs


def compose_submission(
    file: CaseFile, words: WrittenPaper, issued_on: date | None, number_and_sign: tuple[int | None, str]
) -> SubmissionPaper:
    """What the team lays before the commission or the committee, with the list of the file."""
    case = file.case
    day = issued_on or clock.day_of(case.opened_at)
    issuer = f"Đoàn {team_work(file)}"
    return SubmissionPaper(
        letterhead=letterhead(case.body, number_and_sign[1], number_and_sign[0], issued_on),
        issuer=issuer,
        legal_bases=(*general_bases(case.body, day), f"Thực hiện {decision_of(file)}"),
        **recipients(SubmissionPaper, issuer, TO_ABOVE, *lines(words.recipients)),
        signature=team_signs(file),
        addressees=lines(words.addressees),
        matter=words.matter,
        text=words.text,
        proposal=words.proposal,
        enclosed=enclosed(file),
    )


def compose_letter(
    file: CaseFile,
    words: WrittenPaper,
    signer: Signer,
    issued_on: date | None,
    number_and_sign: tuple[int | None, str],
) -> OfficialLetterPaper:
    """A letter of the body in a case."""
    body = file.case.body
    return OfficialLetterPaper(
        letterhead=letterhead(body, number_and_sign[1], number_and_sign[0], issued_on),
        issuer=body.name,
        legal_bases=(),
        **recipients(OfficialLetterPaper, body.name, TO_ABOVE, *lines(words.recipients)),
        signature=signature(body, signer),
        addressees=lines(words.addressees),
        matter=words.matter,
        text=words.text,
    )
