"""After a division or a merger, leaders hand single pieces of open work on to another organization."""

from datetime import date, timedelta

from tracker.access import Actor, Permission, require
from tracker.audit.services import record
from tracker.core.errors import RuleViolation
from tracker.core.text import message
from tracker.extensions import db
from tracker.follow_up.services import note_successor
from tracker.organizations.models import Organization
from tracker.organizations.queries import get_organization
from tracker.reorganization import queries, rules
from tracker.reorganization.services.passing import HandingOn, Passed, pass_work, plan_passing
from tracker.reorganization.states import UNSEEN, WorkKind


def hand_on_work(actor: Actor, organization: Organization, how: HandingOn, today: date) -> Passed:
    """Hand pieces of the open work of a living organization on; all else stays. Raises ``RuleViolation``."""
    require(actor, Permission.HAND_ON_WORK)
    get_organization(actor, organization.id)
    rules.check_handing_on(queries.reorganized_on(organization.id), how.on, today)
    if not how.named:
        raise RuleViolation(
            message("Name the organization that takes over for at least one piece of work."), (*rules.BASIS,), "heirs"
        )
    passing = plan_passing(actor, organization, None, how)
    pieces = [key for key in how.named if key[1] != UNSEEN]
    last = queries.last_handover([number for kind, number in pieces if kind is WorkKind.CASE])
    rules.check_arrived(last + timedelta(days=1) if last else None, how.on)
    passed = pass_work(actor, passing)
    for recommendation in queries.open_recommendations(organization.id):
        heir = passing.named.get((WorkKind.RECOMMENDATION, recommendation.id))
        if heir is not None:
            note_successor(recommendation, how.on, f"{heir.name} thực hiện thay {organization.name} ({how.decision}).")
    unseen = sorted(kind for kind, number in how.named if number == UNSEEN)
    about = {"organization": organization.id, "count": len(pieces)} | ({"unseen": unseen} if unseen else {})
    record(actor, "organization.work_handed_on", about=about)
    db.session.flush()
    return passed
