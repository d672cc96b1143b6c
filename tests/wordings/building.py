"""Who words papers in these tests, and by which document."""

from tests.cast import PASSWORD, TODAY, Cast, ago, typed
from tests.client import PageClient
from tests.pages import forms
from tracker.access import Role
from tracker.accounts.services import NewAccount, create_account
from tracker.core import clock
from tracker.extensions import db
from tracker.wordings.services import Decision

KEY, PHRASE = "team_decision", "effect"
URL = f"/wordings/papers/{KEY}/{PHRASE}"
PAPER = {
    "document": "Công văn số 5-CV/UBKT",
    "document_on": ago(10),
    "issuer": "Uỷ ban Kiểm tra",
    "reason": "Thống nhất.",
}


def decision(cast: Cast, place: str = "ward", since=TODAY, until=None) -> Decision:
    return Decision(cast.organizations[place], since, until, **PAPER)


def filled(text: str) -> dict[str, object]:
    """What is typed to put a text into force today."""
    given = {key: typed(value) if key == "document_on" else value for key, value in PAPER.items()}
    return {"text": text, "since": typed(TODAY), "until": "", **given}


def working_administrator(cast: Cast, *roles: Role, body: str = "commission") -> str:
    """The name of an administrator who also works on cases; commits."""
    new = NewAccount("kiem.nhiem", "Lê Kiêm Nhiệm", "", cast.bodies[body], [Role.ADMINISTRATOR, *roles], PASSWORD, None)
    cast.accounts["both"] = create_account(None, new, clock.now()).id
    db.session.commit()
    return "both"


def previewed(browser: PageClient, url: str, **given: object):
    """The answer to "see the whole paper"."""
    [found] = [one for one in forms(browser.get(url).text) if one.knows("text")]
    return browser.post(f"{url}/preview.pdf", data={**found.values, **given})
