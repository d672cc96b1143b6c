"""The verbs of the vault: put a sender in, look, let one person look, seal everything under a new key.

The log holds that it was done, by whom, for which petition; never a name and never the reason typed.
"""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime

from tracker.access import Actor, Permission, Role, require
from tracker.accounts.queries import people_of_organization
from tracker.audit.services import record
from tracker.core import clock
from tracker.core.errors import NotVisible, RuleViolation
from tracker.core.text import fold, message
from tracker.extensions import db
from tracker.petitions import queries, rules
from tracker.petitions.models import FormerIdentity, IdentityGrant, IdentityReveal, Petition, PetitionIdentity
from tracker.petitions.states import ENDED_STATES
from tracker.petitions.vault import Vault
from tracker.regulations.procedure import DENOUNCER

PARTS = ("name", "address", "phone", "id_card", "original")
GRANTABLE = (Role.OFFICER, Role.COMMISSION_MEMBER, Role.VICE_CHAIR, Role.CHAIR, Role.PETITION_RECEIVER)
LONGEST_GRANT_DAYS = 180


@dataclass(frozen=True)
class Identity:
    """Who sent a petition. ``original`` is what in the text itself tells who it is."""

    name: str
    address: str
    phone: str = ""
    id_card: str = ""
    original: str = ""

    @property
    def first_field(self) -> str:
        """The field of the form that has the first part of it."""
        named = next((part for part in PARTS if getattr(self, part)), PARTS[0])
        return "identity_card" if named == "id_card" else f"identity_{named}"

    def __repr__(self) -> str:
        return "Identity(…)"  # neither a log nor a traceback shows it


def record_identity(actor: Actor, petition: Petition, identity: Identity, vault: Vault, reason: str = "") -> None:
    """Put the sender of a petition into the vault, or replace what is there with a reason; that stays sealed, too."""
    require(actor, Permission.RECEIVE_PETITION)
    if not rules.keeps_identity(petition.kind, petition.sender) and not queries.has_identity(petition.id):
        raise RuleViolation(
            message("No sender is kept for this petition: it is a complaint, or anonymous."), (DENOUNCER,)
        )
    if petition.state in ENDED_STATES:
        raise RuleViolation(
            message("The petition is finished; what is known of its sender stays as it is."), (DENOUNCER,)
        )
    _require_masked(petition, identity)
    row = db.session.get(PetitionIdentity, petition.id)
    if row is not None:
        _keep_former(actor, row, (identity, _open(row, vault)), reason)
    about = {"petition": petition.ref, "replaced": row is not None}
    row = row or PetitionIdentity(petition_id=petition.id)
    _seal(row, identity, vault)
    row.recorded_by, row.recorded_at = actor.user_id, clock.now()
    db.session.add(row)
    db.session.flush()
    record(actor, "petition.identity_recorded", about=about)


def _keep_former(actor: Actor, row: PetitionIdentity, who: Sequence[Identity], reason: str) -> None:
    """What is replaced is kept as it was sealed; its reason names neither the old sender nor the new one."""
    if not reason:
        raise RuleViolation(message("Say why the sender is recorded anew."), (DENOUNCER,), field="reason")
    for one in who:
        rules.check_masked(one.name, {"reason": reason}, (one.phone, one.id_card), one.address).enforce()
    kept = {name: getattr(row, name) for name in ("key", "fingerprint", *PARTS, "recorded_by", "recorded_at")}
    former = FormerIdentity(petition_id=row.petition_id, reason=reason, replaced_by=actor.user_id, **kept)
    former.replaced_at = clock.now()
    db.session.add(former)


def share_identity(actor: Actor, letter: Petition, part: Petition, vault: Vault) -> None:
    """Seal the sender of a letter for a part of it, too; nobody is shown it."""
    row = db.session.get(PetitionIdentity, letter.id)
    if row is not None and rules.keeps_identity(part.kind, part.sender):
        record_identity(actor, part, _open(row, vault), vault)


def reveal_identity(actor: Actor, petition: Petition, reason: str, vault: Vault, today: date) -> Identity:
    """Who sent a petition, for those who may look, with the reason typed; the look is on record before it is shown."""
    require(actor, Permission.REVEAL_IDENTITY)
    if not queries.may_reveal(actor, petition, today):
        raise NotVisible
    if not reason:
        raise RuleViolation(message("Fill this in."), field="reason")
    identity = _open(queries.get_identity(petition.id), vault)
    db.session.add(IdentityReveal(petition_id=petition.id, account_id=actor.user_id, reason=reason, at=clock.now()))
    db.session.flush()
    record(actor, "petition.identity_revealed", about={"petition": petition.ref})
    return identity


@dataclass(frozen=True)
class Former:
    """A sender as the vault held it until it was replaced, and why."""

    identity: Identity
    replaced_at: datetime
    reason: str


def former_identities(actor: Actor, petition: Petition, vault: Vault, today: date) -> list[Former]:
    """What the vault held before, the latest first, for who was just shown what it holds now."""
    require(actor, Permission.REVEAL_IDENTITY)
    if not queries.may_reveal(actor, petition, today):
        raise NotVisible
    return [Former(_open(row, vault), row.replaced_at, row.reason) for row in queries.former_of(petition.id)]


def grant_identity(actor: Actor, petition: Petition, account_id: int, reason: str, until: date, today: date) -> None:
    """Let one other person of the organization see who sent one petition, up to a day, for a reason."""
    require(actor, Permission.GRANT_IDENTITY)
    if account_id == actor.user_id:
        reason_text = message("Nobody lets himself see who sent a petition: allow it to who works with the sender.")
        raise RuleViolation(reason_text, (DENOUNCER,), field="account")
    if not reason:
        raise RuleViolation(message("Fill this in."), field="reason")
    people = {one.id for one in people_of_organization(actor.organization_id, *GRANTABLE)}
    if account_id not in people:
        raise RuleViolation(
            message(
                "This person does not belong to your organization. Only people of the own organization"
                " are named here; choose one of them."
            ),
            field="account",
        )
    if not 0 <= (until - today).days <= LONGEST_GRANT_DAYS:
        reason_text = message("Give a day from today to %(most)s days ahead.", most=LONGEST_GRANT_DAYS)
        raise RuleViolation(reason_text, (DENOUNCER,), field="until")
    db.session.add(
        IdentityGrant(
            petition_id=petition.id,
            account_id=account_id,
            reason=reason,
            until=until,
            granted_by=actor.user_id,
            granted_at=clock.now(),
        )
    )
    db.session.flush()
    about = {"petition": petition.ref, "account": account_id, "until": until}
    record(actor, "petition.identity_granted", about=about)


def reseal_identities(vault: Vault) -> int:
    """Seal anew every sender that is sealed under an older key; how many that were."""
    rows = queries.sealed_otherwise(vault.current)
    for row in rows:
        _seal(row, _open(row, vault), vault)
    return len(rows)


def check_words(petition: Petition, words: Mapping[str, object], vault: Vault, named: Collection[str] = ()) -> None:
    """Raise ``RuleViolation`` where what was typed about a petition names its sender. ``words``: form field → value.

    ``named``: whom the papers name openly for another reason, as a subject of the case; that tells nothing of a sender.
    """
    row = db.session.get(PetitionIdentity, petition.id)
    if row is not None:
        who = _open(row, vault)
        if fold(who.name) in {fold(name) for name in named}:
            who = replace(who, name="")
        texts = {field: value for field, value in words.items() if isinstance(value, str)}
        _check_masked(petition, who, texts)


def keep_masked(petition: Petition, vault: Vault) -> None:
    """Raise ``RuleViolation`` where a text of a petition names the sender whom the vault holds; nobody is shown it."""
    row = db.session.get(PetitionIdentity, petition.id)
    if row is not None:
        _require_masked(petition, _open(row, vault))


def _seal(row: PetitionIdentity | FormerIdentity, identity: Identity, vault: Vault) -> None:
    row.key = vault.current
    row.fingerprint = vault.fingerprint(identity.name, identity.address)
    for part in PARTS:
        setattr(row, part, vault.seal(row.petition_id, part, getattr(identity, part)))


def _open(row: PetitionIdentity | FormerIdentity, vault: Vault) -> Identity:
    return Identity(**{part: vault.open(row.key, row.petition_id, part, getattr(row, part)) for part in PARTS})


def _require_masked(petition: Petition, who: Identity) -> None:
    contents = " \n ".join(content.text for content in petition.contents)
    texts = {"abstract": petition.abstract, "others_named": petition.others_named, "contents": contents}
    _check_masked(petition, who, texts)


def _check_masked(petition: Petition, who: Identity, texts: Mapping[str, str]) -> None:
    """A complainant stands openly among those whom the letter is about: it is no secret who that is."""
    subjects = queries.subjects_of([petition.id]).get(petition.id, ())
    if not rules.is_open(petition.kind, who.name, subjects):
        rules.check_masked(who.name, texts, (who.phone, who.id_card), who.address).enforce()
