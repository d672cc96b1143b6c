"""The register: the list, one petition."""

from dataclasses import dataclass

from flask import current_app, render_template, request, url_for
from flask.typing import ResponseReturnValue

from tracker.access import Permission, may
from tracker.core import clock
from tracker.core.text import N_, has_control_character
from tracker.petitions import queries, services
from tracker.petitions.models import Petition
from tracker.petitions.papers import LETTER_OF
from tracker.petitions.queries import PetitionFilter
from tracker.petitions.rules import OK, keeps_identity
from tracker.petitions.states import (
    ACTION_LABELS,
    CHANNEL_LABELS,
    KIND_LABELS,
    LETTER_LABELS,
    SENDER_LABELS,
    STATE_LABELS,
    STATE_TONES,
    Action,
    PetitionKind,
    State,
)
from tracker.petitions.views.area import blueprint, is_open_to, load, may_correct
from tracker.regulations.petitions import GROUND_LABELS
from tracker.regulations.verdict import Verdict
from tracker.web.access import current_actor, requires
from tracker.web.pagination import cursor_of_request, page_of
from tracker.web.translate import say

_ENDPOINTS = {
    Action.SCREEN: "petitions.screen_petition",
    Action.ACCEPT: "case_sources.open_from_petition",
    Action.FORWARD: "petitions.forward_petition",
    Action.GUIDE: "petitions.guide_sender",
    Action.FILE: "petitions.file_petition",
    Action.WITHDRAW: "petitions.record_withdrawal",
}


@blueprint.get("/")
@requires(Permission.SEE_PETITIONS)
def list_petitions() -> ResponseReturnValue:
    """The register of incoming petitions, newest first, narrowed by the address."""
    wanted, cursor = _filter_of_request(), cursor_of_request()
    found = queries.petition_rows(current_actor(), wanted, cursor)
    return render_template(
        "petitions/list_petitions.html",
        page=page_of(found, cursor, lambda row: (row.received_on, row.id)),
        wanted=wanted,
        total=queries.count_petitions(current_actor(), wanted),
        **_labels(),
    )


def _filter_of_request() -> PetitionFilter:
    given = request.args
    year = given.get("year", "")
    return PetitionFilter(
        text=given.get("q", "")[:100] if not has_control_character(given.get("q", "")) else "",
        kind=PetitionKind(given["kind"]) if given.get("kind") in set(PetitionKind) else None,
        state=State(given["state"]) if given.get("state") in set(State) else None,
        year=int(year) if len(year) == 4 and year.isascii() and year.isdigit() else None,
    )


def _labels() -> dict[str, object]:
    return {
        "kind_labels": KIND_LABELS,
        "state_labels": STATE_LABELS,
        "state_tones": STATE_TONES,
        "channel_labels": CHANNEL_LABELS,
        "sender_labels": SENDER_LABELS,
        "action_labels": ACTION_LABELS,
        "ground_labels": GROUND_LABELS,
    }


@blueprint.get("/<ref>")
@requires(Permission.SEE_PETITIONS)
def show_petition(ref: str) -> ResponseReturnValue:
    """One petition: what it says, where it stands, what now. Never who sent it."""
    actor, petition, today = current_actor(), load(ref), clock.today()
    find_case = current_app.extensions["case_of_petition"]
    original = queries.find_row(actor, petition.duplicate_of_id) if petition.duplicate_of_id else None
    has_identity = queries.has_identity(petition.id)
    return render_template(
        "petitions/show_petition.html",
        petition=petition,
        copies=queries.likely_copies(actor, petition),
        original=original,
        letter=queries.find_row(actor, petition.split_from_id) if petition.split_from_id else None,
        parts=queries.parts_of(actor, petition),
        grants=queries.grants_of(petition.id),
        releases=queries.releases_of(petition.id),
        has_identity=has_identity,
        can_reveal=has_identity
        and may(actor, Permission.REVEAL_IDENTITY)
        and queries.may_reveal(actor, petition, today),
        case_ref=find_case(actor, petition.id),
        complaints=current_app.extensions["complaints_of_petition"](actor, petition.id),
        can_link=may_correct(petition),
        letters=queries.letters_of(petition.id),
        letter_labels=LETTER_LABELS,
        can_read=may(actor, Permission.REVEAL_IDENTITY) and queries.may_reveal(actor, petition, today),
        **_offers(petition),
        **_labels(),
    )


@dataclass(frozen=True)
class _Offer:
    label: str
    url: str
    verdict: Verdict = OK
    quiet: bool = False


def _offers(petition: Petition) -> dict[str, list[dict[str, object]]]:
    found = [*_steps(petition), *_corrections(petition)]
    return {
        "allowed": [
            {"label": say(one.label), "url": one.url, "quiet": one.quiet} for one in found if one.verdict.allowed
        ],
        "blocked": [
            {"label": say(one.label), "reason": say(one.verdict.reason), "citations": one.verdict.citations}
            for one in found
            if not one.verdict.allowed
        ],
    }


def _steps(petition: Petition) -> list[_Offer]:
    found = []
    for action, endpoint in _ENDPOINTS.items():
        if is_open_to(petition, action):
            verdict = services.check_accept(petition, clock.today()) if action is Action.ACCEPT else OK
            url = url_for(endpoint, ref=petition.ref)
            found.append(_Offer(ACTION_LABELS[action], url, verdict, quiet=action is Action.WITHDRAW))
    # the proposal of the screening stands first
    found.sort(key=lambda one: (one.quiet, one.label != ACTION_LABELS.get(petition.proposal or Action.SCREEN)))
    return found


def _corrections(petition: Petition) -> list[_Offer]:
    ref, found = petition.ref, []
    if may_correct(petition):
        if petition.kind is PetitionKind.MIXED:
            found.append(_Offer(N_("Split complaint and denunciation"), url_for("petitions.split_petition", ref=ref)))
        found.append(_Offer(N_("Correct the entry"), url_for("petitions.correct_petition", ref=ref), quiet=True))
    if may(current_actor(), Permission.RECEIVE_PETITION) and services.check_letter(petition).allowed:
        found.append(_Offer(LETTER_LABELS[LETTER_OF[petition.state]], url_for("petitions.write_letter", ref=ref)))
    has_identity = queries.has_identity(petition.id)
    if may(current_actor(), Permission.RECEIVE_PETITION) and (
        has_identity or keeps_identity(petition.kind, petition.sender)
    ):
        label = N_("Record the sender anew") if has_identity else N_("Record the sender")
        found.append(_Offer(label, url_for("petitions.record_identity", ref=ref), quiet=has_identity))
    return found
