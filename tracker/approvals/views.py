"""Pages of drafts: the text, what was said about it, two versions side by side, and each step."""

import json

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext

from tracker.access import Permission
from tracker.approvals import forms, queries, services
from tracker.approvals.queries import DraftFile
from tracker.cases.page import load
from tracker.cases.states import State
from tracker.core import clock
from tracker.core.errors import Conflict, NotVisible
from tracker.core.text import message
from tracker.documents import layout
from tracker.documents.classified import SECRETS
from tracker.documents.contexts import from_json
from tracker.documents.draft_models import PaperDraft
from tracker.documents.draft_states import (
    ACTION_LABELS,
    DEED_LABELS,
    DEEDS,
    STATE_LABELS,
    STATE_TONES,
    TRANSITIONS,
    DraftAction,
)
from tracker.documents.draft_text import Change, compare, lines_of, near_changes
from tracker.documents.render import render_pdf
from tracker.regulations.procedure import ARCHIVE
from tracker.web.access import current_actor, requires
from tracker.web.download import pdf_response
from tracker.web.forms import carried_out

blueprint = Blueprint("approvals", __name__, url_prefix="/drafts")
_LABELS = {"state_labels": STATE_LABELS, "state_tones": STATE_TONES, "action_labels": ACTION_LABELS}


@blueprint.get("/<ref>")
@requires(Permission.SEE_PAPERS)
def show_draft(ref: str) -> ResponseReturnValue:
    """A draft with everything said about it and what may be done with it."""
    found = _load(ref)
    return render_template(
        "approvals/show_draft.html",
        found=found,
        remarks=queries.remarks_on(found),
        offered=services.offered(current_actor(), found),
        deed_labels=DEED_LABELS,
        issuing_url=url_for(found.draft.endpoint, **json.loads(found.draft.place)),
        **_LABELS,
    )


@blueprint.get("/<ref>.pdf")
@requires(Permission.SEE_PAPERS)
def print_draft(ref: str) -> ResponseReturnValue:
    """The text as it would be printed, marked as a draft."""
    draft = _load(ref).draft
    _check_kept(draft)
    paper = from_json(draft.context)
    profile = layout.profile_on(clock.day_of(draft.prepared_at)).key
    content = render_pdf(paper.key, paper, state="draft", profile=profile, edition=draft.number)
    return pdf_response(content, f"draft-{ref}.pdf")


@blueprint.get("/<ref>/changes/<int(max=9999):edition>")
@requires(Permission.SEE_PAPERS)
def compare_versions(ref: str, edition: int) -> ResponseReturnValue:
    """An earlier version beside this one, line by line."""
    found = _load(ref)
    older = found.version(edition)
    _check_kept(found.draft)
    lines = compare(lines_of(older.context), lines_of(found.draft.context))
    changed = sum(line.change is not Change.SAME for line in lines)
    whole = "all" in request.args or not changed
    shown = {"found": found, "older": older, "changed": changed, "whole": whole}
    shown["lines"] = lines if whole else near_changes(lines)
    return render_template("approvals/compare_versions.html", **shown)


@blueprint.route("/<ref>/steps/<step>", methods=["GET", "POST"])
@requires(Permission.SEE_PAPERS)
def take_step(ref: str, step: str) -> ResponseReturnValue:
    """Review a draft, return it, approve it or take it back."""
    found = _load(ref)
    action = _action(found, step)
    draft = found.draft
    form = forms.StepForm(data={"version": draft.version})
    if form.is_sent and found.case is not None and found.case.state is State.ARCHIVED:
        raise Conflict(
            message("An archived case is read only: nothing of it changes unless the leader opens it again."),
            (ARCHIVE,),
        )
    if carried_out(form, lambda: services.take_step(current_actor(), found, action, form.comment.data), draft.version):
        flash(gettext("Recorded."), "success")
        return redirect(url_for("approvals.show_draft", ref=ref), 303)
    shown = {"verdict": services.check_step(current_actor(), found, action), "action": action}
    page = render_template("approvals/take_step.html", found=found, form=form, **shown, **_LABELS)
    return page, 422 if form.errors else 200


def _action(found: DraftFile, step: str) -> DraftAction:
    """The step of an address; 404 unless the actor's part allows it, 409 where it is not possible any more."""
    if step not in set(DraftAction) or DraftAction(step) not in DEEDS:
        raise NotVisible
    action = DraftAction(step)
    if not found.allows(current_actor(), action):
        raise NotVisible
    TRANSITIONS.get(found.draft.state, action)
    return action


def _check_kept(draft: PaperDraft) -> None:
    """All versions of a text are forgotten together, when its paper becomes secret and is kept outside."""
    if draft.is_forgotten:
        raise Conflict(
            message(
                "The paper is classified: of such a paper only the line of the register is kept here, so"
                " its text was taken out."
            ),
            (SECRETS,),
        )


def _load(ref: str) -> DraftFile:
    """The draft of an address with its case, session or report; reading a case is recorded."""
    actor = current_actor()
    matter = queries.find_matter(actor, ref)
    if matter.case_ref is not None:
        return queries.get_draft(actor, ref, load(matter.case_ref, Permission.SEE_PAPERS, part="papers"))
    if matter.report_ref is not None:
        return queries.get_draft(actor, ref, queries.report_of(actor, matter.report_ref))
    return queries.get_draft(actor, ref, queries.session_of(actor, matter.meeting_ref or ""))
