"""Pages of the team of a case: who is in it, what was declared, what changed by decision."""

from datetime import date

from flask import url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext

from tracker.access import Permission, Relation
from tracker.cases.contents import CONTENTS, ContentList, codes_of
from tracker.cases.page import approval_for, carry_out, load, render_case, takes_or_drafts
from tracker.cases.queries import CaseFile
from tracker.cases.states import TEAM_ROLE_LABELS
from tracker.core import clock
from tracker.teams import forms, queries, rules, services
from tracker.teams.models import CaseAmendment
from tracker.teams.states import AMENDMENT_LABELS, PEOPLE_KINDS, AmendmentKind
from tracker.teams.views.area import attach_subjects, blueprint, directing, picked_subjects, subject_of, workers
from tracker.web.access import current_actor, requires
from tracker.web.format import day
from tracker.web.translate import say


@blueprint.get("/cases/<ref>/changes")
@requires(Permission.SEE_FILE)
def list_changes(ref: str) -> ResponseReturnValue:
    """The team with its declarations, and every recorded change of the case."""
    file = load(ref, part="changes")
    actor = current_actor()
    may_amend = takes_or_drafts(actor, file, Permission.AMEND_CASE)
    sees_hints = file.allows(actor, Permission.SEE_HINTS)
    return render_case(
        "teams/list_changes.html",
        file,
        amendments=[(row, *_said(row)) for row in queries.amendments_of(file.case.id)],
        hints=queries.hints(actor, file, clock.today()) if sees_hints else None,
        directing=queries.directing_name(file),
        size=rules.check_size(len(file.team)),
        amendment_labels=AMENDMENT_LABELS,
        role_labels=TEAM_ROLE_LABELS,
        may_change_team=may_amend and services.check_team(file).allowed,
        may_change_scope=may_amend and services.check_scope(file).allowed,
        names={person.account_id: person.account.full_name for person in file.case.team},
    )


@blueprint.route("/cases/<ref>/declaration", methods=["GET", "POST"])
@requires(Permission.DECLARE_CONFLICT)
def declare(ref: str) -> ResponseReturnValue:
    """Declare one's own conflict of interest, or that there is none."""
    file = load(ref, Permission.DECLARE_CONFLICT, part="declaration")
    form = forms.DeclarationForm(data={"version": file.case.version})
    none, some = gettext("I have no conflict of interest in this case."), gettext("I have a conflict of interest.")
    form.conflict.offer([("no", none), ("yes", some)])

    def save() -> None:
        services.declare(current_actor(), file, form.conflict.data == "yes", form.reason.data, clock.today())

    done = gettext("Your declaration is recorded.")
    return carry_out(file, form, save, "teams/declare.html", done)


@blueprint.route("/cases/<ref>/changes/team", methods=["GET", "POST"])
@requires(Permission.DRAFT_PAPER)
def replace_member(ref: str) -> ResponseReturnValue:
    """Change the team by a decision."""
    file = load(ref, Permission.DRAFT_PAPER, part="changes")
    approval = approval_for(file, Permission.AMEND_CASE)
    form = forms.ReplacementForm(**approval.filled, data={"version": file.case.version})
    form.signer.offer_signers(file.case.body_id)
    team = {str(person.account_id): person.account.full_name for person in file.team}
    form.out.offer(list(team.items()))
    taken = {*team, str(file.case.directing_id)}  # nobody has two parts in a team
    form.into.offer([(key, name) for key, name in workers() if key not in taken])

    def save() -> None:
        out, into = (int(field.data) if field.data else None for field in (form.out, form.into))
        replacement = services.Replacement(out, into)
        services.replace_member(current_actor(), file, replacement, form.decision(), clock.today())

    done = gettext("The change of the team is recorded.")
    return carry_out(
        file,
        form,
        save,
        "teams/replace_member.html",
        done,
        _back_of(file),
        verdict=services.check_team(file),
        approval=approval,
    )


@blueprint.route("/cases/<ref>/changes/directing", methods=["GET", "POST"])
@requires(Permission.DRAFT_PAPER)
def replace_directing(ref: str) -> ResponseReturnValue:
    """Let another commission member direct the team, by a decision."""
    file = load(ref, Permission.DRAFT_PAPER, part="changes")
    approval = approval_for(file, Permission.AMEND_CASE)
    form = forms.DirectingForm(**approval.filled, data={"version": file.case.version})
    form.signer.offer_signers(file.case.body_id)
    form.into.offer([(key, name) for key, name in directing() if key != str(file.case.directing_id)])

    def save() -> None:
        services.replace_directing(current_actor(), file, int(form.into.data), form.decision(), clock.today())

    done, verdict = gettext("The change of the directing member is recorded."), services.check_team(file)
    # who directed the team until now and nothing else finds the case no more
    back = _back_of(file) if file.relations - {Relation.DIRECTING} else url_for("cases.list_cases")
    values = {"verdict": verdict, "approval": approval, "present": queries.directing_name(file)}
    return carry_out(file, form, save, "teams/replace_directing.html", done, back, **values)


@blueprint.route("/cases/<ref>/changes/contents", methods=["GET", "POST"])
@requires(Permission.DRAFT_PAPER)
def amend_contents(ref: str) -> ResponseReturnValue:
    """Change the contents by a decision."""
    file = load(ref, Permission.DRAFT_PAPER, part="changes")
    approval = approval_for(file, Permission.AMEND_CASE)
    form = forms.ContentsForm(
        **approval.filled, data={"version": file.case.version, "contents": [row.code for row in file.case.contents]}
    )
    form.signer.offer_signers(file.case.body_id)
    lists = (ContentList.ORGANIZATION, ContentList.MEMBER)
    form.contents.offer([(content.code, say(content.label)) for content in codes_of(*lists)])

    def save() -> None:
        services.amend_contents(current_actor(), file, form.contents.data, form.decision(), clock.today())

    done, verdict = gettext("The change of the contents is recorded."), services.check_scope(file)
    return carry_out(
        file, form, save, "teams/amend_contents.html", done, _back_of(file), verdict=verdict, approval=approval
    )


@blueprint.route("/cases/<ref>/changes/period", methods=["GET", "POST"])
@requires(Permission.DRAFT_PAPER)
def amend_period(ref: str) -> ResponseReturnValue:
    """Change the period examined by a decision."""
    file = load(ref, Permission.DRAFT_PAPER, part="changes")
    case = file.case
    present = {"period_from": case.period_from, "period_until": case.period_until}
    approval = approval_for(file, Permission.AMEND_CASE)
    form = forms.PeriodForm(**approval.filled, data={"version": case.version, **present})
    form.signer.offer_signers(file.case.body_id)

    def save() -> None:
        period = (form.period_from.data, form.period_until.data)
        services.amend_period(current_actor(), file, period, form.decision(), clock.today())

    done, verdict = gettext("The change of the period is recorded."), services.check_scope(file)
    return carry_out(
        file, form, save, "teams/amend_period.html", done, _back_of(file), verdict=verdict, approval=approval
    )


@blueprint.route("/cases/<ref>/changes/schedule", methods=["GET", "POST"])
@requires(Permission.DRAFT_PAPER)
def amend_schedule(ref: str) -> ResponseReturnValue:
    """Change the working dates by a decision."""
    file = load(ref, Permission.DRAFT_PAPER, part="changes")
    case = file.case
    present = {"work_from": case.work_from, "work_until": case.work_until}
    approval = approval_for(file, Permission.AMEND_CASE)
    form = forms.ScheduleForm(**approval.filled, data={"version": case.version, **present})
    form.signer.offer_signers(file.case.body_id)

    def save() -> None:
        work = (form.work_from.data, form.work_until.data)
        services.amend_schedule(current_actor(), file, work, form.decision(), clock.today())

    done, verdict = gettext("The change of the working dates is recorded."), services.check_scope(file)
    return carry_out(
        file, form, save, "teams/amend_schedule.html", done, _back_of(file), verdict=verdict, approval=approval
    )


@blueprint.route("/cases/<ref>/changes/subjects", methods=["GET", "POST"])
@requires(Permission.DRAFT_PAPER)
def amend_subjects(ref: str) -> ResponseReturnValue:
    """Change the subjects by a decision."""
    file = load(ref, Permission.DRAFT_PAPER, part="changes")
    approval = approval_for(file, Permission.AMEND_CASE)
    present = {"version": file.case.version, "subjects": picked_subjects(file)}
    form = forms.SubjectsForm(**approval.filled, data=present)
    form.signer.offer_signers(file.case.body_id)
    attach_subjects(form.subjects)

    def save() -> None:
        keys, reason = [subject_of(key) for key in form.subjects.data], form.overlap_reason.data or ""
        services.amend_subjects(current_actor(), file, keys, form.decision(), clock.today(), reason)

    done, verdict = gettext("The change of the subjects is recorded."), services.check_subjects(file, clock.today())
    return carry_out(
        file, form, save, "teams/amend_subjects.html", done, _back_of(file), verdict=verdict, approval=approval
    )


@blueprint.route("/cases/<ref>/changes/title", methods=["GET", "POST"])
@requires(Permission.DRAFT_PAPER)
def amend_title(ref: str) -> ResponseReturnValue:
    """Change the subject matter by a decision."""
    file = load(ref, Permission.DRAFT_PAPER, part="changes")
    approval = approval_for(file, Permission.AMEND_CASE)
    form = forms.TitleForm(**approval.filled, data={"version": file.case.version, "title": file.case.title})
    form.signer.offer_signers(file.case.body_id)

    def save() -> None:
        services.amend_title(current_actor(), file, form.title.data, form.decision(), clock.today())

    done, verdict = gettext("The change of the subject matter is recorded."), services.check_scope(file)
    return carry_out(
        file, form, save, "teams/amend_title.html", done, _back_of(file), verdict=verdict, approval=approval
    )


def _back_of(file: CaseFile) -> str:
    """The team and the changes; the case for who drafts a change but may not see them."""
    sees = file.allows(current_actor(), Permission.SEE_FILE)
    return url_for("teams.list_changes" if sees else "cases.show_case", ref=file.case.ref)


def _said(row: CaseAmendment) -> tuple[str, str]:
    """What was before and what is now, in words."""
    if row.kind in PEOPLE_KINDS:
        return (row.out.full_name if row.out else ""), (row.into.full_name if row.into else "")
    if row.kind in (AmendmentKind.PERIOD, AmendmentKind.SCHEDULE):
        return _span(row.before), _span(row.after)
    if row.kind is AmendmentKind.CONTENT:
        return _listed(row.before), _listed(row.after)
    return row.before.replace("\n", "; "), row.after.replace("\n", "; ")


def _span(text: str) -> str:
    return " – ".join(day(date.fromisoformat(on)) for on in text.split(",") if on)


def _listed(text: str) -> str:
    return "; ".join(say(CONTENTS[code].label) for code in text.split(",") if code in CONTENTS)
