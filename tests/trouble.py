"""What goes wrong with a form before and after it is sent as it should be: tried on the way of a test's own steps."""

from collections.abc import Mapping
from urllib.parse import urlsplit

from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from tests.pages import PageForm
from tests.queries import lasting_writes

TYPED = "chữ đã gõ"
# A new record is none that somebody else could have changed.
NEW = {"members.add_member", "organizations.add_body"}
UNDERSTOOD = {400, 403, 404, 409, 422}


class Trouble:
    """Tries each form of a test once. ``tried``: the addresses, by the endpoint they lead to."""

    def __init__(self) -> None:
        self.tried: dict[str, str] = {}

    def begins(self, client: FlaskClient, url: str, form: PageForm, sent: Mapping[str, object]) -> bool:
        """Whether this form is tried: once in a test, where it has a number and takes no file and no secret."""
        plain = all(isinstance(value, (str, list)) for value in sent.values()) and "password" not in sent
        on_sqlite = client.application.config["SQLALCHEMY_DATABASE_URI"].startswith("sqlite")  # the same on both
        if not (form.method == "post" and "idempotency_key" in sent and plain and on_sqlite):
            return False
        endpoint = client.application.url_map.bind("localhost").match(urlsplit(url).path, method="POST")[0]
        if endpoint in NEW or endpoint in self.tried:
            return False
        self.tried[endpoint] = url
        self.before(client, url, form, sent)
        return True

    def before(self, client: FlaskClient, url: str, form: PageForm, sent: Mapping[str, object]) -> None:
        """Send it stale, with characters that nobody types, and as no form at all: nothing of it is carried out."""
        texts = [name for name in form.typed if name in sent]
        if texts:
            self._refused(client, url, {**sent, **dict.fromkeys(texts, "a\x00b")})
        if form.values.get("version", [""])[0]:
            answer = self._refused(client, url, {**sent, **dict.fromkeys(texts[:1], TYPED), "version": "999999"})
            assert answer.status_code == 409, url
            assert not texts or TYPED in answer.text, f"what was typed into {url} is lost"
            raw = [name for name in sent if "_" in name and f">{name}<" in answer.text]
            assert not raw, f"{url} shows its fields as {raw}"
        answer = client.post(url, data=b"{}", content_type="application/json")
        assert 400 <= answer.status_code < 500, url

    def after(self, client: FlaskClient, url: str, sent: Mapping[str, object], first: TestResponse) -> None:
        """Send what was carried out once more: the same answer, and nothing is done twice."""
        with lasting_writes() as written:
            again = client.post(url, data=dict(sent))
        assert (again.status_code, again.location, written) == (303, first.location, []), url

    def _refused(self, client: FlaskClient, url: str, sent: Mapping[str, object]) -> TestResponse:
        with lasting_writes() as written:
            answer = client.post(url, data=dict(sent))
        assert answer.status_code in UNDERSTOOD and written == [], (url, answer.status_code, written[:1])
        return answer
