"""The pages of the figures: filters in the address, the list behind each number, who sees what."""

import pytest

from tests.cast import ago, typed
from tests.client import PageClient, sign_in

TERM = f"from={typed(ago(1000))}&to={typed(ago(0))}"


@pytest.fixture
def browse(app, cast):
    def browser(name: str) -> PageClient:
        client = app.test_client()
        sign_in(client, cast.accounts[name])
        return client

    return browser


def test_show_figures_answers_this_year_by_default(browse):
    page = browse("leader").get("/statistics/")
    assert page.status_code == 200
    assert f"01/01/{ago(0).year}" in page.text


@pytest.mark.parametrize(
    "address", ["from=31/02/2020&to=01/3/2020", "from=x", "to=", "from=01/5/2020&to=01/4/2020", "body=nobody"]
)
@pytest.mark.parametrize("page", ["/statistics/", "/statistics/subjects"])
def test_a_wrong_filter_is_told_beside_its_field_and_kept(browse, page, address):
    answer = browse("leader").get(f"{page}?{address}")
    assert answer.status_code == 422
    assert "field-wrong" in answer.text


def test_an_organization_that_is_not_below_is_refused(browse, cast):
    other = cast.organizations["other_ward"]
    assert browse("leader").get(f"/statistics/?organization={other}").status_code == 422


@pytest.mark.parametrize("page", ["/statistics/", "/statistics/subjects"])
def test_pages_cost_the_same_at_one_and_at_three_rows(browse, enter, count_queries, page):
    client = browse("leader")
    enter("committee", ("cell",))
    client.get(f"{page}?{TERM}")
    with count_queries() as one:
        client.get(f"{page}?{TERM}")
    enter("committee", ("cell_two",), ("secretary",))
    with count_queries() as three:
        shown = client.get(f"{page}?{TERM}")
    assert len(one) == len(three)
    assert "Lò Văn Phượng" in shown.text or page == "/statistics/"


def test_list_subjects_links_to_the_case(browse, enter):
    ref = enter("committee", ("cell",))
    assert f"/cases/{ref}" in browse("leader").get(f"/statistics/subjects?{TERM}&work=inspected").text
    assert f"/cases/{ref}" not in browse("leader").get(f"/statistics/subjects?{TERM}&work=supervised").text


def test_an_unknown_narrowing_is_ignored(browse, enter):
    ref = enter("committee", ("cell",))
    address = f"/statistics/subjects?{TERM}&work=x&kind=y&type=z&measure=q&form=w&at=%00"
    assert f"/cases/{ref}" in browse("leader").get(address).text


def test_a_report_viewer_sees_figures_and_no_list(browse):
    client = browse("viewer")
    page = client.get(f"/statistics/?{TERM}")
    assert page.status_code == 200
    assert "/statistics/subjects" not in page.text
    assert client.get(f"/statistics/subjects?{TERM}").status_code == 403


@pytest.mark.parametrize("who", ["clerk", "administrator"])
def test_who_has_no_figures_is_refused(browse, who):
    assert browse(who).get("/statistics/").status_code == 403


def test_the_page_speaks_both_languages(browse):
    client = browse("leader")
    titles = set()
    for language in ("vi", "en"):
        with client.session_transaction() as session:
            session["language"] = language
        text = client.get("/statistics/").text
        assert f'lang="{language}"' in text
        titles.add(text.split("<title>")[1].split("</title>")[0])
    assert "Statistics – Tracker" in titles
