"""Pages of the tree: what they show, what they refuse and say, and what they store."""

from datetime import date

import pytest
from flask import Flask
from sqlalchemy import func, select

from tests.client import PageClient
from tests.organizations.building import Tree, body_facts, build_tree, found, make_actor, sign_in
from tracker.access import Role
from tracker.core import clock
from tracker.extensions import db
from tracker.organizations import services
from tracker.organizations.models import Organization, OrganizationName
from tracker.organizations.states import BodyKind, Level

RUN = "x" * 100_000
LONG = "từ " * 100
CONTROL = "Đảng bộ\x07 A"


@pytest.fixture
def ids(app: Flask, client: PageClient) -> dict[str, int]:
    """The numbers of the tree's organizations; the client is an officer of the city."""
    with app.app_context():
        tree = build_tree()
        sign_in(client, make_actor(tree.city))
        return {name: getattr(tree, name).id for name in Tree.__dataclass_fields__}


def count(app: Flask, table: type) -> int:
    with app.app_context():
        return db.session.execute(select(func.count()).select_from(table)).scalar_one()


def stored(app: Flask, organization_id: int) -> Organization:
    with app.app_context():
        return db.session.get_one(Organization, organization_id)


def new_organization(ids: dict[str, int]) -> dict[str, object]:
    return {
        "code": "T-DBP-TT",
        "name": "Đảng bộ phường Tân Thanh",
        "level": "grassroots",
        "parent": f"org-{ids['city']}",
        "founded_on": "01/6/2003",
        "decision": "",
    }


def test_an_organization_is_added_by_form(app: Flask, client: PageClient, ids: dict[str, int]):
    answer = client.submit("/organizations/new", new_organization(ids))
    assert answer.status_code == 303
    page = client.get(answer.location).text
    assert "Đảng bộ phường Tân Thanh" in page and "01/6/2003" in page


BAD_NEW = [
    ("name", ""),
    ("name", RUN),
    ("name", LONG),
    ("name", CONTROL),
    ("code", ""),
    ("code", "T-DBP-HL"),  # taken
    ("code", RUN),
    ("level", ""),
    ("level", "planet"),
    ("level", "province"),  # not below the parent
    ("parent", ""),
    ("parent", "org-999999"),
    ("parent", "nonsense"),
    ("founded_on", ""),
    ("founded_on", "31/02/2003"),
    ("founded_on", "01/01/0001"),
    ("founded_on", "01/01/2190"),
    ("founded_on", "hôm qua"),
    ("decision", RUN),
    ("decision", CONTROL),
]


@pytest.mark.parametrize(("field", "bad"), BAD_NEW, ids=[f"{field}={bad[:12]!r}" for field, bad in BAD_NEW])
def test_a_bad_new_organization_is_explained_and_not_stored(
    app: Flask, client: PageClient, ids: dict[str, int], field: str, bad: str
):
    before = count(app, Organization)
    answer = client.submit("/organizations/new", {**new_organization(ids), field: bad})
    assert answer.status_code == 422
    assert f'id="{field}-error"' in answer.text
    assert "Đảng bộ phường Tân Thanh" in answer.text if field != "name" else "T-DBP-TT" in answer.text
    assert count(app, Organization) == before


def test_an_impossible_day_is_not_called_missing(client: PageClient, ids: dict[str, int]):
    def reason(day: str) -> str:
        answer = client.submit("/organizations/new", {**new_organization(ids), "founded_on": day})
        return answer.text.partition('id="founded_on-error"')[2].partition("</div>")[0].partition("<span>")[2]

    assert reason("31/02/2003") != reason("")


def test_a_parent_out_of_scope_is_unknown(app: Flask, client: PageClient, ids: dict[str, int]):
    answer = client.submit("/organizations/new", {**new_organization(ids), "parent": f"org-{ids['district']}"})
    assert answer.status_code == 422 and "Mường Ảng" not in answer.text


def test_the_picker_searches_without_script_and_keeps_what_was_typed(client: PageClient, ids: dict[str, int]):
    typed = {**new_organization(ids), "parent": None, "parent-q": "him lam"}
    answer = client.submit("/organizations/new", typed, press="parent-find")
    assert answer.status_code == 200
    assert f'value="org-{ids["ward"]}"' in answer.text and "Đảng bộ phường Tân Thanh" in answer.text


CHANGES = {
    "rename": {"name": "Đảng bộ phường Him Lam mới", "level": "grassroots", "since": "01/01/2020", "decision": "NQ"},
    "move": {"parent": "parent", "since": "01/01/2020", "decision": "NQ"},
    "end": {"ended_on": "01/01/2020", "decision": "NQ"},
    "correct": {"code": "T-X", "name": "Đảng bộ phường Him Lâm"},
}
BAD_CHANGES = [
    ("rename", "name", ""),
    ("rename", "name", RUN),
    ("rename", "name", CONTROL),
    ("rename", "level", "planet"),
    ("rename", "level", "central"),
    ("rename", "since", ""),
    ("rename", "since", "31/02/2020"),
    ("rename", "since", "01/01/0001"),
    ("rename", "since", "01/01/1985"),
    ("rename", "decision", LONG),
    ("move", "parent", ""),
    ("move", "parent", "org-999999"),
    ("move", "since", "31/02/2020"),
    ("move", "since", "01/01/2100"),
    ("move", "decision", RUN),
    ("end", "ended_on", ""),
    ("end", "ended_on", "30/02/2020"),
    ("end", "ended_on", "01/01/1985"),
    ("end", "successor", "org-999999"),
    ("end", "decision", CONTROL),
    ("correct", "code", ""),
    ("correct", "code", "T-DBP"),
    ("correct", "name", ""),
    ("correct", "name", LONG),
]


@pytest.mark.parametrize(("page", "field", "bad"), BAD_CHANGES, ids=[f"{p}-{f}={b[:10]!r}" for p, f, b in BAD_CHANGES])
def test_a_bad_change_is_explained_and_not_stored(
    app: Flask, client: PageClient, ids: dict[str, int], page: str, field: str, bad: str
):
    before = stored(app, ids["cell"]).version, count(app, OrganizationName)
    values = {**CHANGES[page], field: bad}
    if values.get("parent") == "parent":
        values["parent"] = f"org-{ids['other_ward']}"
    if page == "rename" and field != "level":
        values["level"] = "cell"
    answer = client.submit(f"/organizations/{ids['cell']}/{page}", values)
    assert answer.status_code == 422
    assert f'id="{field}-error"' in answer.text
    assert (stored(app, ids["cell"]).version, count(app, OrganizationName)) == before


def test_each_change_is_carried_out_by_form(app: Flask, client: PageClient, ids: dict[str, int]):
    url = f"/organizations/{ids['cell']}"
    values = {"name": "Chi bộ Một", "level": "cell", "since": "01/01/2020", "decision": "NQ số 1"}
    assert client.submit(f"{url}/rename", values).status_code == 303
    moved = {"parent": f"org-{ids['other_ward']}", "since": "01/02/2020", "decision": ""}
    assert client.submit(f"{url}/move", moved).status_code == 303
    assert client.submit(f"{url}/correct", {"code": "M-1", "name": "Chi bộ Số Một"}).status_code == 303
    assert client.submit(f"{url}/end", {"ended_on": "31/12/2020", "decision": "NQ 12"}).status_code == 303
    page = client.get(url).text
    for text in ("Chi bộ Số Một", "Chi bộ 1", "M-1", "Đảng bộ phường Mường Thanh", "NQ số 1", "31/12/2020"):
        assert text in page
    assert stored(app, ids["cell"]).grassroots_id == ids["other_ward"]


def test_a_stale_page_changes_nothing(app: Flask, client: PageClient, ids: dict[str, int]):
    url = f"/organizations/{ids['cell']}/correct"
    page = client.get(url)
    client.submit(url, {"code": "A-1", "name": "Chi bộ A"})
    answer = client.submit(url, {"code": "B-1", "name": "Chi bộ B"}, page=page)
    assert answer.status_code == 409
    assert f"/organizations/{ids['cell']}" in answer.text and "Chi bộ B" in answer.text
    assert stored(app, ids["cell"]).name == "Chi bộ A"


def test_a_page_sent_twice_changes_nothing_the_second_time(app: Flask, client: PageClient, ids: dict[str, int]):
    page = client.get("/organizations/new")
    first = client.submit("/organizations/new", new_organization(ids), page=page)
    before = count(app, Organization)
    second = client.submit("/organizations/new", new_organization(ids), page=page)
    assert (second.status_code, second.location) == (303, first.location)
    assert count(app, Organization) == before


BODY = {
    "kind": "commission", "name": "Uỷ ban kiểm tra", "letterhead_parent": "ĐẢNG BỘ", "letterhead_name": "UBKT",
    "sign": "UBKTĐU", "place": "Him Lam", "authority": "T/M UỶ BAN KIỂM TRA", "seats": "5", "working_rules": "",
}  # fmt: skip


@pytest.mark.parametrize(
    ("field", "bad"),
    [(name, "") for name in BODY if name != "working_rules"]
    + [(name, RUN) for name in BODY if name not in ("kind", "seats")]
    + [("seats", "0"), ("seats", "năm"), ("seats", "1000"), ("kind", "cabal"), ("name", CONTROL)],
)
def test_a_bad_body_is_explained_and_not_stored(client: PageClient, ids: dict[str, int], field: str, bad: str):
    answer = client.submit(f"/organizations/{ids['ward']}/bodies/new", {**BODY, field: bad})
    assert answer.status_code == 422 and f'id="{field}-error"' in answer.text
    assert "T/M UỶ BAN KIỂM TRA" not in client.get(f"/organizations/{ids['ward']}").text


def test_a_body_is_set_up_and_changed_by_form(client: PageClient, ids: dict[str, int]):
    assert client.submit(f"/organizations/{ids['ward']}/bodies/new", BODY).status_code == 303
    page = client.get(f"/organizations/{ids['ward']}").text
    url = next(part for part in page.split('"') if part.startswith("/organizations/bodies/"))
    assert client.submit(url, {"seats": "7"}).status_code == 303
    assert client.submit(url, {"seats": "không"}).status_code == 422


@pytest.mark.parametrize(
    ("field", "bad"),
    [
        ("name", ""),
        ("name", RUN),
        ("since", ""),
        ("since", "31/02/2020"),
        ("since", "01/01/1980"),
        ("until", "31/02/2020"),
        ("until", "1/1/2019"),
    ],
)
def test_a_bad_term_is_explained_and_not_stored(client: PageClient, ids: dict[str, int], field: str, bad: str):
    url = f"/organizations/{ids['ward']}/terms/new"
    answer = client.submit(url, {"name": "2020–2025", "since": "01/6/2020", "until": "", field: bad})
    assert answer.status_code == 422 and f'id="{field}-error"' in answer.text
    assert "2020–2025" not in client.get(f"/organizations/{ids['ward']}").text


def test_a_term_is_opened_and_closed_by_form(client: PageClient, ids: dict[str, int]):
    url = f"/organizations/{ids['ward']}/terms/new"
    assert client.submit(url, {"name": "2020–2025", "since": "01/6/2020", "until": ""}).status_code == 303
    page = client.get(f"/organizations/{ids['ward']}").text
    close = next(part for part in page.split('"') if part.endswith("/close"))
    assert client.submit(close, {"until": "01/01/2020"}).status_code == 422
    earlier = client.get(close)
    assert client.submit(close, {"until": "31/5/2025"}).status_code == 303
    stale = client.submit(close, {"until": "30/4/2025"}, page=earlier)
    assert stale.status_code == 409 and "30/4/2025" in stale.text and "31/5/2025" in stale.text


def test_the_tree_hides_what_has_ended_unless_asked(app: Flask, client: PageClient, ids: dict[str, int]):
    client.submit(f"/organizations/{ids['other_ward']}/end", {"ended_on": "01/01/2020", "decision": "NQ 12"})
    assert "Mường Thanh" not in client.get("/organizations").text
    assert "Mường Thanh" in client.get("/organizations?ended=1").text
    assert "Mường Thanh" not in client.get("/organizations/list").text
    assert "Mường Thanh" in client.get("/organizations/list?ended=y").text
    assert client.get("/organizations/suggest?q=muong&living=1").json == []
    assert len(client.get("/organizations/suggest?q=muong").json) == 1


def test_a_large_tree_is_shown_one_level_at_a_time(app: Flask, client: PageClient, ids: dict[str, int], monkeypatch):
    monkeypatch.setattr("tracker.organizations.queries.tree.MOST_NODES", 3)
    page = client.get("/organizations").text
    assert "Him Lam" in page and "Chi bộ 1" not in page and f"?top={ids['ward']}" in page
    assert "Chi bộ 1" in client.get(f"/organizations?top={ids['ward']}").text


def test_numbers_in_names_are_sorted_by_value(app: Flask, client: PageClient, ids: dict[str, int]):
    with app.app_context():
        ward = db.session.get_one(Organization, ids["ward"])
        for number in (10, 2):
            found(f"C{number}", f"Chi bộ {number}", Level.CELL, ward)
        db.session.commit()
    page = client.get("/organizations").text
    assert page.index("Chi bộ 2<") < page.index("Chi bộ 10<")


@pytest.mark.parametrize("url", ["/organizations", "/organizations/list", "/organizations/{city}"])
def test_pages_cost_the_same_queries_at_one_row_and_at_three(
    app: Flask, client: PageClient, ids: dict[str, int], url: str, count_queries
):
    with app.app_context():
        cell = db.session.get_one(Organization, ids["cell"])
        sign_in(client, make_actor(cell))
    address = url.format(city=ids["cell"])
    with count_queries() as few:
        assert client.get(address).status_code == 200
    with app.app_context():
        city = db.session.get_one(Organization, ids["city"])
        services.set_up_body(None, city, BodyKind.COMMISSION, body_facts())
        services.open_term(None, city, services.NewTerm("2015–2020", date(2015, 1, 1), date(2020, 1, 1)))
        services.open_term(None, city, services.NewTerm("2020–2025", date(2020, 1, 2)))
        sign_in(client, make_actor(city))
    with count_queries() as many:
        assert client.get(url.format(city=ids["city"])).status_code == 200
    assert len(many) == len(few), "\n".join(many)


def test_a_reader_sees_no_way_to_change(app: Flask, client: PageClient, ids: dict[str, int]):
    with app.app_context():
        sign_in(client, make_actor(db.session.get_one(Organization, ids["city"]), Role.REPORT_VIEWER))
    page = client.get(f"/organizations/{ids['ward']}").text
    assert "/rename" not in page and "/bodies/new" not in page
    assert client.get(f"/organizations/{ids['ward']}/rename").status_code == 403
    assert client.get("/organizations/new").status_code == 403


def test_an_organizations_page_names_its_level_as_the_regulation_of_the_day_does(client: PageClient, ids, monkeypatch):
    name = "đảng bộ cơ sở (xã, phường, đặc khu)"
    for day, is_shown in ((date(2026, 7, 25), False), (date(2026, 7, 26), True)):
        monkeypatch.setattr(clock, "today", lambda day=day: day)
        page = client.get(f"/organizations/{ids['ward']}").text
        assert "Tên gọi theo quy định" in page
        assert (name in page and "208-QĐ/TW" in page) is is_shown
