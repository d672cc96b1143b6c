"""The frozen content of a decision that extends, suspends, resumes or cancels work under way."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from tracker.cases.papers.team import decision_of, executors_of, is_alone, recipients_of, shared_of
from tracker.cases.queries import CaseFile
from tracker.documents.composing import Signer, general_bases, letterhead, signature
from tracker.documents.orders import CancellationDecisionPaper
from tracker.documents.team import AmendmentDecisionPaper


@dataclass(frozen=True)
class Amending:
    """What a decision does: ``act`` begins its name, ``order`` follows "Điều 1."; its day, and since when it holds."""

    act: str
    order: str
    reason: str
    decided_on: date
    from_on: date


def compose_amendment(
    file: CaseFile, amending: Amending, signer: Signer, number: int, sign: str
) -> AmendmentDecisionPaper:
    """The decision with its number; it names the first one, which stays as it is in everything else."""
    decision = decision_of(file)
    return AmendmentDecisionPaper(
        **framed(file, signer, (number, sign), amending.decided_on),
        act=amending.act,
        order=f"{amending.order} theo {decision}",
        reason=amending.reason,
        from_on=amending.from_on,
    )


def compose_cancellation(
    file: CaseFile, reason: str, on: date, signer: Signer, number_and_sign: tuple[int, str]
) -> CancellationDecisionPaper:
    """The decision that ends work without a conclusion."""
    frame = framed(file, signer, number_and_sign, on) | {"members": (), "contents": ()}
    return CancellationDecisionPaper(**frame, reason=reason, from_on=on, alone=is_alone(file))


def framed(file: CaseFile, signer: Signer, number_and_sign: tuple[int, str], decided_on: date) -> dict[str, Any]:
    """What every decision on a change of work under way shares; it rests on the first one."""
    body = file.case.body
    return shared_of(file) | {
        "letterhead": letterhead(body, number_and_sign[1], number_and_sign[0], decided_on),
        "legal_bases": tuple(general_bases(body, decided_on)),
        **recipients_of(file, AmendmentDecisionPaper),
        "signature": signature(body, signer),
        "decision": decision_of(file),
        "executors": executors_of(file),
    }
