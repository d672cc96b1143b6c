"""The verbs of an office's papers: put a wording into force, choose a layout, revoke either; and the trial print."""

from dataclasses import dataclass, replace
from datetime import date
from typing import get_type_hints

from sqlalchemy import func, select

from tracker.access import Actor, Permission, require
from tracker.audit.services import record
from tracker.cases.papers import framed
from tracker.cases.queries import CaseFile
from tracker.core import clock
from tracker.core.errors import Conflict, RuleViolation, StaleVersion
from tracker.core.text import message
from tracker.documents.catalogue import CATALOGUE
from tracker.documents.composing import Signer, letterhead
from tracker.documents.contexts import Paper, outline
from tracker.documents.layout import Choice
from tracker.documents.office_models import Decided, LayoutChoice, PaperWording
from tracker.documents.parts import FixedPhrase
from tracker.documents.phrases import check_text, phrases_of
from tracker.documents.printable import RenderFailed
from tracker.documents.recipients import Standing, recipients
from tracker.documents.render import render_pdf
from tracker.documents.team import AmendmentDecisionPaper
from tracker.documents.wordings import settled_for
from tracker.extensions import db
from tracker.organizations.models import Organization
from tracker.organizations.queries import get_organization
from tracker.wordings import queries, rules


@dataclass(frozen=True)
class Decision:
    """For which organization, from when until when, by which document and why."""

    organization_id: int
    since: date
    until: date | None
    document: str
    document_on: date
    issuer: str
    reason: str


@dataclass(frozen=True)
class NewWording:
    """A text for a phrase of a paper. ``seen`` is what ``queries.changes_of`` was on the page, if there was one."""

    paper: str
    phrase: str
    text: str
    seen: int | None = None


def enter_wording(actor: Actor, new: NewWording, decision: Decision, today: date) -> PaperWording:
    """Put a new version of the wording of a phrase into force from a day. The text is plain, and stays so.

    Raises ``StaleVersion`` when somebody else worded the phrase since the page was opened.
    """
    paper, phrase = new.paper, new.phrase
    scope = _checked(actor, decision, today)
    if new.seen is not None and new.seen != queries.changes_of(queries.versions(actor, paper, phrase)):
        raise StaleVersion(
            message(
                "Somebody else changed this record after you opened the page. Nobody's change is overwritten unseen."
            )
        )
    text = " ".join(new.text.split())
    check_text(phrases_of(paper)[phrase], text).enforce()
    _print_sample(paper, phrase, text, scope.id, decision.since)
    same = (PaperWording.organization_id == scope.id, PaperWording.paper == paper, PaperWording.phrase == phrase)
    last = db.session.execute(select(func.coalesce(func.max(PaperWording.edition), 0)).where(*same)).scalar_one()
    row = PaperWording(paper=paper, phrase=phrase, wording=text, edition=last + 1)
    _sign(actor, row, decision)
    about = {"wording": row.id, "paper": paper, "phrase": phrase, "edition": row.edition, "since": row.since}
    record(actor, "office.wording_entered", about=about)
    return row


def enter_choice(actor: Actor, setting: str, value: str, decision: Decision, today: date) -> LayoutChoice:
    """Say what the office follows in one setting of the layout, from a day on."""
    scope = _checked(actor, decision, today)
    standing = select(LayoutChoice).where(LayoutChoice.organization_id == scope.id, LayoutChoice.revoked_at.is_(None))
    others = [Choice(row.setting, row.value, row.since, row.until) for row in db.session.execute(standing).scalars()]
    rules.check_choice(Choice(setting, value, decision.since, decision.until), others).enforce()
    row = LayoutChoice(setting=setting, value=value)
    _sign(actor, row, decision)
    about = {"choice": row.id, "setting": setting, "value": value, "since": row.since}
    record(actor, "office.layout_chosen", about=about)
    return row


def revoke(actor: Actor, row: Decided, reason: str) -> None:
    """Take a row out of force, from its first day on; it stays in the books, and papers that were issued stay."""
    require(actor, Permission.MANAGE_RULES)
    get_organization(actor, row.organization_id)
    if row.revoked_at is not None:
        raise Conflict(message("This entry is revoked already. An entry is revoked once."))
    row.revoked_by, row.revoked_at, row.revoke_reason = actor.user_id, clock.now(), reason
    db.session.flush()
    is_wording = isinstance(row, PaperWording)
    action = "office.wording_revoked" if is_wording else "office.layout_revoked"
    record(actor, action, about={"wording" if is_wording else "choice": row.id})  # type: ignore[attr-defined]


def tried(values: Paper, phrase: str, text: str, organization_id: int, on: date) -> Paper:
    """A paper as it would be worded on a day with a new text for one phrase: a draft, whatever it was."""
    head = replace(values.letterhead, number=None, issued_on=None) if values.numbered else values.letterhead
    return _reworded(settled_for(replace(values, code="", letterhead=head), organization_id, on), phrase, text)


def outlined(file: CaseFile, paper: str, today: date) -> Paper:
    """A paper that a case does not have yet: what its file tells, and nothing where it tells nothing.

    A day that must stand on it stands as today, a number as 0.
    """
    row, case, kind = CATALOGUE[paper], file.case, CATALOGUE[paper].context
    sign, nobody = f"{row.type_sign}/{case.body.sign}", Signer("", "")
    head = letterhead(case.body, sign, None, today if kind.dated and not kind.numbered else None)
    known = framed(file, nobody, (0, sign), today)
    known |= {"letterhead": head, "case_title": case.title, "meeting_on": today}
    told, asked = get_type_hints(AmendmentDecisionPaper) | {"case_title": str}, get_type_hints(kind)
    lines = [Standing(phrase.key) for phrase in phrases_of(paper).values() if phrase.is_line]
    known |= recipients(kind, case.body.name, *lines) if lines else {}
    same = {name: value for name, value in known.items() if told[name] == asked.get(name)}  # contents are not contents
    return outline(kind, same, today)


def _checked(actor: Actor, decision: Decision, today: date) -> Organization:
    """The organization, locked: two administrators enter for one office one after the other."""
    require(actor, Permission.MANAGE_RULES)
    scope = get_organization(actor, decision.organization_id)
    rules.check_time(decision.since, decision.until, decision.document_on, today).enforce()
    db.session.execute(select(Organization.id).where(Organization.id == scope.id).with_for_update())
    return scope


def _print_sample(paper: str, phrase: str, text: str, organization_id: int, on: date) -> None:
    """A wording that our letters cannot print, or that leaves a hole in the sample, never gets into force."""
    sample = settled_for(CATALOGUE[paper].sample(), organization_id, on)
    try:
        render_pdf(paper, _reworded(sample, phrase, text))
    except RenderFailed as failure:
        raise RuleViolation(failure.message, field="text") from failure


def _reworded(paper: Paper, phrase: str, text: str) -> Paper:
    others = tuple(one for one in paper.phrases if one.key != phrase)
    own = text != phrases_of(paper.key)[phrase].text
    return replace(paper, phrases=(*others, FixedPhrase(key=phrase, text=text, own=own)))


def _sign(actor: Actor, row: Decided, decision: Decision) -> None:
    row.organization_id, row.since, row.until = decision.organization_id, decision.since, decision.until
    row.document, row.document_on, row.issuer = decision.document, decision.document_on, decision.issuer
    row.reason, row.author_id, row.recorded_at = decision.reason, actor.user_id, clock.now()
    db.session.add(row)
    db.session.flush()
