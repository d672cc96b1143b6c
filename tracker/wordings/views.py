"""Pages on which administrators word the phrases of papers and say which layout the office follows."""

from collections.abc import Callable
from typing import Any

from flask import Blueprint, flash, g, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import force_locale, gettext

from tracker.access import Permission
from tracker.audit.services import record_read
from tracker.core import clock
from tracker.core.errors import NotVisible, RuleViolation
from tracker.documents import layout
from tracker.documents.catalogue import CATALOGUE
from tracker.documents.contexts import Paper
from tracker.documents.phrases import Phrase, check_text, phrases_of, segments
from tracker.documents.render import RenderFailed, printed, render_pdf
from tracker.documents.wordings import choices_on, own_wordings, settled_for
from tracker.organizations import queries as organizations
from tracker.web.access import current_actor, requires
from tracker.web.download import pdf_response
from tracker.web.forms import TrackerForm, VersionedForm
from tracker.web.translate import say
from tracker.web.unit_of_work import leave_trace
from tracker.wordings import forms, queries, services

blueprint = Blueprint("wordings", __name__, url_prefix="/wordings")


@blueprint.get("/")
@requires(Permission.MANAGE_RULES)
def list_papers() -> ResponseReturnValue:
    """The papers, with how many of their phrases the office words itself; and the layout it follows."""
    actor, today = current_actor(), clock.today()
    standing = choices_on(actor.organization_id, today)
    profile = layout.profile_on(today, standing)
    followed = {
        layout.GUIDANCE: profile.key,
        layout.TONE: profile.tone_style,
        layout.END: profile.end_mark,
        layout.SUPERVISION: layout.chosen(layout.SUPERVISION, today, standing),
    }
    return render_template(
        "wordings/list_papers.html",
        papers=CATALOGUE.values(),
        counts={key: len(phrases_of(key)) for key in CATALOGUE},
        own=queries.own_counts(actor, today),
        settings=layout.SETTINGS,
        followed=followed,
        decided={one.setting for one in standing if one.holds_on(today)},
        choices=queries.choices(actor),
    )


@blueprint.get("/papers/<paper>")
@requires(Permission.MANAGE_RULES)
def show_paper(paper: str) -> ResponseReturnValue:
    """The phrases of a paper with the wording in force today, and every version."""
    actor = current_actor()
    return render_template(
        "wordings/show_paper.html",
        paper=_paper(paper),
        phrases=phrases_of(paper),
        own=own_wordings(actor.organization_id, paper, clock.today()),
        versions=queries.versions(actor, paper),
    )


@blueprint.route("/papers/<paper>/<phrase>", methods=["GET", "POST"])
@requires(Permission.MANAGE_RULES)
def edit_wording(paper: str, phrase: str) -> ResponseReturnValue:
    """Word a phrase, see it on a case, and put it into force."""
    row, now = _phrase(paper, phrase), _in_force(paper, phrase)
    form = _offer(forms.WordingForm(data=_proposed() | {"text": now}))
    if place := request.form.get("place-add"):
        form.text.data = f"{form.text.data or ''} {{{place}}}".strip()

    def enter() -> None:
        services.enter_wording(current_actor(), paper, phrase, form.text.data, _decision(form), clock.today())

    back, done = url_for("wordings.show_paper", paper=paper), gettext("The wording is put into force.")
    looked = _looked(form, row, paper) if form.asks_again else {}
    shown = {"paper": CATALOGUE[paper], "phrase": row, "now": now, **looked}
    return _carry_out(form, enter, "wordings/edit_wording.html", done, back, **shown)


@blueprint.post("/papers/<paper>/<phrase>/preview.pdf")
@requires(Permission.MANAGE_RULES)
def preview_wording(paper: str, phrase: str) -> ResponseReturnValue:
    """The whole paper with the wording that was typed, as a draft; what is missing is red."""
    row, now = _phrase(paper, phrase), _in_force(paper, phrase)
    form = _offer(forms.WordingForm())
    text = " ".join((form.text.data or "").split())
    verdict = check_text(row, text)
    try:
        verdict.enforce()
        values, _is_real = _values(form, paper)
        tried = services.tried(values, phrase, text, _scope(form), form.since.data or clock.today())
        return pdf_response(render_pdf(paper, tried, state="draft"), f"{paper}.pdf")
    except (RuleViolation, RenderFailed) as failure:
        form.refuse(RuleViolation(failure.message, field="text"))
        shown = {"paper": CATALOGUE[paper], "phrase": row, "now": now}
        return render_template("wordings/edit_wording.html", form=form, **shown), 422


@blueprint.route("/versions/<int:version_id>/revoke", methods=["GET", "POST"])
@requires(Permission.MANAGE_RULES)
def revoke_wording(version_id: int) -> ResponseReturnValue:
    """Take a version of a wording out of force."""
    row = queries.get_version(current_actor(), version_id)
    return _revoke(row, row.wording, url_for("wordings.show_paper", paper=row.paper))


@blueprint.route("/layout/<setting>/new", methods=["GET", "POST"])
@requires(Permission.MANAGE_RULES)
def choose_layout(setting: str) -> ResponseReturnValue:
    """Say what the office follows in one setting of the layout."""
    if setting not in layout.SETTINGS:
        raise NotVisible
    row = layout.SETTINGS[setting]
    form = _offer(forms.ChoiceForm(data=_proposed()))
    form.choice.offer([(value, gettext(label)) for value, label in row.choices.items()])

    def enter() -> None:
        services.enter_choice(current_actor(), setting, form.choice.data, _decision(form), clock.today())

    done, back = gettext("The choice is recorded."), url_for("wordings.list_papers")
    return _carry_out(form, enter, "wordings/choose_layout.html", done, back, setting=row)


@blueprint.route("/layout/<int:choice_id>/revoke", methods=["GET", "POST"])
@requires(Permission.MANAGE_RULES)
def revoke_choice(choice_id: int) -> ResponseReturnValue:
    """Take a choice of the layout out of force."""
    row = queries.get_choice(current_actor(), choice_id)
    what = gettext(layout.SETTINGS[row.setting].label)
    return _revoke(row, what, url_for("wordings.list_papers"))


def _paper(key: str) -> Any:
    if key not in CATALOGUE:
        raise NotVisible
    return CATALOGUE[key]


def _phrase(paper: str, key: str) -> Phrase:
    found = phrases_of(_paper(paper).key).get(key)
    if found is None:
        raise NotVisible
    return found


def _in_force(paper: str, phrase: str) -> str:
    own = own_wordings(current_actor().organization_id, paper, clock.today()).get(phrase)
    return own.wording if own else phrases_of(paper)[phrase].text


def _proposed() -> dict[str, object]:
    return {"organization": [f"org-{current_actor().organization_id}"], "since": clock.today()}


def _offer(form: Any) -> Any:
    actor = current_actor()
    form.organization.attach(
        lambda keys: organizations.label_of(actor, keys),
        lambda text: organizations.find_organizations(actor, text, living=True),
        url_for("organizations.suggest", living=1),
    )
    return form


def _scope(form: forms.DecidedForm) -> int:
    """The organization asked for if it is in the actor's reach, else the actor's own."""
    actor = current_actor()
    chosen = organizations.id_of(form.organization.first)
    return organizations.get_organization(actor, chosen).id if chosen else actor.organization_id


def _values(form: forms.WordingForm, paper: str) -> tuple[Paper, bool]:
    """What stands on the paper of the case asked for, else on the sample; the reading of a case is recorded."""
    actor = current_actor()
    file = queries.case_of(actor, form.case.data) if form.case.data else None
    if file is None:
        return CATALOGUE[paper].sample("draft"), False
    case_id = file.case.id
    leave_trace(lambda: record_read(actor, case_id, "papers"))
    with force_locale("vi"):
        steps = [say(step.label) for step in file.row.steps]
    values = services.case_values(file, paper, steps, clock.today()) or queries.values_of(case_id, paper)
    return (values, True) if values else (CATALOGUE[paper].sample("draft"), False)


def _looked(form: forms.WordingForm, row: Phrase, paper: str) -> dict[str, object]:
    """The phrase as it is and as it would be, on the case or the sample; or why it cannot be."""
    text = " ".join((form.text.data or "").split())
    verdict = check_text(row, text)
    if not verdict.allowed:
        return {"looked": True, "refused": say(verdict.reason)}
    values, is_real = _values(form, paper)
    on = form.since.data or clock.today()
    before = _pieces(settled_for(values, _scope(form), on), row.key)
    after = _pieces(services.tried(values, row.key, text, _scope(form), on), row.key)
    return {"looked": True, "is_real": is_real, "before": before, "after": after}


def _pieces(paper: Paper, phrase: str) -> list[tuple[str, bool]]:
    _html, phrases = printed(paper, layout.of_paper(paper, layout.PROFILES[layout.DEFAULT]))
    return segments(phrases.printed.get(phrase, ""))


def _decision(form: forms.DecidedForm) -> services.Decision:
    return services.Decision(
        organization_id=organizations.id_of(form.organization.first) or 0,
        since=form.since.data,
        until=form.until.data,
        document=form.document.data,
        document_on=form.document_on.data,
        issuer=form.issuer.data,
        reason=form.reason.data,
    )


def _revoke(row: Any, what: str, back: str) -> ResponseReturnValue:
    g.present_url = back
    form = forms.RevocationForm(data={"version": row.version})
    done = gettext("The entry is revoked.")

    def revoke() -> None:
        services.revoke(current_actor(), row, form.reason.data)

    values = {"what": what, "row": row, "version": row.version, "back": back}
    return _carry_out(form, revoke, "wordings/_revoke.html", done, back, **values)


def _carry_out(
    form: TrackerForm, enter: Callable[[], None], template: str, done: str, back: str, /, **values: Any
) -> ResponseReturnValue:
    if form.validate_on_submit():
        if isinstance(form, VersionedForm):
            form.check_version(values["version"])
        try:
            enter()
        except RuleViolation as refusal:
            form.refuse(refusal)
        else:
            flash(done, "success")
            return redirect(back, 303)
    return render_template(template, form=form, **values), 422 if form.errors else 200
