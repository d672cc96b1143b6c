"""The first administrator of an empty database comes from the command line, and only the first."""

from tracker.accounts.queries import find_by_login

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


def test_a_second_one_is_refused(app):
    create(app)
    assert create(app).exit_code == 1


def test_a_short_password_creates_nothing(app):
    assert create(app, "ngắn").exit_code == 1
    with app.app_context():
        assert find_by_login("quantri") is None
