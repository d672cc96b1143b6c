"""Listed relatives, by which a case is kept from the relatives of its subjects."""

from sqlalchemy.orm.attributes import flag_modified

from tracker.access import Actor
from tracker.audit.services import record
from tracker.core.errors import RuleViolation
from tracker.core.text import message
from tracker.extensions import db
from tracker.members import queries
from tracker.members.models import Member, Relative
from tracker.members.services.membership import require_edit
from tracker.members.states import Kinship
from tracker.regulations.procedure import CONFLICT


def list_relative(actor: Actor | None, member: Member, relative_id: int | None, kinship: Kinship) -> Relative:
    """Enter that ``relative_id`` is a relative of the member."""
    require_edit(actor, member)
    other = (
        queries.get_member(actor, relative_id) if actor and relative_id else db.session.get(Member, relative_id or 0)
    )
    if other is None or other.id == member.id:
        raise RuleViolation(message("Nobody is his or her own relative: pick another member."), field="relative")
    _refuse_own(actor, member.id, other.id)
    if queries.relatives_among([member.id], [other.id]):
        raise RuleViolation(
            message(
                "These two are listed as relatives already. A pair stands once in the list; strike that"
                " entry first if it is wrong."
            ),
            field="relative",
        )
    entry = Relative(member_id=member.id, relative_id=other.id, kinship=kinship)
    db.session.add(entry)
    flag_modified(member, "full_name")  # raises the version: the page of the member changes
    db.session.flush()
    record(actor, "member.relative_listed", about={"member": member.id, "relative": other.id, "kinship": kinship})
    return entry


def remove_relative(actor: Actor | None, member: Member, entry: Relative) -> None:
    """Take out an entry that is wrong; the audit log keeps that it was there."""
    require_edit(actor, member)
    _refuse_own(actor, entry.member_id, entry.relative_id)
    about = {"member": entry.member_id, "relative": entry.relative_id, "kinship": entry.kinship}
    db.session.delete(entry)
    flag_modified(member, "full_name")
    db.session.flush()
    record(actor, "member.relative_removed", about=about)


def _refuse_own(actor: Actor | None, *members: int) -> None:
    """Whoever is concerned leaves it to a colleague: these entries decide what cases one may see."""
    if actor is not None and actor.member_id in members:
        raise RuleViolation(
            message(
                "Your own relatives are entered by a colleague. These entries say what cases one may not"
                " see, so nobody makes the own ones."
            ),
            (CONFLICT,),
        )
