"""Thông báo kết quả giải quyết tố cáo for the denouncer: how each content is concluded, and nothing else."""

from dataclasses import dataclass, replace
from datetime import date

from tracker.cases.papers import printed_name
from tracker.cases.queries import CaseFile
from tracker.conclusions.papers import judged_contents
from tracker.documents.composing import Signer, general_bases, letterhead, signature
from tracker.documents.notices import DenunciationAnswerPaper
from tracker.documents.recipients import TO_ABOVE, Standing, recipients
from tracker.petitions.services import Identity


@dataclass(frozen=True)
class AnswerWords:
    """What is typed when the result is told to the denouncer."""

    issued_on: date
    signer: Signer
    note: str = ""


def compose_answer(
    file: CaseFile, sender: Identity, words: AnswerWords, number: int, sign: str
) -> DenunciationAnswerPaper:
    """The answer. The grounds of each conclusion stay in the file: they may name others who spoke."""
    body = file.case.body
    return DenunciationAnswerPaper(
        letterhead=letterhead(body, sign, number, words.issued_on),
        issuer=body.name,
        legal_bases=tuple(general_bases(body, words.issued_on)),
        **recipients(DenunciationAnswerPaper, body.name, TO_ABOVE, Standing("kept_petition")),
        signature=signature(body, words.signer),
        addressee=sender.name,
        address=sender.address,
        subject="; ".join(printed_name(subject) for subject in file.case.subjects),
        contents=tuple(replace(one, reason="") for one in judged_contents(file.case)),
        note=words.note,
    )
