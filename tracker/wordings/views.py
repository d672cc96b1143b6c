"""Pages on which administrators word the phrases of papers and say which layout the office follows."""

from collections import Counter
from collections.abc import Callable
from typing import Any

from flask import Blueprint, current_app, flash, g, jsonify, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext

from tracker.access import Permission, may
from tracker.audit.services import record_read
from tracker.core import clock
from tracker.core.errors import NotVisible, RuleViolation
from tracker.documents import layout
from tracker.documents.catalogue import CATALOGUE
from tracker.documents.contexts import Paper
from tracker.documents.phrases import check_text, phrases_of, segments
from tracker.documents.render import printed, render_pdf
from tracker.documents.wordings import choices_on, settled_for
from tracker.organizations import queries as organizations
from tracker.web.access import current_actor, requires
from tracker.web.download import pdf_response
from tracker.web.forms import TrackerForm, carried_out
from tracker.web.translate import say
from tracker.web.unit_of_work import leave_trace
from tracker.wordings import forms, queries, services
from tracker.wordings.rules import word_changes
from tracker.wordings.states import SOURCE_TEXTS, Source

blueprint = Blueprint("wordings", __name__, url_prefix="/wordings")


@blueprint.get("/")
@requires(Permission.MANAGE_RULES)
def list_papers() -> ResponseReturnValue:
    """The papers, with how many of their phrases the office words itself, or the phrases searched for; and the layout
    that the office follows."""
    actor, today, form = current_actor(), clock.today(), forms.FilterForm(request.args)
    standing = choices_on(actor.organization_id, today)
    profile = layout.profile_on(today, standing)
    followed = {
        layout.GUIDANCE: profile.key,
        layout.TONE: profile.tone_style,
        layout.END: profile.end_mark,
        layout.SUPERVISION: layout.chosen(layout.SUPERVISION, today, standing),
    }
    phrases, text = queries.worded_phrases(actor, today), form.q.data if form.validate() else ""
    return render_template(
        "wordings/list_papers.html",
        form=form,
        found=[row for row in phrases if row.mentions(text or "") and (row.is_changed or not form.changed.data)],
        papers=CATALOGUE.values(),
        counts=Counter(row.paper.key for row in phrases),
        own=Counter(row.paper.key for row in phrases if row.is_changed),
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
        rows=queries.worded_phrases(actor, clock.today(), paper),
        versions=queries.versions(actor, paper),
    )


@blueprint.get("/papers/<paper>/cases.json")
@requires(Permission.MANAGE_RULES)
def suggest_cases(paper: str) -> ResponseReturnValue:
    """Cases to see a paper on, for the picker: ``?q=`` the typed text."""
    found = queries.find_cases(current_actor(), _paper(paper).key, request.args.get("q", ""))
    return jsonify([{"key": key, "label": label} for key, label in found])


@blueprint.route("/papers/<paper>/<phrase>", methods=["GET", "POST"])
@requires(Permission.MANAGE_RULES)
def edit_wording(paper: str, phrase: str) -> ResponseReturnValue:
    """Word a phrase, see it on a case, and put it into force; ``?standard=1`` begins with the text as delivered."""
    row, entries = _phrase(paper, phrase), _entries_of_page(paper, phrase)
    text, version = row.phrase.text if "standard" in request.args else row.text, queries.changes_of(entries)
    form = _offer_cases(forms.WordingForm(data=_proposed() | {"text": text, "version": version}), row)
    if "standard-add" in request.form:
        form.text.data = row.phrase.text
    elif place := request.form.get("place-add"):
        form.text.data = f"{form.text.data or ''} {{{place}}}".strip()

    def enter() -> None:
        new = services.NewWording(paper, phrase, form.text.data, form.version.data)
        services.enter_wording(current_actor(), new, _decision(form), clock.today())

    back, done = url_for("wordings.show_paper", paper=paper), gettext("The wording is put into force.")
    looked = _looked(form, row) if form.asks_again else {}
    return _carry_out(form, enter, "wordings/edit_wording.html", done, back, row=row, version=version, **looked)


@blueprint.post("/papers/<paper>/<phrase>/preview.pdf")
@requires(Permission.MANAGE_RULES)
def preview_wording(paper: str, phrase: str) -> ResponseReturnValue:
    """The whole paper with the wording that was typed, as a draft; what is missing is red."""
    row = _phrase(paper, phrase)
    form = _offer_cases(forms.WordingForm(), row)
    text = " ".join((form.text.data or "").split())
    try:
        check_text(row.phrase, text).enforce()
        values, _source = _values(form, paper)
        tried = services.tried(values, phrase, text, _scope(form), form.since.data or clock.today())
        return pdf_response(render_pdf(paper, tried, state="draft"), f"{paper}.pdf")
    except RuleViolation as failure:
        form.refuse(RuleViolation(failure.message, field="text"))
        return render_template("wordings/edit_wording.html", form=form, row=row), 422


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


def _phrase(paper: str, key: str) -> queries.Worded:
    rows = queries.worded_phrases(current_actor(), clock.today(), _paper(paper).key)
    for row in rows:
        if row.phrase.key == key:
            return row
    raise NotVisible


def _entries_of_page(paper: str, phrase: str) -> list[queries.Entry]:
    """The versions of a phrase; a page that somebody overtook tells what stands now, and who did it."""
    actor = current_actor()
    entries = queries.versions(actor, paper, phrase)
    g.present_url = url_for("wordings.edit_wording", paper=paper, phrase=phrase)
    g.present_texts = lambda: [(gettext("In force today"), _phrase(paper, phrase).text)]
    g.last_change = lambda: queries.last_change(queries.versions(actor, paper, phrase))
    return entries


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


def _offer_cases(form: forms.WordingForm, row: queries.Worded) -> forms.WordingForm:
    """The cases that the actor may read; who sees no cases is not asked for one."""
    actor, paper = current_actor(), row.paper.key
    form.case.attach(
        lambda refs: queries.case_labels(actor, refs),
        lambda text: queries.find_cases(actor, paper, text),
        url_for("wordings.suggest_cases", paper=paper),
    )
    if not may(actor, Permission.SEE_CASES):
        del form.case
    return _offer(form)


def _scope(form: forms.DecidedForm) -> int:
    """The organization asked for if it is in the actor's reach, else the actor's own."""
    actor = current_actor()
    chosen = organizations.id_of(form.organization.first)
    return organizations.get_organization(actor, chosen).id if chosen else actor.organization_id


def _values(form: forms.WordingForm, paper: str) -> tuple[Paper, Source]:
    """What stands on the paper of the case asked for, else on the sample; the reading of a case is recorded."""
    actor = current_actor()
    ref = form.case.first if "case" in form else None
    file = queries.readable_case(actor, ref) if ref else None
    if file is None:
        return CATALOGUE[paper].sample("draft"), Source.SAMPLE
    case_id = file.case.id
    leave_trace(lambda: record_read(actor, case_id, "papers"))
    if issued := queries.values_of(case_id, paper):
        return issued, Source.ISSUED
    if composed := current_app.extensions["composed_now"](file, paper):
        return composed, Source.COMPOSED
    return services.outlined(file, paper, clock.today()), Source.OUTLINED


def _looked(form: forms.WordingForm, row: queries.Worded) -> dict[str, object]:
    """The phrase as it is and as it would be, on the case or the sample; or why it cannot be."""
    text, paper = " ".join((form.text.data or "").split()), row.paper.key
    shown = {"looked": True, "differs": word_changes(row.phrase.text, text)}
    verdict = check_text(row.phrase, text)
    if not verdict.allowed:
        return shown | {"refused": say(verdict.reason)}
    values, source = _values(form, paper)
    on = form.since.data or clock.today()
    before = _pieces(settled_for(values, _scope(form), on), row.phrase.key)
    after = _pieces(services.tried(values, row.phrase.key, text, _scope(form), on), row.phrase.key)
    return shown | {"source": SOURCE_TEXTS[source], "before": before, "after": after}


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
    if carried_out(form, enter, values.get("version")):
        flash(done, "success")
        return redirect(back, 303)
    return render_template(template, form=form, **values), 422 if form.errors else 200
