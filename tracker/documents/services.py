"""The verbs of papers: give the next number, register a paper made elsewhere, issue one with its frozen bytes."""

import hashlib
import json
import secrets
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date
from functools import cache
from pathlib import Path

from sqlalchemy import func, select
from sqlalchemy.dialects import postgresql, sqlite

from tracker.access import Actor
from tracker.audit.services import record
from tracker.core import clock
from tracker.core.errors import RuleViolation
from tracker.core.text import message
from tracker.documents import contexts, layout
from tracker.documents.models import NumberCounter, RegisteredPaper
from tracker.documents.render import render_pdf
from tracker.documents.states import TYPE_SIGNS, PaperState, PaperType
from tracker.documents.wordings import settled
from tracker.extensions import db
from tracker.organizations.models import Body, Term
from tracker.organizations.queries import term_on

_TEMPLATES = Path(__file__).parents[2] / "templates" / "documents"


@dataclass(frozen=True)
class NewPaper:
    """What the register needs of a paper. ``case_id`` is None for a paper that belongs to no case."""

    body: Body
    type: PaperType
    issued_on: date
    abstract: str
    signer_name: str
    case_id: int | None = None


def get_term_of(body: Body, on: date, field: str = "issued_on") -> Term:
    """The term through which the numbers of a body run on a day; raises ``RuleViolation`` naming the field."""
    term = term_on(body.organization_id, on)
    if term is None:
        reason = message("No term of this committee is recorded for %(on)s; numbers run through a term.", on=on)
        raise RuleViolation(reason, field=field)
    return term


def register_paper(
    actor: Actor, new: NewPaper, compose: Callable[[int, str], contexts.Paper] | None = None
) -> RegisteredPaper:
    """Give a number to a paper that is signed on paper outside this program.

    ``compose`` gives the values of one that is printed here: they are frozen with its number, its bytes are not kept.
    """
    paper = _numbered(actor, new, PaperState.REGISTERED)
    if compose is not None:
        context = settled(compose(paper.number, paper.sign), new.body, new.issued_on)
        paper.template, paper.template_version = context.key, _version_of(context)
        paper.context = context.to_json()
    db.session.add(paper)
    db.session.flush()
    _record(actor, paper)
    return paper


def issue_paper(actor: Actor, new: NewPaper, compose: Callable[[int, str], contexts.Paper]) -> RegisteredPaper:
    """Number a paper, compose it with its number and sign, render it and keep the bytes for ever.

    The caller checked that the actor may issue it. All happens in the caller's transaction: a paper that cannot be
    rendered leaves no gap in the numbers.
    """
    paper = _numbered(actor, new, PaperState.ISSUED)
    composed = replace(compose(paper.number, paper.sign), code=paper.ref)
    context = settled(composed, new.body, new.issued_on)
    paper.template = context.key
    paper.template_version = _version_of(context)
    paper.context = context.to_json()
    paper.content = render_pdf(context.key, context, profile=layout.profile_on(new.issued_on).key)
    paper.sha256 = hashlib.sha256(paper.content).hexdigest()
    db.session.add(paper)
    db.session.flush()
    _record(actor, paper)
    return paper


def bytes_of(paper: RegisteredPaper) -> bytes:
    """The kept bytes of an issued paper; one that is signed outside is laid out again from its frozen values."""
    if paper.content is not None:
        return paper.content
    context = contexts.from_json(paper.context or "")
    return render_pdf(context.key, context, profile=layout.profile_on(paper.issued_on).key)


def _numbered(actor: Actor, new: NewPaper, state: PaperState) -> RegisteredPaper:
    term = get_term_of(new.body, new.issued_on)
    series = _series(new.body)
    return RegisteredPaper(
        ref=secrets.token_hex(6),
        body_id=new.body.id,
        series_id=series,
        term_id=term.id,
        type=new.type,
        number=_next_number(series, term.id, new.type),
        sign=f"{TYPE_SIGNS[new.type]}/{new.body.sign}",
        issued_on=new.issued_on,
        abstract=new.abstract,
        signer_name=new.signer_name,
        state=state,
        case_id=new.case_id,
        issued_by=actor.user_id,
        issued_at=clock.now(),
    )


def _series(body: Body) -> int:
    """The body whose counter numbers the paper: bodies of one organization with one sign share one run.

    A paper of the standing committee carries the committee's name and sign (HD 36 II.1.2), so also its numbers.
    """
    same = select(func.min(Body.id)).where(Body.organization_id == body.organization_id, Body.sign == body.sign)
    return db.session.execute(same).scalar_one()


def _next_number(body_id: int, term_id: int, paper_type: PaperType) -> int:
    """The counter row is locked until the caller's transaction ends: no gap and no duplicate, whatever fails."""
    insert = postgresql.insert if db.engine.dialect.name == "postgresql" else sqlite.insert
    raised = (
        insert(NumberCounter)
        .values(body_id=body_id, term_id=term_id, type=paper_type, last=1)
        .on_conflict_do_update(index_elements=["body_id", "term_id", "type"], set_={"last": NumberCounter.last + 1})
        .returning(NumberCounter.last)
    )
    return db.session.execute(raised).scalar_one()


def _record(actor: Actor, paper: RegisteredPaper) -> None:
    about = {
        "paper": paper.ref,
        "type": paper.type,
        "number": paper.number,
        "term": paper.term_id,
        "hash": paper.sha256,
    }
    record(actor, f"paper.{paper.state}", case_id=paper.case_id, about=about)


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
