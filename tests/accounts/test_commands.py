"""The first administrator of an empty database comes from the command line, and only the first."""

import pytest

from tracker.accounts.models import Account
from tracker.accounts.queries import find_by_login
from tracker.audit.queries import find_break
from tracker.extensions import db
from tracker.members.models import Member

ARGUMENTS = [
    "--organization",
    "Đảng uỷ xã Thanh Nưa",
    "--code",
    "TN",
    "--level",
    "grassroots",
    "--founded",
    "2025-07-01",
]
PERSON = ["--login", "quantri", "--full-name", "Lò Văn Trị"]


def create(app, password: str = "mật khẩu đủ dài"):
    typed = f"{password}\n{password}\n"
    return app.test_cli_runner().invoke(args=["accounts", "create-first", *ARGUMENTS, *PERSON], input=typed)


def test_an_empty_database_gets_its_first_administrator(app):
    assert create(app).exit_code == 0
    with app.app_context():
        assert find_by_login("quantri") is not None


def test_the_first_administrator_signs_in_and_sees_the_accounts(app, client):
    create(app)
    assert client.submit("/sign-in", {"login_name": "quantri", "password": "mật khẩu đủ dài"}).status_code == 303
    assert "Lò Văn Trị" in client.get("/accounts").text
    assert client.get("/cases/").status_code == 403
    with app.app_context():
        assert find_break() is None


def test_a_second_one_is_refused(app):
    create(app)
    assert create(app).exit_code == 1


def test_a_password_is_never_taken_from_the_command_line(app):
    arguments = ["accounts", "create-first", *ARGUMENTS, *PERSON, "--password", "mật khẩu đủ dài"]
    assert app.test_cli_runner().invoke(args=arguments).exit_code == 2


@pytest.mark.parametrize(
    ("option", "bad"),
    [("--organization", "x" * 181), ("--organization", " "), ("--code", "a\x07"), ("--level", "planet"),
     ("--founded", "2025-02-31"), ("--login", "x" * 61), ("--login", "hai từ"), ("--full-name", "x" * 121)],
)  # fmt: skip
def test_bad_words_create_nothing(app, option, bad):
    given = [*ARGUMENTS, *PERSON]
    given[given.index(option) + 1] = bad
    done = app.test_cli_runner().invoke(args=["accounts", "create-first", *given], input="mật khẩu đủ dài\n")
    assert done.exit_code in (1, 2)
    assert "Traceback" not in done.output
    with app.app_context():
        assert find_by_login("quantri") is None


def test_a_short_password_creates_nothing(app):
    assert create(app, "ngắn").exit_code == 1
    with app.app_context():
        assert find_by_login("quantri") is None


def tie(app, *given: str):
    return app.test_cli_runner().invoke(args=["accounts", "tie", *given])


def test_an_account_is_tied_to_a_member_and_to_nobody_from_the_command_line(app, cast):
    def tied() -> int | None:
        with app.app_context():
            return db.session.get_one(Account, cast.accounts["head"]).member_id

    with app.app_context():
        login = db.session.get_one(Account, cast.accounts["head"]).login_name
        free, taken = (db.session.get_one(Member, cast.members[name]).code for name in ("full_member", "chair"))
    done = tie(app, login, "--member", free)
    assert done.exit_code == 0 and "Nguyễn Thị Đức Hạnh" in done.output
    assert tied() == cast.members["full_member"]
    for given in ([login, "--member", taken], [login, "--member", "NO"], ["nobody-here", "--member", free]):
        assert tie(app, *given).exit_code == 1, given
    assert tie(app, login).exit_code == 2
    assert tied() == cast.members["full_member"]
    assert tie(app, login, "--nobody").exit_code == 0
    assert tied() is None
    with app.app_context():
        assert find_break() is None
