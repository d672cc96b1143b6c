"""Forms of sign-in and accounts."""

from flask_babel import lazy_gettext as _l
from wtforms import HiddenField, PasswordField
from wtforms.validators import InputRequired

from tracker.accounts.passwords import SHORTEST
from tracker.web.fields import LineField, ManyChoicesField, PickerField, TickField
from tracker.web.forms import TrackerForm, VersionedForm


class SignInForm(TrackerForm):
    """Name and password; ``resume`` carries a form that was typed when the session had ended."""

    login_name = LineField(_l("Login name"), most=60, render_kw={"autocomplete": "username", "autofocus": True})
    password = PasswordField(
        _l("Password"), [InputRequired(_l("Fill this in."))], render_kw={"autocomplete": "current-password"}
    )
    resume = HiddenField()


class PasswordForm(TrackerForm):
    """Change of one's own password."""

    old = PasswordField(
        _l("Present password"), [InputRequired(_l("Fill this in."))], render_kw={"autocomplete": "current-password"}
    )
    password = PasswordField(
        _l("New password"),
        [InputRequired(_l("Fill this in."))],
        description=_l("At least %(least)s characters.", least=SHORTEST),
        render_kw={"autocomplete": "new-password"},
    )


class AccountForm(VersionedForm):
    """An account, new or changed; the password is left empty to keep it."""

    full_name = LineField(_l("Full name"), most=120)
    position = LineField(
        _l("Position under the signature"),
        most=120,
        required=False,
        description=_l("As it is printed on papers, for example CHỦ NHIỆM; empty if the person signs nothing."),
    )
    body = PickerField(_l("Body"), multiple=False, description=_l("Of your own organization, or of a cell under it."))
    member = PickerField(
        _l("Party member who signs in"),
        required=False,
        multiple=False,
        description=_l("So that nobody works on a case about himself or a relative, and a secretary is known as one."),
    )
    roles = ManyChoicesField(_l("Roles"))
    password = PasswordField(
        _l("New password"),
        description=_l("At least %(least)s characters. Leave empty to keep the present one.", least=SHORTEST),
        render_kw={"autocomplete": "new-password"},
    )
    active = TickField(_l("The account is active"))


class NewAccountForm(AccountForm):
    """A new account also needs its login name."""

    login_name = LineField(_l("Login name"), most=60, render_kw={"autocomplete": "off"})
