"""The verbs of papers: give the next number, register a paper made elsewhere, issue one with its frozen bytes."""

import hashlib
import json
import secrets
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from functools import cache
from pathlib import Path
from types import MappingProxyType

from sqlalchemy import select

from tracker.access import Actor
from tracker.audit.services import record
from tracker.core import clock
from tracker.core.errors import RuleViolation
from tracker.core.text import message
from tracker.documents import approval, contexts, layout
from tracker.documents.classified import check_content
from tracker.documents.marks import Marks, chosen, with_marks
from tracker.documents.mirroring import mirrored
from tracker.documents.models import PaperCase, RegisteredPaper
from tracker.documents.numbering import next_number, run_of, series_of
from tracker.documents.queries import histories_of
from tracker.documents.render import render_pdf
from tracker.documents.signing.keyring import signer_of
from tracker.documents.signing.signer import Signed
from tracker.documents.states import TYPE_SIGNS, PaperState, PaperType, Secrecy
from tracker.documents.wordings import settled
from tracker.extensions import db
from tracker.organizations.models import Body, Organization, Term
from tracker.organizations.queries import term_on
from tracker.regulations.procedure import NUMBERING

_TEMPLATES = Path(__file__).parents[2] / "templates" / "documents"


@dataclass(frozen=True)
class NewPaper:
    """What the register needs of a paper. ``case_id`` is None for a paper that belongs to no case.

    ``also_in``: the other cases that it decides about; it lies in their files too.
    ``about`` tells it from the other papers of its case ("subject:2"), ``meeting_id`` whose session it is of,
    ``report_id`` which periodic report it is.
    ``needs_approval``: not where the team speaks instead of the body, or where the body decided on the text itself.
    ``marks``: the degrees of secrecy and urgency, by default what was chosen on the form that numbers it.
    """

    body: Body
    type: PaperType
    issued_on: date
    abstract: str
    signer_name: str
    case_id: int | None = None
    about: str = ""
    needs_approval: bool = True
    meeting_id: int | None = None
    report_id: int | None = None
    marks: Marks = field(default_factory=chosen)
    also_in: tuple[int, ...] = ()


def get_term_of(body: Body, on: date, field: str = "issued_on") -> Term:
    """The term through which the numbers of a body run on a day; raises ``RuleViolation`` naming the field."""
    term = term_on(body.organization_id, on)
    if term is None:
        reason = message("No term of this committee is recorded for %(on)s; numbers run through a term.", on=on)
        raise RuleViolation(reason, (NUMBERING,), field=field)
    return term


def register_paper(actor: Actor, new: NewPaper) -> RegisteredPaper:
    """Give a number to a paper that is made outside this program."""
    paper = _numbered(actor, new, PaperState.REGISTERED)
    db.session.add(paper)
    db.session.flush()
    _record(actor, paper)
    return paper


def issue_paper(actor: Actor, new: NewPaper, compose: Callable[[int, str], contexts.Paper]) -> RegisteredPaper:
    """Number a paper, compose it with its number and sign, render it, sign it and keep the bytes for ever.

    A body that demands approval issues what was approved, word for word; another text raises ``RuleViolation``.
    A classified paper is only registered where the installation is not cleared, and never signed with a key: guidance
    03-HD/VPTW (04/6/2021) allows that for papers that are not secret.

    The caller checked that the actor may issue it. All happens in the caller's transaction: a paper that cannot be
    rendered or signed leaves no gap in the numbers.
    """
    if new.marks.is_outside:
        return _register_line(actor, new, compose)
    paper = _numbered(actor, new, PaperState.ISSUED)
    context = _set_out(replace(compose(paper.number, paper.sign), code=paper.ref), new)
    composed = _composed(new, context)
    draft = approval.claim(new.body, composed) if new.needs_approval else None
    paper.template = context.key
    paper.template_version = _version_of(context)
    paper.context = context.to_json()
    content = render_pdf(context.key, context, profile=layout.profile_on(layout.day_of_layout(new.issued_on)).key)
    by_hand = approval.is_rehearsal() or new.marks.secrecy is not Secrecy.ORDINARY
    signed = Signed(content) if by_hand else signer_of(_code_of(new.body), new.body.sign).sign(content)
    paper.content = signed.content
    paper.sha256 = hashlib.sha256(signed.content).hexdigest()
    db.session.add(paper)
    db.session.flush()
    _lay_in_files(paper, new.also_in)
    _record(actor, paper, {"certificate": signed.certificate} if signed.certificate else {})
    approval.finish(actor, composed, draft, paper)
    return paper


def bytes_of(paper: RegisteredPaper, *, duplex: bool = False) -> bytes:
    """The kept bytes of an issued paper; one numbered before bytes were kept is laid out from its frozen values.

    ``duplex`` gives a copy for printing on both sides of a sheet, the margins of its even pages mirrored.
    """
    if paper.content is not None:
        return mirrored(paper.content) if duplex else paper.content
    context = contexts.from_json(paper.context or "")
    return render_pdf(
        context.key, context, profile=layout.profile_on(layout.day_of_layout(paper.issued_on)).key, duplex=duplex
    )


def _register_line(actor: Actor, new: NewPaper, compose: Callable[[int, str], contexts.Paper]) -> RegisteredPaper:
    """Number a classified paper that is kept outside: its line stays, and of its text nothing, drafts included.

    Raises ``RuleViolation`` for a text that is to be approved here, and for who does not know that it is not kept.
    """
    if approval.is_rehearsal():
        check_content(new.marks.secrecy, new.marks.cleared).enforce()
    new.marks.check_known().enforce()
    paper = _numbered(actor, replace(new, abstract=new.marks.abstract), PaperState.REGISTERED)
    composed = _composed(new, compose(paper.number, paper.sign))
    paper.template = composed.template
    db.session.add(paper)
    db.session.flush()
    _lay_in_files(paper, new.also_in)
    _record(actor, paper)
    approval.forget_text(actor, composed)
    return paper


def _set_out(context: contexts.Paper, new: NewPaper) -> contexts.Paper:
    """A paper in the wording and layout of its day, with its marks."""
    return with_marks(settled(context, new.body, new.issued_on), new.marks)


def _composed(new: NewPaper, context: contexts.Paper) -> approval.Composed:
    matter = (new.body.id, new.case_id, new.meeting_id, new.report_id)
    text = approval.text_of(context)
    return approval.Composed(*matter, context.key, new.about, new.abstract, text, new.also_in)


def _numbered(actor: Actor, new: NewPaper, state: PaperState) -> RegisteredPaper:
    term = get_term_of(new.body, new.issued_on)
    series = series_of(new.body)
    run = run_of(series, term, new.type)
    return RegisteredPaper(
        ref=secrets.token_hex(6),
        body_id=new.body.id,
        series_id=series,
        term_id=term.id,
        type=new.type,
        run=run.value,
        number=next_number(series, term.id, run),
        sign=f"{TYPE_SIGNS[new.type]}/{new.body.sign}",
        issued_on=new.issued_on,
        abstract=new.abstract,
        signer_name=new.signer_name,
        secrecy=new.marks.secrecy,
        urgency=new.marks.urgency,
        state=state,
        case_id=new.case_id,
        issued_by=actor.user_id,
        issued_at=clock.now(),
    )


def _code_of(body: Body) -> str:
    return db.session.execute(select(Organization.code).where(Organization.id == body.organization_id)).scalar_one()


def _lay_in_files(paper: RegisteredPaper, cases: Sequence[int]) -> None:
    """Put a paper into the files of the other cases that it decides about."""
    db.session.add_all(PaperCase(paper_id=paper.id, case_id=case_id) for case_id in cases)
    db.session.flush()


def _record(actor: Actor, paper: RegisteredPaper, more: Mapping[str, str] = MappingProxyType({})) -> None:
    """The history of every case whose file it lies in tells the same: none of them hints at another."""
    about = {
        "paper": paper.ref,
        "type": paper.type,
        "number": paper.number,
        "term": paper.term_id,
        "hash": paper.sha256,
        **more,
    }
    for case_id in histories_of(paper):
        record(actor, f"paper.{paper.state}", case_id=case_id, about=about)


def _version_of(context: contexts.Paper) -> str:
    """SHA-256 over the template of a paper and the office's own wording in it."""
    own = [(phrase.key, phrase.text) for phrase in context.phrases if phrase.own]
    template = _template_version(context.key)
    return hashlib.sha256(f"{template}{json.dumps(own)}".encode()).hexdigest() if own else template


@cache
def _template_version(key: str) -> str:
    """SHA-256 over the template of a paper and what it is built on."""
    digest = hashlib.sha256()
    for folder in ("_base", key):
        for file in sorted((_TEMPLATES / folder).iterdir()):
            digest.update(file.read_bytes())
    return digest.hexdigest()
