"""The verbs up to the decision: register, correct, link a copy, split a mixed letter, screen."""

import secrets
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from textwrap import shorten

from sqlalchemy.dialects import postgresql, sqlite

from tracker.access import Actor, Permission, require
from tracker.audit.services import record
from tracker.core import clock
from tracker.core.errors import RuleViolation
from tracker.core.text import fold, message
from tracker.extensions import db
from tracker.members.queries import PickedSubject, pick_subjects, relatives_among
from tracker.organizations.models import Body
from tracker.organizations.queries import get_organization
from tracker.petitions import queries, rules
from tracker.petitions.models import Petition, PetitionContent, PetitionCounter, PetitionSubject
from tracker.petitions.services.identity import Identity, keep_masked, record_identity, share_identity
from tracker.petitions.services.moving import facts_of, move, require_open
from tracker.petitions.states import PROPOSALS, Action, Channel, PetitionKind, Sender, State
from tracker.petitions.vault import Vault
from tracker.regulations.petitions import article_on
from tracker.regulations.procedure import CONFLICT, DENOUNCER, PROCEDURE
from tracker.regulations.sources import Citation

_LONGEST_ABSTRACT = 500


@dataclass(frozen=True)
class Entry:
    """What the register takes of a petition. ``subjects`` are keys of the picker (``org-1``, ``member-2``)."""

    kind: PetitionKind
    channel: Channel
    sender: Sender
    first_received_on: date
    received_on: date
    abstract: str
    contents: Sequence[str] = ()
    subjects: Sequence[str] = ()
    others_named: str = ""
    decision_number: str = ""
    decision_received_on: date | None = None


@dataclass(frozen=True)
class Part:
    """One content of a mixed letter: what it is, what it says, whom it is about (keys of the picker).

    ``row``: where it was typed.
    """

    kind: PetitionKind
    text: str
    subjects: Sequence[str] = ()
    row: str = "parts"


@dataclass(frozen=True)
class Split:
    """All parts of a mixed letter, and how the sender was guided to denounce apart."""

    on: date
    guidance: str
    parts: Sequence[Part]


@dataclass(frozen=True)
class Screening:
    """What the receiver found and proposes. ``ground`` only where it is proposed to file the petition."""

    on: date
    proposal: Action
    note: str
    ground: str = ""
    congress_on: date | None = None


def register_petition(
    actor: Actor, body_id: int, entry: Entry, identity: Identity | None, vault: Vault, today: date
) -> Petition:
    """Enter a petition into the register of a body of the own organization, with the next number of its year."""
    require(actor, Permission.RECEIVE_PETITION)
    body = db.session.get(Body, body_id)
    if body is None or body.organization_id != actor.organization_id:
        raise RuleViolation(
            message(
                "This body does not belong to your organization. Each works for the bodies of the own"
                " organization; choose one of them."
            ),
            field="body",
        )
    subjects = _checked_subjects(actor, entry, today)
    if rules.keeps_identity(entry.kind, entry.sender) and identity is None:
        reason = message("Give the sender's name and address, or mark the petition as anonymous.")
        law = article_on("denouncer", entry.received_on)
        raise RuleViolation(reason, (law,) if law else (), field="sender")
    if identity is not None:
        rules.check_typed(entry.kind, entry.sender, identity.first_field).enforce()
    petition = _enter(actor, body, entry, subjects)
    if identity is not None:
        record_identity(actor, petition, identity, vault)
    return petition


def _enter(
    actor: Actor, body: Body, entry: Entry, subjects: Sequence[PickedSubject], letter: Petition | None = None
) -> Petition:
    """A petition with the next number; ``letter``: the one of which it is a part."""
    petition = Petition(
        ref=secrets.token_hex(5),
        body_id=body.id,
        register_body_id=body.id,
        year=entry.received_on.year,
        number=_next_number(body.id, entry.received_on.year),
        state=State.RECEIVED,
        registered_by=actor.user_id,
        registered_at=clock.now(),
        split_from_id=letter.id if letter else None,
    )
    petition.place_like(letter or get_organization(actor, body.organization_id))
    _fill(petition, entry, subjects)
    db.session.add(petition)
    db.session.flush()
    about = {"petition": petition.ref, "number": petition.number, "year": petition.year, "kind": petition.kind}
    record(actor, "petition.registered", about=about | ({"letter": letter.ref} if letter else {}))
    return petition


def correct_petition(actor: Actor, petition: Petition, entry: Entry, vault: Vault, today: date) -> None:
    """Correct what was registered, before it is decided. Number, body and the year of the register stay.

    What the vault holds stays there, whatever the kind becomes: a named petition does not become an anonymous one.
    """
    require_open(actor, petition, Permission.RECEIVE_PETITION, _still_ahead(petition))
    subjects = _checked_subjects(actor, entry, today)
    if entry.received_on.year != petition.year:
        raise RuleViolation(
            message(
                "The number belongs to the register of another year. Numbers run within a year; the"
                " petition keeps the year it was entered in."
            ),
            field="received_on",
        )
    if entry.sender is Sender.ANONYMOUS and queries.has_identity(petition.id):
        raise RuleViolation(
            message("The vault holds the sender of this petition; it stays a named one."), (DENOUNCER,), field="sender"
        )
    rules.check_split(entry.kind, petition.kind, petition.split_on, petition.split_from_id is not None).enforce()
    was = petition.kind
    _refill(petition, entry, subjects, vault)
    record(actor, "petition.corrected", about={"petition": petition.ref, "from": was, "to": petition.kind})


def link_copy(actor: Actor, petition: Petition, original: Petition) -> None:
    """Link a petition as a copy of one that is registered already."""
    require_open(actor, petition, Permission.RECEIVE_PETITION, _still_ahead(petition))
    if original.id == petition.id or original.duplicate_of_id is not None:
        raise RuleViolation(message("Link it to the petition that is handled, not to another copy."), field="original")
    petition.duplicate_of_id = original.id
    db.session.flush()
    record(actor, "petition.linked", about={"petition": petition.ref, "original": original.ref})


def split_petition(actor: Actor, letter: Petition, split: Split, vault: Vault, today: date) -> None:
    """Of a mixed letter go on with the complaint; each other part gets a number and its sender sealed – all or none.

    Contents alike in kind and in whom they are about make one part. What the vault holds of the letter is from now on
    the sender of the denunciation that was split off: as sealed as before.
    """
    require_open(actor, letter, Permission.RECEIVE_PETITION, _still_ahead(letter))
    if letter.kind is not PetitionKind.MIXED:
        raise RuleViolation(
            message("Only a letter that mixes complaint and denunciation is split. Any other goes on as one."),
            (PROCEDURE,),
        )
    if letter.duplicate_of_id is not None:
        raise RuleViolation(
            message("It is linked as a copy of another petition, which is the one that is handled."), (PROCEDURE,)
        )
    rules.check_step_date(split.on, letter.received_on, today, "on").enforce()
    rules.check_parts([part.kind for part in split.parts]).enforce()
    for part in split.parts:
        if not part.subjects and not letter.others_named:
            raise RuleViolation(message("Search and pick at least one."), field=f"{part.row}-subjects")
    complaint, *others = _entries(letter, split.parts)
    letter.split_on, letter.split_guidance = split.on, split.guidance
    _refill(letter, complaint, _checked_subjects(actor, complaint, today), vault)
    made = [_enter(actor, letter.body, one, _checked_subjects(actor, one, today), letter) for one in others]
    for one in made:
        share_identity(actor, letter, one, vault)
    law = article_on("mixed", split.on)
    about = {"petition": letter.ref, "on": split.on, "parts": [one.ref for one in made]}
    record(actor, "petition.split", about=about, basis=(law,) if law else ())


def _entries(letter: Petition, rows: Sequence[Part]) -> list[Entry]:
    """The parts as the register takes them; the first complaint, which keeps the number of the letter, leads."""
    parts: dict[tuple[PetitionKind, tuple[str, ...]], list[str]] = {}
    for row in sorted(rows, key=lambda one: one.kind is not PetitionKind.COMPLAINT):
        parts.setdefault((row.kind, tuple(sorted(row.subjects))), []).append(row.text)
    return [
        Entry(
            kind=kind,
            channel=letter.channel,
            sender=letter.sender,
            first_received_on=letter.first_received_on,
            received_on=letter.received_on,
            abstract=letter.abstract if not number else shorten(" ".join(texts), _LONGEST_ABSTRACT, placeholder="…"),
            contents=texts,
            subjects=subjects,
            others_named=letter.others_named if not (number and subjects) else "",
            decision_number=letter.decision_number if not number else "",
            decision_received_on=letter.decision_received_on if not number else None,
        )
        for number, ((kind, subjects), texts) in enumerate(parts.items())
    ]


def screen_petition(actor: Actor, petition: Petition, screening: Screening, today: date) -> None:
    """Record what the screening found and what is proposed to the leader."""
    require_open(actor, petition, Permission.RECEIVE_PETITION, Action.SCREEN)
    rules.check_step_date(screening.on, petition.received_on, today, "on").enforce()
    if screening.proposal not in PROPOSALS:
        raise RuleViolation(message("This is not one of the choices. Choose one of the list."), field="proposal")
    facts = facts_of(petition)
    basis: tuple[Citation, ...] = ()
    if screening.proposal is Action.FILE:
        row = rules.check_ground(facts, screening.ground, screening.on, screening.congress_on)
        petition.ground, basis = row.ground, (row.citation,)
    elif screening.ground:
        raise RuleViolation(
            message(
                "A reason belongs only to a petition that is not handled. Leave it empty, or propose to"
                " file the petition."
            ),
            field="ground",
        )
    petition.screened_on, petition.proposal = screening.on, screening.proposal
    petition.screening_note = screening.note
    move(actor, petition, Action.SCREEN, screening.on, basis)


def _still_ahead(petition: Petition) -> Action:
    """What must still be ahead for the register to be changed: the screening, or the decision after it."""
    return Action.SCREEN if petition.state is State.RECEIVED else Action.FILE


def _checked_subjects(actor: Actor, entry: Entry, today: date) -> list[PickedSubject]:
    rules.check_dates(entry.first_received_on, entry.received_on, today).enforce()
    subjects = pick_subjects(actor, entry.subjects, entry.received_on)
    if not subjects and not entry.others_named:
        raise RuleViolation(message("Search and pick at least one, or write who is named."), field="subjects")
    _refuse_own(actor, [one.member_id for one in subjects if one.member_id is not None])
    return subjects


def _refuse_own(actor: Actor, members: Sequence[int]) -> None:
    if actor.member_id is None:
        return
    if actor.member_id in members:
        raise RuleViolation(
            message("This petition is about you; somebody else receives it."), (CONFLICT,), field="subjects"
        )
    if relatives_among([actor.member_id], members):
        reason = message("This petition is about somebody listed as your relative; somebody else receives it.")
        raise RuleViolation(reason, (CONFLICT,), field="subjects")


def _refill(petition: Petition, entry: Entry, subjects: Sequence[PickedSubject], vault: Vault) -> None:
    """Replace what the register has of a petition; the sender is named in none of it."""
    petition.subjects.clear()
    petition.contents.clear()
    db.session.flush()
    _fill(petition, entry, subjects)
    db.session.flush()
    keep_masked(petition, vault)


def _fill(petition: Petition, entry: Entry, subjects: Sequence[PickedSubject]) -> None:
    petition.kind, petition.channel, petition.sender = entry.kind, entry.channel, entry.sender
    petition.first_received_on, petition.received_on = entry.first_received_on, entry.received_on
    petition.abstract, petition.others_named = entry.abstract, entry.others_named
    petition.decision_number, petition.decision_received_on = entry.decision_number, entry.decision_received_on
    petition.contents = [
        PetitionContent(number=number, text=text) for number, text in enumerate(entry.contents, start=1)
    ]
    petition.subjects = [_subject(number, one) for number, one in enumerate(subjects, start=1)]
    names = " ".join(one.name for one in subjects)
    petition.search_key = fold(f"{petition.number}/{petition.year} {entry.abstract} {names} {entry.others_named}")


def _subject(number: int, one: PickedSubject) -> PetitionSubject:
    return PetitionSubject(
        number=number,
        type=one.type,
        organization_id=one.organization_id,
        member_id=one.member_id,
        name=one.name,
        description=one.description,
    )


def _next_number(body_id: int, year: int) -> int:
    """The counter row is locked until the caller's transaction ends: no gap and no duplicate, whatever fails."""
    insert = postgresql.insert if db.engine.dialect.name == "postgresql" else sqlite.insert
    raised = (
        insert(PetitionCounter)
        .values(body_id=body_id, year=year, last=1)
        .on_conflict_do_update(index_elements=["body_id", "year"], set_={"last": PetitionCounter.last + 1})
        .returning(PetitionCounter.last)
    )
    return db.session.execute(raised).scalar_one()
