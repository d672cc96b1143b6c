"""What teams add to the pages of a case."""

from datetime import date

from flask import url_for

from tracker.access import Actor, Permission
from tracker.cases.page import Area, Offer, Tab, takes_or_drafts
from tracker.cases.queries import CaseFile
from tracker.cases.rules import OK
from tracker.core.text import N_
from tracker.teams import services


def _offers(actor: Actor, file: CaseFile, _today: date) -> list[Offer]:
    found = []
    ref = file.case.ref
    own = next((person for person in file.team if person.account_id == actor.user_id), None)
    if own is not None and own.conflict is None and file.allows(actor, Permission.DECLARE_CONFLICT):
        found.append(Offer(N_("Declare a conflict of interest or none"), url_for("teams.declare", ref=ref), OK))
    if takes_or_drafts(actor, file, Permission.AMEND_CASE) and services.check_team(file).allowed:
        found.append(Offer(N_("Change the team"), url_for("teams.replace_member", ref=ref), OK, quiet=True))
    return found


AREA = Area(
    tabs=(Tab(N_("Team and changes"), "teams.list_changes", Permission.SEE_FILE),),
    offers=_offers,
)
