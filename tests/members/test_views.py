"""Pages of members: what they show, what they refuse and say, and what they store."""

import pytest
from flask import Flask
from sqlalchemy import func, select

from tests.client import PageClient
from tests.members.building import admit
from tests.organizations.building import TODAY, Tree, build_tree, make_actor, sign_in
from tracker.access import Role
from tracker.extensions import db
from tracker.members import services
from tracker.members.models import Member, Membership, Post
from tracker.organizations.models import Organization

pytestmark = pytest.mark.usefixtures("troubled")

RUN = "x" * 100_000
LONG = "từ " * 100
CONTROL = "Lò\x07 An"


@pytest.fixture
def ids(app: Flask, client: PageClient) -> dict[str, int]:
    """The numbers of the tree, of a member of the first cell and of one beside; the client is of the ward."""
    with app.app_context():
        tree = build_tree()
        numbers = {name: getattr(tree, name).id for name in Tree.__dataclass_fields__}
        numbers["member"] = admit(tree.cell, official_on=None).id
        numbers["hidden"] = admit(tree.other_ward, code="2", full_name="Lò Thị Kín").id
        sign_in(client, make_actor(tree.ward))
        return numbers


def counts(app: Flask) -> list[int]:
    with app.app_context():
        tables = (Member, Membership, Post)
        return [db.session.execute(select(func.count()).select_from(table)).scalar_one() for table in tables]


def stored(app: Flask, member_id: int) -> Member:
    with app.app_context():
        return db.session.get_one(Member, member_id)


def new_member(ids: dict[str, int]) -> dict[str, object]:
    return {
        "code": "050009",
        "full_name": "Quàng Văn Bình",
        "sex": "male",
        "born_on": "05/9/1985",
        "admitted_on": "19/5/2010",
        "official_on": "19/5/2011",
        "organization": f"org-{ids['cell']}",
        "ethnicity": "Thái",
    }


def test_above_and_beside_members_are_not_there(client: PageClient, ids: dict[str, int]):
    for page in ("", "/correct", "/transfer", "/official", "/leave", "/posts/new"):
        assert client.get(f"/members/{ids['hidden']}{page}").status_code == 404
        assert client.get(f"/members/{ids['member']}{page}").status_code == 200
    assert "Lò Thị Kín" not in client.get("/members").text
    assert client.get("/members/suggest?q=kin").json == []
    assert [found["key"] for found in client.get("/members/suggest?q=duc").json] == [f"member-{ids['member']}"]
    assert client.get(f"/members?under=org-{ids['city']}").status_code == 404


def test_a_member_is_added_by_form(client: PageClient, ids: dict[str, int]):
    answer = client.submit("/members/new", new_member(ids))
    assert answer.status_code == 303
    page = client.get(answer.location).text
    for text in ("Quàng Văn Bình", "05/9/1985", "Chi bộ 1", "Thái"):
        assert text in page


BAD_NEW = [
    *((name, "") for name in ("code", "full_name", "sex", "born_on", "admitted_on", "organization")),
    *((name, RUN) for name in ("code", "full_name", "ethnicity", "home_town")),
    *((name, CONTROL) for name in ("full_name", "home_town")),
    ("full_name", LONG),
    ("code", "050001"),  # taken
    ("sex", "both"),
    ("born_on", "31/02/1985"),
    ("born_on", "01/01/0001"),
    ("admitted_on", "04/9/2003"),  # the day before the eighteenth birthday
    ("admitted_on", "01/01/2190"),
    ("official_on", "18/5/2010"),
    ("official_on", "30/02/2011"),
    ("managing_level", "planet"),
    ("organization", "org-999999"),
    ("organization", "member-1"),
    ("since", "18/5/2010"),
    ("since", "32/01/2011"),
]


@pytest.mark.parametrize(("field", "bad"), BAD_NEW, ids=[f"{name}={bad[:12]!r}" for name, bad in BAD_NEW])
def test_a_bad_new_member_is_explained_and_not_stored(
    app: Flask, client: PageClient, ids: dict[str, int], field: str, bad: str
):
    before = counts(app)
    answer = client.submit("/members/new", {**new_member(ids), field: bad})
    assert answer.status_code == 422
    assert f'id="{field}-error"' in answer.text or f'id="{field}-0' in answer.text
    assert ("050009" if field == "full_name" else "Quàng Văn Bình") in answer.text
    assert counts(app) == before


BAD_CHANGES = [
    ("correct", {"full_name": ""}),
    ("correct", {"admitted_on": "20/5/2005"}),
    ("correct", {"born_on": "29/02/1981"}),
    ("correct", {"code": "2"}),
    ("transfer", {"since": "01/01/2015"}),
    ("transfer", {"organization": "other_ward", "since": "01/01/2015"}),  # out of scope
    ("transfer", {"organization": "other_cell", "since": ""}),
    ("transfer", {"organization": "other_cell", "since": "31/4/2015"}),
    ("transfer", {"organization": "other_cell", "since": "01/01/2015", "until": "31/12/2014"}),
    ("official", {"official_on": ""}),
    ("official", {"official_on": "18/5/2005"}),
    ("official", {"official_on": "31/6/2006"}),
    ("leave", {"left_on": "18/5/2005"}),
    ("leave", {"left_on": "01/01/2190"}),
    ("posts/new", {"title": "", "since": "01/01/2015"}),
    ("posts/new", {"title": RUN, "since": "01/01/2015"}),
    ("posts/new", {"title": CONTROL, "since": "01/01/2015"}),
    ("posts/new", {"title": "Bí thư", "since": "18/5/2005"}),
    ("posts/new", {"title": "Bí thư", "since": "01/01/2015", "until": "31/12/2014"}),
    ("posts/new", {"title": "Bí thư", "since": "01/01/2015", "committee_level": "planet"}),
]


@pytest.mark.parametrize(("page", "values"), BAD_CHANGES, ids=range(len(BAD_CHANGES)))
def test_a_bad_change_is_explained_and_not_stored(
    app: Flask, client: PageClient, ids: dict[str, int], page: str, values: dict[str, str]
):
    before = counts(app), stored(app, ids["member"]).version
    typed = {**values}
    if "organization" in typed:
        typed["organization"] = f"org-{ids[typed['organization']]}"
    answer = client.submit(f"/members/{ids['member']}/{page}", typed)
    assert answer.status_code == 422 and 'class="field-error"' in answer.text
    assert (counts(app), stored(app, ids["member"]).version) == before


def test_each_change_is_carried_out_by_form(app: Flask, client: PageClient, ids: dict[str, int]):
    url = f"/members/{ids['member']}"
    assert client.submit(f"{url}/official", {"official_on": "19/5/2006"}).status_code == 303
    assert client.submit(f"{url}/correct", {"home_town": "Mường Phăng"}).status_code == 303
    post = {"title": "Bí thư Chi bộ 1", "since": "01/01/2015", "committee_level": "grassroots"}
    assert client.submit(f"{url}/posts/new", post).status_code == 303
    assert "Bí thư Chi bộ 1" in client.get("/members").text
    end = next(part for part in client.get(url).text.split('"') if part.endswith("/end"))
    assert client.submit(end, {"until": "31/12/2014"}).status_code == 422
    assert client.submit(end, {"until": "31/12/2019"}).status_code == 303
    moved = {"organization": f"org-{ids['other_cell']}", "since": "01/02/2020"}
    assert client.submit(f"{url}/transfer", moved).status_code == 303
    assert client.submit(f"{url}/leave", {"left_on": "01/3/2021"}).status_code == 303
    page = client.get(url).text
    for text in ("Mường Phăng", "nguyên Bí thư Chi bộ 1", "Chi bộ Đức Dương", "01/02/2020", "01/3/2021"):
        assert text in page
    assert stored(app, ids["member"]).cell_id == ids["other_cell"]


def test_a_stale_page_changes_nothing(app: Flask, client: PageClient, ids: dict[str, int]):
    url = f"/members/{ids['member']}/correct"
    page = client.get(url)
    client.submit(f"/members/{ids['member']}/posts/new", {"title": "Bí thư", "since": "01/01/2015"})
    answer = client.submit(url, {"full_name": "Nguyễn Văn Đực"}, page=page)
    assert answer.status_code == 409 and "Nguyễn Văn Đực" in answer.text
    assert stored(app, ids["member"]).full_name == "Nguyễn Văn Đức"


def test_a_page_sent_twice_changes_nothing_the_second_time(app: Flask, client: PageClient, ids: dict[str, int]):
    page = client.get("/members/new")
    first = client.submit("/members/new", new_member(ids), page=page)
    before = counts(app)
    second = client.submit("/members/new", new_member(ids), page=page)
    assert (second.status_code, second.location, counts(app)) == (303, first.location, before)


def test_a_post_of_somebody_else_is_not_there(app: Flask, client: PageClient, ids: dict[str, int]):
    with app.app_context():
        hidden = db.session.get_one(Member, ids["hidden"])
        new = services.NewPost("Bí thư", hidden.organization_id, hidden.admitted_on)
        post_id = services.appoint_to_post(None, hidden, new, TODAY).id
        db.session.commit()
    assert client.get(f"/members/{ids['member']}/posts/{post_id}/end").status_code == 404


@pytest.mark.parametrize("url", ["/members", "/members/{member}", "/members/suggest?q=nguyen"])
def test_pages_cost_the_same_queries_at_one_row_and_at_three(
    app: Flask, client: PageClient, ids: dict[str, int], url: str, count_queries
):
    address = url.format(**ids)
    with app.app_context():
        member, cell = db.session.get_one(Member, ids["member"]), db.session.get_one(Organization, ids["cell"])
        services.appoint_to_post(None, member, services.NewPost("Bí thư", cell.id, member.admitted_on), TODAY)
        db.session.commit()
    with count_queries() as few:
        client.get(address)
    with app.app_context():
        member, cell = db.session.get_one(Member, ids["member"]), db.session.get_one(Organization, ids["cell"])
        for code in ("7", "8"):
            services.appoint_to_post(None, member, services.NewPost(f"Chức {code}", cell.id, member.admitted_on), TODAY)
            other = admit(cell, code=code)
            services.appoint_to_post(None, other, services.NewPost("Uỷ viên", cell.id, other.admitted_on), TODAY)
        db.session.commit()
    with count_queries() as many:
        client.get(address)
    assert len(many) == len(few), "\n".join(many)


def test_a_long_list_is_paged_and_every_member_stands_on_one_page(app: Flask, client: PageClient, ids: dict[str, int]):
    with app.app_context():
        cell = db.session.get_one(Organization, ids["cell"])
        for number in range(60):
            admit(cell, code=f"P{number}", full_name="Lường Văn Trùng" if number % 2 else f"Cà Văn {number}")
        db.session.commit()
    url, seen = "/members", []
    while url:
        page = client.get(url).text
        seen += [part for part in page.split('"') if part.startswith("/members/") and part[9:].isdigit()]
        url = page.partition('rel="next" href="')[2].partition('"')[0].replace("&amp;", "&")
    assert len(seen) == len(set(seen)) == 61


def test_a_reader_sees_no_way_to_change(app: Flask, client: PageClient, ids: dict[str, int]):
    with app.app_context():
        sign_in(client, make_actor(db.session.get_one(Organization, ids["city"]), Role.CHAIR))
    assert "/correct" not in client.get(f"/members/{ids['member']}").text
    assert client.get(f"/members/{ids['member']}/correct").status_code == 403
    assert client.get("/members/import").status_code == 403
