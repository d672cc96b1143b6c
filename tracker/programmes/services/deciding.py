"""The life of a programme: draft it, submit, return, approve, adjust by a new version, withdraw that, close."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date

from tracker.access import Actor, Permission, require
from tracker.audit.services import record
from tracker.core import clock
from tracker.core.errors import Conflict, NotVisible, RuleViolation
from tracker.core.text import message
from tracker.documents.composing import Signer
from tracker.documents.programmes import ProgrammePaper
from tracker.documents.services import NewPaper, issue_paper
from tracker.documents.states import PaperType
from tracker.extensions import PLACE_COLUMNS, db
from tracker.organizations.models import Body
from tracker.programmes import queries, rules
from tracker.programmes.ahead import RoomsAhead
from tracker.programmes.models import PlanContent, PlanEntry, PlanSubject, PlanVersion, Programme
from tracker.programmes.papers import Numbered, compose_programme, period_words
from tracker.programmes.queries import ProgrammeFile
from tracker.programmes.services.items import about_of, touch
from tracker.programmes.states import TRANSITIONS, Action, ProgrammeType, State
from tracker.regulations.procedure import PROCEDURE
from tracker.regulations.verdict import Verdict


@dataclass(frozen=True)
class NewProgramme:
    """What a programme is drafted for."""

    body_id: int
    type: ProgrammeType
    year_from: int
    year_until: int


@dataclass(frozen=True)
class Approval:
    """The signed paper. ``paper_number`` as it is printed (``03-CTr/UBKTĐU``); None: the register gives the number."""

    approved_on: date
    signer_name: str
    paper_number: str | None = None
    signer_position: str = ""


def draft_programme(actor: Actor, new: NewProgramme, today: date) -> Programme:
    """Begin a programme of a body of the own organization; one for each body, type and period."""
    require(actor, Permission.DRAFT_PROGRAMME)
    body = db.session.get(Body, new.body_id)
    if body is None or body.organization_id != actor.organization_id:
        raise RuleViolation(
            message(
                "This body does not belong to your organization. Each works for the bodies of the own"
                " organization; choose one of them."
            ),
            field="body",
        )
    rules.check_years(new.type, new.year_from, new.year_until, today).enforce()
    if queries.same_period(body.id, new.type, (new.year_from, new.year_until)):
        reason = message(
            "This body has a programme for this period already. A body has one for each period; adjust that one."
        )
        raise RuleViolation(reason, (PROCEDURE,), field="year_from")
    db.session.refresh(body, ["organization"])
    programme = Programme(
        body_id=body.id,
        first_body_id=body.id,
        type=new.type,
        year_from=new.year_from,
        year_until=new.year_until,
        created_by=actor.user_id,
        created_at=clock.now(),
        versions=[_version(actor, 1)],
    )
    programme.place_like(body.organization)
    db.session.add(programme)
    db.session.flush()
    record(actor, "programme.drafted", about={"body": body.id, "period": programme.period})
    return programme


def submit_programme(actor: Actor, file: ProgrammeFile, today: date) -> None:
    """Put the version before the leader of the body."""
    version = _prepare(actor, file, file.open, Action.SUBMIT)
    check_submit(version).enforce()
    version.submitted_by, version.submitted_on, version.return_reason = actor.user_id, today, ""
    _move(actor, file, version, Action.SUBMIT)


def check_submit(version: PlanVersion) -> Verdict:
    """Whether the version holds anything to approve."""
    return rules.check_not_empty(len(queries.entries_of(version)))


def return_programme(actor: Actor, file: ProgrammeFile, reason: str) -> None:
    """Send the version back to the drafters with what is to be changed."""
    version = _prepare(actor, file, file.open, Action.RETURN)
    _check_charge(actor, file)
    version.return_reason = reason
    _move(actor, file, version, Action.RETURN)


def check_approve(actor: Actor, file: ProgrammeFile, version: PlanVersion) -> Verdict:
    """Whether the actor is the one who approves the version."""
    return rules.check_approver(actor, file.leads(actor), drafters_of(version))


def approve_programme(actor: Actor, file: ProgrammeFile, approval: Approval, ahead: RoomsAhead, today: date) -> None:
    """Record that the version is approved and signed; it takes the place of the one before."""
    version = _prepare(actor, file, file.open, Action.APPROVE)
    check_approve(actor, file, version).enforce()
    rules.check_approval_date(approval.approved_on, version.submitted_on, today).enforce()
    standing = file.standing
    if standing is not None:
        _prepare(actor, file, standing, Action.REPLACE)
        rules.check_approval_date(approval.approved_on, standing.approved_on, today).enforce()
        _move(actor, file, standing, Action.REPLACE)
    if approval.paper_number is None:
        _register(actor, file, version, approval, ahead)
    else:
        version.paper_number = approval.paper_number
    version.approved_by, version.approved_on = actor.user_id, approval.approved_on
    version.signer_name = approval.signer_name
    _move(actor, file, version, Action.APPROVE)


def adjust_programme(actor: Actor, file: ProgrammeFile, document: str, reason: str) -> PlanVersion:
    """Begin a new version from the one in force, by the document that orders the adjustment."""
    require(actor, Permission.DRAFT_PROGRAMME)
    if not file.own:
        raise NotVisible
    standing = file.standing
    if standing is None or standing.state is not State.APPROVED:
        raise Conflict(
            message("Only an approved programme is adjusted. Before that it is changed itself."), (PROCEDURE,)
        )
    db.session.refresh(standing, ["state", "version"], with_for_update=True)
    if file.open is not None:
        raise Conflict(
            message(
                "An adjustment of this programme is being drafted already. One is drafted at a time; finish that one."
            ),
            (PROCEDURE,),
        )
    number = max(one.number for one in file.programme.versions) + 1
    version = _version(actor, number, document, reason)
    version.programme_id = file.programme.id
    version.entries = [_copy(entry) for entry in queries.entries_of(standing)]
    db.session.add(version)
    db.session.flush()
    record(actor, "programme.adjusting", about=about_of(file, version))
    return version


def withdraw_adjustment(actor: Actor, file: ProgrammeFile) -> None:
    """Give up an adjustment that is being drafted; the version in force stays as it is."""
    version = _prepare(actor, file, file.open, Action.WITHDRAW)
    if version.number == 1:
        raise Conflict(message("A first version is corrected, not withdrawn: nothing stood before it."), (PROCEDURE,))
    _move(actor, file, version, Action.WITHDRAW)


def close_programme(actor: Actor, file: ProgrammeFile, note: str, today: date) -> None:
    """Close the programme: nothing is opened from it or adjusted in it any more."""
    version = _prepare(actor, file, file.standing, Action.CLOSE)
    _check_charge(actor, file)
    if file.open is not None:
        raise RuleViolation(message("An adjustment is still open; decide on it or withdraw it first."), (PROCEDURE,))
    version.closed_on, version.closing_note = today, note
    _move(actor, file, version, Action.CLOSE)


def drafters_of(version: PlanVersion) -> Collection[int]:
    """Everybody who drafted the version, submitted it or changed one of its items."""
    people = {version.drafted_by, version.submitted_by, *(one.changed_by for one in queries.entries_of(version))}
    return {person for person in people if person is not None}


def _prepare(actor: Actor, file: ProgrammeFile, version: PlanVersion | None, action: Action) -> PlanVersion:
    """The version the step is about, locked: the step exists now, and the actor may take it."""
    if not file.own:
        raise NotVisible
    subject = version or file.present
    db.session.refresh(subject, ["state", "version"], with_for_update=True)
    require(actor, TRANSITIONS.get(subject.state, action).permission)
    return subject


def _move(actor: Actor, file: ProgrammeFile, version: PlanVersion, action: Action) -> None:
    came_from, version.state = version.state, TRANSITIONS.get(version.state, action).target
    touch(version)
    record(actor, f"programme.{action}", about=about_of(file, version, **{"from": came_from, "to": version.state}))
    db.session.flush()


def _check_charge(actor: Actor, file: ProgrammeFile) -> None:
    rules.check_approver(actor, file.leads(actor), ()).enforce()


def _register(actor: Actor, file: ProgrammeFile, version: PlanVersion, approval: Approval, ahead: RoomsAhead) -> None:
    """Issue the programme. Its committee approved this version of it, so nobody approves the paper once more."""
    on = approval.approved_on
    adjusted = " (điều chỉnh)" if file.before(version) else ""
    abstract = f"Chương trình kiểm tra, giám sát {period_words(file)}{adjusted}"
    new = NewPaper(file.programme.body, PaperType.PROGRAMME, on, abstract, approval.signer_name, needs_approval=False)

    def compose(number: int, sign: str) -> ProgrammePaper:
        signer = Signer(approval.signer_name, approval.signer_position)
        return compose_programme(file, version, ahead, signer, Numbered(sign, number, on))

    paper = issue_paper(actor, new, compose)
    version.paper_id, version.paper_number = paper.id, f"{paper.number:02d}-{paper.sign}"


def _version(actor: Actor, number: int, document: str = "", reason: str = "") -> PlanVersion:
    now = clock.now()
    return PlanVersion(
        number=number,
        state=State.DRAFT,
        adjusting_document=document,
        adjusting_reason=reason,
        drafted_by=actor.user_id,
        drafted_at=now,
        changed_at=now,
        entries=[],
    )


_COPIED = (
    *("item_id", "kind", "matter", "period_from", "period_until", "year", "quarter"),
    *("body_id", "head_id", "cell_ground", "note", "cancelled", "cancel_reason"),
)


def _copy(entry: PlanEntry) -> PlanEntry:
    copy = PlanEntry(**{name: getattr(entry, name) for name in _COPIED})
    copy.contents = [PlanContent(code=one.code) for one in entry.contents]
    copy.subjects = [_copy_subject(one) for one in entry.subjects]
    return copy


def _copy_subject(subject: PlanSubject) -> PlanSubject:
    names = ("number", "organization_id", "member_id", "name", *PLACE_COLUMNS)
    return PlanSubject(**{name: getattr(subject, name) for name in names})
