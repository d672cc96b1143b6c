"""Decisions on work under way that are numbered here: of extension, suspension, resumption, cancellation, changes."""

import hashlib
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, timedelta

from tracker.access import Actor
from tracker.accounts.queries import signers
from tracker.cases.models import Extension, Suspension
from tracker.cases.papers import Amending, compose_amendment, compose_cancellation, plan_abstract, team_work, time_words
from tracker.cases.queries import CaseFile
from tracker.cases.queries.limits import find_deadline
from tracker.core.errors import RuleViolation
from tracker.core.text import message
from tracker.documents.composing import Signer
from tracker.documents.parts import Paper
from tracker.documents.services import NewPaper, issue_paper
from tracker.documents.states import PaperType
from tracker.lawbook.queries import office_law
from tracker.organizations.models import Body


@dataclass(frozen=True)
class Ordered:
    """A decision as a form gives it: its day, its number as signed elsewhere, or who signs it to be numbered here."""

    on: date
    decision: str = ""
    signer: str = ""


@dataclass(frozen=True)
class Drafted:
    """A decision made here: what the register says of it, and how its values are composed for a signer and a number.

    ``body`` is whose it is, where not that of the case; ``also_in`` are the other cases that it decides about.
    """

    abstract: str
    compose: Callable[[Signer, int, str], Paper]
    body: Body | None = None
    also_in: tuple[int, ...] = ()

    @property
    def about(self) -> str:
        """Tells the orders of one case apart, as short as the key of a draft is."""
        return hashlib.sha256(self.abstract.encode()).hexdigest()[:16]


def number_extension(actor: Actor, file: CaseFile, extension: Extension, signer: str) -> str:
    """Number the decision of an extension; gives it in words."""
    due = find_deadline(file.case, office_law()).due
    length = time_words(extension.days, due.unit) if due else str(extension.days)
    work, on = team_work(file), extension.decided_on
    order = f"Gia hạn thời gian {work} thêm {length}"
    return _number(actor, file, Amending("gia hạn thời gian", order, extension.reason, on, on), signer)


def number_suspension(actor: Actor, file: CaseFile, suspension: Suspension, signer: str) -> str:
    """Number the decision of a suspension; gives it in words."""
    order = f"Tạm đình chỉ việc {team_work(file)}"
    return _number(
        actor, file, Amending("tạm đình chỉ", order, suspension.reason, suspension.since, suspension.since), signer
    )


def number_resumption(actor: Actor, file: CaseFile, reason: str, ordered: Ordered) -> str:
    """Number the decision of a resumption, which holds from the day after the last one of the suspension."""
    order = f"Tiếp tục việc {team_work(file)}"
    return _number(
        actor, file, Amending("tiếp tục", order, reason, ordered.on, ordered.on + timedelta(days=1)), ordered.signer
    )


def number_cancellation(actor: Actor, file: CaseFile, reason: str, ordered: Ordered) -> str:
    """Number the decision of a cancellation; gives it in words."""
    abstract = f"huỷ bỏ việc {plan_abstract(file)}"

    def compose(signer: Signer, number: int, sign: str) -> Paper:
        return compose_cancellation(file, reason, ordered.on, signer, (number, sign))

    return number_decision(actor, file, ordered, Drafted(abstract, compose))


def number_decision(
    actor: Actor,
    file: CaseFile,
    ordered: Ordered,
    drafted: Drafted,
    field: str = "decision",
) -> str:
    """The decision in words: as typed, or issued here with the next number.

    Raises ``RuleViolation`` beside ``field`` without number and without signer.
    """
    if ordered.decision:
        return ordered.decision
    body = drafted.body or file.case.body
    known = {one.full_name: Signer(one.full_name, one.position) for one in signers(body.id)}
    signer = known.get(ordered.signer)
    if signer is None:
        reason = message("Type the number of the decision, or choose who signs it so that it is numbered here.")
        raise RuleViolation(reason, field=field)
    abstract = drafted.abstract[:500]
    case_id, about, also_in = file.case.id, drafted.about, drafted.also_in
    new = NewPaper(body, PaperType.DECISION, ordered.on, abstract, signer.name, case_id, about, also_in=also_in)
    paper = issue_paper(actor, new, lambda *given: drafted.compose(signer, *given))
    return f"Quyết định số {paper.number:02d}-{paper.sign}"


def _number(actor: Actor, file: CaseFile, amending: Amending, name: str) -> str:
    abstract = f"{amending.act} {plan_abstract(file)}"

    def compose(signer: Signer, number: int, sign: str) -> Paper:
        return compose_amendment(file, amending, signer, number, sign)

    return number_decision(actor, file, Ordered(amending.decided_on, signer=name), Drafted(abstract, compose))
