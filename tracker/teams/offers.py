"""What teams add to the pages of a case."""

from datetime import date

from flask import url_for

from tracker.access import Actor, Permission, Relation
from tracker.cases.page import Area, Offer, Remark, Tab, takes_or_drafts
from tracker.cases.queries import CaseFile
from tracker.cases.rules import OK
from tracker.core.text import N_, message
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


def _remarks(_actor: Actor, file: CaseFile, _today: date) -> list[Remark]:
    if Relation.IN_CONFLICT in file.relations:
        return [Remark(message("You declared a conflict of interest: you are replaced and do no work here"), "danger")]
    if Relation.UNDECLARED in file.relations:
        return [Remark(message("You work here once you have declared on conflict of interest"), "warn")]
    return []


AREA = Area(
    tabs=(Tab(N_("Team and changes"), "teams.list_changes", Permission.SEE_FILE),),
    offers=_offers,
    remarks=_remarks,
)
