"""Sign-in, sign-out, own account, and the administrator's list of accounts."""

from flask import Blueprint, current_app, flash, g, jsonify, redirect, render_template, request, session, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext
from werkzeug.exceptions import HTTPException

from tracker.access import Permission, Role
from tracker.access.actor import ROLE_LABELS
from tracker.accounts import queries, services
from tracker.accounts.forms import AccountForm, NewAccountForm, PasswordForm, SignInForm
from tracker.accounts.models import Account
from tracker.core import clock
from tracker.core.errors import RuleViolation
from tracker.members.queries import find_members, id_of, label_of
from tracker.web.access import client_address, current_actor, public, requires
from tracker.web.addresses import own_path
from tracker.web.errors import labelled
from tracker.web.forms import carried_out
from tracker.web.resume import unpack_form
from tracker.web.session import TOKEN
from tracker.web.translate import choices

blueprint = Blueprint("accounts", __name__)


@blueprint.route("/sign-in", methods=["GET", "POST"])
@public
def sign_in() -> ResponseReturnValue:
    """Ask for name and password; a wrong one is answered alike whoever it was."""
    form = SignInForm()
    if form.validate_on_submit():
        try:
            token = services.sign_in(form.login_name.data, form.password.data, client_address(), clock.now())
        except RuleViolation as refusal:
            form.refuse(refusal)
        else:
            if token:
                return _welcome(token, form.resume.data)
            form.form_errors.append(gettext("Name or password is not right."))
    # answered with 200 even when refused, so that the counted failure is kept
    return render_template("accounts/sign_in.html", form=form)


def _welcome(token: str, packed: str | None) -> ResponseReturnValue:
    chosen = session.get("language")
    session.clear()
    g.pop(current_app.config["WTF_CSRF_FIELD_NAME"], None)  # the new session gets a secret of its own
    session[TOKEN] = token
    if chosen:
        session["language"] = chosen
    if packed:
        resumed = unpack_form(packed, queries.owner_of(token) or 0)
        if resumed is not None:
            return _offer_again(*resumed)
        flash(gettext("What had been typed before is not shown: it is too old, or another account typed it."), "info")
    return redirect(own_path(request.args.get("next", "")) or url_for("home.start"), 303)


def _offer_again(path: str, fields: list[tuple[str, str]]) -> ResponseReturnValue:
    """What was typed when the session had ended: shown, and sent with one press. No cookie could carry it further."""
    try:
        endpoint, _ = current_app.url_map.bind("").match(path.partition("?")[0], method="POST")
    except HTTPException:  # a page that is gone
        endpoint = ""
    shown = labelled(fields, area=endpoint.partition(".")[0])
    return render_template("accounts/_resume.html", path=path, fields=fields, shown=shown)


@blueprint.post("/sign-out")
@requires(Permission.USE)
def sign_out() -> ResponseReturnValue:
    """End this session."""
    services.sign_out(current_actor(), session.get(TOKEN, ""), clock.now())
    session.clear()
    return redirect(url_for("accounts.sign_in"), 303)


@blueprint.route("/account", methods=["GET", "POST"])
@requires(Permission.USE)
def own_account() -> ResponseReturnValue:
    """Who one is here, and a new password."""
    form = PasswordForm()
    if form.validate_on_submit():
        try:
            services.change_own_password(current_actor(), form.old.data, form.password.data, clock.now())
        except RuleViolation as refusal:
            form.refuse(refusal)
        else:
            session.clear()
            flash(gettext("The password is changed. Sign in with the new one."), "success")
            return redirect(url_for("accounts.sign_in"), 303)
    page = render_template("accounts/own_account.html", form=form, role_labels=ROLE_LABELS)
    return page, 422 if form.errors else 200


@blueprint.get("/accounts")
@requires(Permission.MANAGE_ACCOUNTS)
def list_accounts() -> ResponseReturnValue:
    """The accounts of the administrator's organization."""
    rows = queries.accounts_under(current_actor())
    return render_template("accounts/list_accounts.html", rows=rows, role_labels=ROLE_LABELS)


@blueprint.route("/accounts/new", methods=["GET", "POST"])
@requires(Permission.MANAGE_ACCOUNTS)
def add_account() -> ResponseReturnValue:
    """Create an account."""
    form = NewAccountForm(data={"active": True})
    _offer(form)
    if form.validate_on_submit():
        try:
            services.create_account(current_actor(), _typed(form, form.login_name.data), clock.now())
        except RuleViolation as refusal:
            form.refuse(refusal)
        else:
            flash(gettext("The account is created."), "success")
            return redirect(url_for("accounts.list_accounts"), 303)
    return render_template("accounts/add_account.html", form=form), 422 if form.errors else 200


@blueprint.route("/accounts/<int:account_id>", methods=["GET", "POST"])
@requires(Permission.MANAGE_ACCOUNTS)
def edit_account(account_id: int) -> ResponseReturnValue:
    """Change an account: name, roles, password, active or not."""
    account = services.get_account(current_actor(), account_id)
    form = AccountForm(data=_present(account))
    _offer(form)

    def change() -> None:
        changed = _typed(form, account.login_name)
        services.change_account(current_actor(), account, changed, active=form.active.data, now=clock.now())

    if carried_out(form, change, account.version):
        flash(gettext("The account is changed."), "success")
        return redirect(url_for("accounts.list_accounts"), 303)
    return render_template("accounts/edit_account.html", form=form, account=account), 422 if form.errors else 200


@blueprint.get("/accounts/members.json")
@requires(Permission.MANAGE_ACCOUNTS)
def suggest_members() -> ResponseReturnValue:
    """Members who fit what was typed, for the picker: names and cells, nothing of any work."""
    found = find_members(current_actor(), request.args.get("q", "")[:100])
    return jsonify([{"key": key, "label": label} for key, label in found])


@blueprint.get("/accounts/bodies.json")
@requires(Permission.MANAGE_ACCOUNTS)
def suggest_bodies() -> ResponseReturnValue:
    """Bodies whose name fits what was typed, of those whose accounts the administrator keeps."""
    found = queries.find_bodies(current_actor(), request.args.get("q", "")[:100])
    return jsonify([{"key": key, "label": label} for key, label in found])


def _present(account: Account) -> dict[str, object]:
    return {
        "full_name": account.full_name,
        "position": account.position,
        "body": [str(account.body_id)],
        "member": [f"member-{account.member_id}"] if account.member_id else [],
        "roles": [row.role.value for row in account.roles],
        "active": account.active,
        "version": account.version,
    }


def _offer(form: AccountForm) -> None:
    actor = current_actor()
    form.body.attach(
        lambda keys: {str(key): name for key, name in queries.bodies_kept(actor) if str(key) in keys},
        lambda text: queries.find_bodies(actor, text),
        url_for("accounts.suggest_bodies"),
    )
    form.roles.offer(choices(ROLE_LABELS))
    form.member.attach(
        lambda keys: label_of(actor, keys),
        lambda text: find_members(actor, text),
        url_for("accounts.suggest_members"),
    )


def _typed(form: AccountForm, login_name: str) -> services.NewAccount:
    return services.NewAccount(
        login_name=login_name,
        full_name=form.full_name.data,
        position=form.position.data,
        body_id=int(form.body.first or 0),
        roles=[Role(role) for role in form.roles.data],
        password=form.password.data or "",
        member_id=id_of(form.member.first),
    )


@blueprint.post("/language")
@public
def set_language() -> ResponseReturnValue:
    """Switch between Vietnamese and English, for the account or – signed out – for the session."""
    language = "en" if request.form.get("lang") == "en" else "vi"
    session["language"] = language
    if g.actor is not None:
        services.set_language(g.actor, language)
    return redirect(own_path(request.form.get("next", "")) or url_for("home.start"), 303)
