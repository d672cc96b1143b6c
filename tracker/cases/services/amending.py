"""Decisions on work under way that are numbered here: of extension and of suspension."""

from tracker.access import Actor
from tracker.accounts.queries import signers
from tracker.cases import queries
from tracker.cases.models import Extension, Suspension
from tracker.cases.papers import Amending, compose_amendment, team_work, time_words
from tracker.cases.queries import CaseFile
from tracker.core.errors import RuleViolation
from tracker.core.text import message
from tracker.documents.composing import Signer
from tracker.documents.services import NewPaper, register_paper
from tracker.documents.states import PaperType
from tracker.lawbook.queries import office_law


def number_extension(actor: Actor, file: CaseFile, extension: Extension, signer: str) -> str:
    """Number the decision of an extension; gives it in words."""
    due = queries.find_deadline(file.case, office_law()).due
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


def _number(actor: Actor, file: CaseFile, amending: Amending, name: str) -> str:
    """The values are frozen with the number; the decision is printed here and signed on paper."""
    case = file.case
    known = {one.full_name: Signer(one.full_name, one.position) for one in signers(case.body_id)}
    if name not in known:
        reason = message("Type the number of the decision, or choose who signs it so that it is numbered here.")
        raise RuleViolation(reason, field="decision")
    abstract = f"{amending.act} {team_work(file)} {case.title}"[:500]
    new = NewPaper(case.body, PaperType.DECISION, amending.decided_on, abstract, name, case.id)
    paper = register_paper(actor, new, lambda *given: compose_amendment(file, amending, known[name], *given))
    return f"Quyết định số {paper.number:02d}-{paper.sign}"
