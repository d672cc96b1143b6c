"""The verbs of the file: list its papers, hand it to the archive with its frozen papers, open it again by decision."""

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from sqlalchemy import func, select

from tracker.access import Actor, Permission, require
from tracker.audit.services import record
from tracker.cases.queries import CaseFile
from tracker.cases.rules import check_not_before, check_not_future
from tracker.cases.services import move, note_step
from tracker.cases.states import Action
from tracker.core import clock
from tracker.core.errors import Conflict, RuleViolation
from tracker.core.text import message
from tracker.documents import layout
from tracker.documents.contexts import Paper
from tracker.documents.render import render_pdf
from tracker.documents.wordings import settled
from tracker.dossiers import queries, rules
from tracker.dossiers.models import Dossier, DossierEntry
from tracker.dossiers.papers import Placing, compose_closing, compose_contents
from tracker.extensions import db
from tracker.findings.queries import lock_case
from tracker.follow_up.services import FOLLOWED_STATES
from tracker.regulations.procedure import ARCHIVE
from tracker.regulations.verdict import Verdict
from tracker.reorganization.services import pass_reopened


@dataclass(frozen=True)
class Listed:
    """What the table of contents says of one paper."""

    title: str
    sign: str
    dated_on: date
    abstract: str
    author: str
    sheets: int
    note: str = ""


def gather_papers(actor: Actor, file: CaseFile) -> int:
    """List every paper that the program knows and the table of contents lacks; returns how many."""
    _require_open(actor, file)
    listed = {entry.source for entry in queries.entries_of(file.case.id)}
    missing = [one for one in queries.known_papers(file) if one.source not in listed]
    for one in missing:
        entry = DossierEntry(case_id=file.case.id, source=one.source, title=one.title, sign=one.sign)
        entry.dated_on, entry.abstract, entry.author = one.dated_on, one.abstract, one.author
        db.session.add(entry)
    db.session.flush()
    if missing:
        record(actor, "dossier.papers_listed", case_id=file.case.id, about={"papers": len(missing)})
    return len(missing)


def add_entry(actor: Actor, file: CaseFile, listed: Listed, today: date) -> DossierEntry:
    """List a paper that the program does not know."""
    _require_open(actor, file)
    entry = DossierEntry(case_id=file.case.id)
    _fill(entry, listed, today)
    db.session.add(entry)
    db.session.flush()
    record(actor, "dossier.paper_added", case_id=file.case.id, about={"entry": entry.id})
    return entry


def change_entry(actor: Actor, file: CaseFile, entry: DossierEntry, listed: Listed, today: date) -> None:
    """Change what the table of contents says of a paper, before the archive."""
    _require_open(actor, file)
    _fill(entry, listed, today)
    db.session.flush()
    about = {"entry": entry.id, "sheets": entry.sheets}
    record(actor, "dossier.paper_described", case_id=file.case.id, about=about)


def remove_entry(actor: Actor, file: CaseFile, entry: DossierEntry) -> None:
    """Take a paper off the table of contents that was typed in by mistake; what the program knows stays."""
    _require_open(actor, file)
    if entry.source is not None:
        raise RuleViolation(
            message("The program knows this paper of the case, so it stays in the list: the list names every paper."),
            (ARCHIVE,),
        )
    about = {"entry": entry.id}
    db.session.delete(entry)
    db.session.flush()
    record(actor, "dossier.paper_removed", case_id=file.case.id, about=about)


def check_archive(actor: Actor, file: CaseFile, reason: str = "") -> Verdict:
    """Whether the file may go to the archive; the refusal names the first thing that is missing."""
    is_leader = file.allows(actor, Permission.OVERRULE_ARCHIVE)
    return rules.check_archive(queries.checklist_of(file), reason, is_leader=is_leader)


def archive_case(
    actor: Actor, file: CaseFile, placing: Placing, today: date, missing: Sequence[str] = (), reason: str = ""
) -> Dossier:
    """Close the case and freeze its file. ``missing`` are, in Vietnamese words, the lines that ``reason`` excuses."""
    _require_open(actor, file, Permission.CLOSE_CASE)
    check_archive(actor, file, reason).enforce()
    check_not_future(placing.archived_on, today, "archived_on").enforce()
    check_not_before(placing.archived_on, file.case.concluded_on, "archived_on", message("the conclusion")).enforce()
    last = max((entry.dated_on for entry in queries.entries_of(file.case.id)), default=None)
    check_not_before(placing.archived_on, last, "archived_on", message("the last paper of the file")).enforce()
    excused = [] if rules.check_archive(queries.checklist_of(file)).allowed else list(missing)
    dossier = _freeze(actor, file, placing, excused, reason if excused else "")
    db.session.add(dossier)
    note_step(actor, file.case, rules.FILE_INDEX, placing.archived_on, "")
    move(actor, file, Action.ARCHIVE, on=placing.archived_on, basis=(rules.PROCEDURE,))
    file.case.archived_on = placing.archived_on
    db.session.flush()
    about = {"edition": dossier.edition, "papers": dossier.papers, "hash": dossier.contents_sha256}
    record(actor, "dossier.archived", case_id=file.case.id, about=about)
    return dossier


def _freeze(actor: Actor, file: CaseFile, placing: Placing, missing: Sequence[str], reason: str) -> Dossier:
    entries = queries.entries_of(file.case.id)
    contents = settled(compose_contents(actor, file, entries, placing), file.case.body, placing.archived_on)
    closed = compose_closing(actor, file, entries, placing, missing, reason)
    closing = settled(closed, file.case.body, placing.archived_on)
    pdfs = [_rendered(paper, placing.archived_on) for paper in (contents, closing)]
    latest = select(func.coalesce(func.max(Dossier.edition), 0)).where(Dossier.case_id == file.case.id)
    return Dossier(
        case_id=file.case.id,
        edition=db.session.execute(latest).scalar_one() + 1,
        archived_on=placing.archived_on,
        box=placing.box,
        shelf=placing.shelf,
        retention_years=placing.years,
        retention_unconfirmed=bool(placing.unconfirmed),
        papers=len(entries),
        sheets=sum(entry.sheets for entry in entries),
        exceptions="\n".join(missing),
        exception_reason=reason,
        contents_json=contents.to_json(),
        contents_pdf=pdfs[0],
        contents_sha256=hashlib.sha256(pdfs[0]).hexdigest(),
        closing_json=closing.to_json(),
        closing_pdf=pdfs[1],
        closing_sha256=hashlib.sha256(pdfs[1]).hexdigest(),
        archived_by=actor.user_id,
        archived_at=clock.now(),
    )


def _rendered(paper: Paper, on: date) -> bytes:
    return render_pdf(paper.key, paper, profile=layout.profile_on(on).key)


def reopen_case(actor: Actor, file: CaseFile, decision: str, on: date, reason: str, today: date) -> None:
    """Open an archived file again by a recorded decision; what was frozen stays, the next archiving makes it anew."""
    require(actor, Permission.OVERRULE_ARCHIVE, file.relations)
    lock_case(file.case.id)
    check_not_future(on, today, "on").enforce()
    check_not_before(on, file.case.archived_on, "on", message("the archive")).enforce()
    if not decision or not reason:
        raise RuleViolation(
            message(
                "An archived file is opened again only by a decision with its reason. What lies in the"
                " archive stands until the leader decides otherwise."
            ),
            (ARCHIVE,),
        )
    move(actor, file, Action.REOPEN, on=on)
    file.case.archived_on = None
    standing = next((row for row in queries.dossiers_of(file.case.id) if row.reopened_on is None), None)
    if standing:  # a file of before this program has none
        standing.reopened_on, standing.reopened_by = on, actor.user_id
        standing.reopening_decision, standing.reopening_reason = decision, reason
    db.session.flush()
    pass_reopened(actor, file.case, on, decision)
    record(actor, "dossier.reopened", case_id=file.case.id, about={"on": on, "decision": decision})


def _fill(entry: DossierEntry, listed: Listed, today: date) -> None:
    check_not_future(listed.dated_on, today, "dated_on").enforce()
    entry.title, entry.sign, entry.dated_on = listed.title, listed.sign, listed.dated_on
    entry.abstract, entry.author = listed.abstract, listed.author
    entry.sheets, entry.note = listed.sheets, listed.note


def _require_open(actor: Actor, file: CaseFile, permission: Permission = Permission.CLOSE_CASE) -> None:
    require(actor, permission, file.relations)
    if lock_case(file.case.id) not in FOLLOWED_STATES:
        raise Conflict(
            message(
                "The file is put together between the conclusion and the archive. Before, its papers are"
                " not all there; afterwards it stands."
            ),
            (ARCHIVE,),
        )
