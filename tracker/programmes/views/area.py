"""The blueprint, what the application connects it to, and what its pages do alike."""

from dataclasses import dataclass

from flask import Blueprint, Flask, current_app, flash, g, redirect, render_template, url_for
from flask.typing import ResponseReturnValue

from tracker.access import Permission, Relation, Role, may
from tracker.core.text import N_
from tracker.documents.queries import endings_of, paper_numbers
from tracker.documents.states import ENDING_LABELS
from tracker.programmes import queries, services
from tracker.programmes.ahead import RoomsAhead
from tracker.programmes.queries import ProgrammeFile
from tracker.programmes.rules import OK
from tracker.programmes.states import ACTION_LABELS, STATE_LABELS, STATE_TONES, TYPE_LABELS, Action, State
from tracker.regulations.verdict import Verdict
from tracker.web.access import current_actor
from tracker.web.translate import say

blueprint = Blueprint("programmes", __name__, url_prefix="/programmes")


def connect(app: Flask, ahead: RoomsAhead) -> None:
    """Tell the pages what the rooms after this one know."""
    app.extensions["programmes_ahead"] = ahead


def rooms_ahead() -> RoomsAhead:
    """What the application connected."""
    return current_app.extensions["programmes_ahead"]


def load(body_id: int, key: str) -> ProgrammeFile:
    """The programme of the address; 404 unless the reader may know of it. A conflict on its pages leads back to it."""
    file = queries.get_programme(current_actor(), body_id, key)
    g.present_url = address(file)
    return file


def address(file: ProgrammeFile, endpoint: str = "programmes.show_programme", **more: object) -> str:
    """The address of a page of a programme."""
    programme = file.programme
    return url_for(endpoint, body_id=programme.first_body_id, key=programme.period, **more)  # type: ignore[arg-type]


def render(template: str, file: ProgrammeFile, **values: object) -> str:
    """A page of a programme inside its frame."""
    programme, actor = file.programme, current_actor()
    papers = [one.paper_id for one in file.versions if one.paper_id is not None]
    keeps = {Relation.CLERK} if file.own and actor.has(Role.CLERK) else set()
    return render_template(
        template,
        file=file,
        programme=programme,
        where={"body_id": programme.first_body_id, "key": programme.period},
        type_labels=TYPE_LABELS,
        state_labels=STATE_LABELS,
        state_tones=STATE_TONES,
        offers=lambda: _shown(offers_of(file)),
        papers=paper_numbers(papers),
        endings=endings_of(papers),
        ends=may(actor, Permission.END_PAPER, keeps),
        ending_labels=ENDING_LABELS,
        **values,
    )


@dataclass(frozen=True)
class Offer:
    """A step on a programme that the reader's role allows, and whether it is lawful now."""

    label: str
    url: str
    verdict: Verdict = OK
    quiet: bool = False


def offers_of(file: ProgrammeFile) -> list[Offer]:
    """What the reader may do with the programme now."""
    if not file.own:
        return []
    version = file.open
    return _on_open(file) if version else _on_standing(file)


def _on_open(file: ProgrammeFile) -> list[Offer]:
    actor, version = current_actor(), file.open
    found: list[Offer] = []
    if version is None:
        return found
    drafts, approves = may(actor, Permission.DRAFT_PROGRAMME), may(actor, Permission.APPROVE_PROGRAMME)
    if version.state is State.DRAFT and drafts:
        found.append(Offer(N_("Add an item"), address(file, "programmes.add_item")))
        found.append(_offer(file, Action.SUBMIT, "submit_programme", services.check_submit(version)))
        if version.number > 1:
            found.append(_offer(file, Action.WITHDRAW, "withdraw_adjustment", quiet=True))
    if version.state is State.SUBMITTED and approves:
        verdict = services.check_approve(actor, file, version)
        found.append(_offer(file, Action.APPROVE, "approve_programme", verdict))
        if file.leads(actor):
            found.append(_offer(file, Action.RETURN, "return_programme", quiet=True))
    return found


def _on_standing(file: ProgrammeFile) -> list[Offer]:
    actor = current_actor()
    found: list[Offer] = []
    if file.present.state is not State.APPROVED:
        return found
    if may(actor, Permission.DRAFT_PROGRAMME):
        found.append(Offer(N_("Adjust the programme"), address(file, "programmes.adjust_programme")))
    if may(actor, Permission.APPROVE_PROGRAMME) and file.leads(actor):
        found.append(_offer(file, Action.CLOSE, "close_programme", quiet=True))
    return found


def _offer(file: ProgrammeFile, action: Action, view: str, verdict: Verdict = OK, quiet: bool = False) -> Offer:
    return Offer(ACTION_LABELS[action], address(file, f"programmes.{view}"), verdict, quiet)


def _shown(found: list[Offer]) -> dict[str, list[dict[str, object]]]:
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


def back_to(url: str, said: str) -> ResponseReturnValue:
    """To a page, with a word of what was done."""
    flash(said, "success")
    return redirect(url, 303)
