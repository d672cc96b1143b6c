"""The frozen content of a decision that extends or suspends work under way."""

from dataclasses import dataclass
from datetime import date

from tracker.cases.papers.team import decision_of, executors_of, recipients_of, shared_of
from tracker.cases.queries import CaseFile
from tracker.documents.composing import Signer, general_bases, letterhead, signature
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
    body, decision = file.case.body, decision_of(file)
    return AmendmentDecisionPaper(
        **shared_of(file),
        letterhead=letterhead(body, sign, number, amending.decided_on),
        legal_bases=tuple(general_bases(body, amending.decided_on)),
        recipients=recipients_of(file),
        signature=signature(body, signer),
        decision=decision,
        act=amending.act,
        order=f"{amending.order} theo {decision}",
        reason=amending.reason,
        from_on=amending.from_on,
        executors=executors_of(file),
    )
