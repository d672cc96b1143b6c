"""Picking without a script: search, see what was found, tick, search again – and nothing typed or ticked is lost."""

import pytest

from tests.pages import PageForm, forms

URL = "/cases/new"
FIND = {"press": "subjects-find"}


@pytest.fixture
def officer(browse):
    return browse("officer")


def form_of(answer) -> PageForm:
    return next(form for form in forms(answer.text) if "subjects-q" in form.names)


def test_a_search_shows_what_it_found_and_complains_of_nothing(officer, cast):
    answer = officer.submit(URL, {"subjects-q": "duc hanh", "title": "việc quỹ"}, **FIND)
    assert answer.status_code == 200
    assert "Nguyễn Thị Đức Hạnh" in answer.text
    assert "error-summary" not in answer.text
    assert 'aria-invalid="true"' not in answer.text
    assert form_of(answer).values["title"] == ["việc quỹ"]
    assert form_of(answer).values["subjects-q"] == ["duc hanh"]


def test_what_was_ticked_survives_the_next_search_and_is_not_offered_twice(officer, cast):
    key = f"member-{cast.members['full_member']}"
    found = officer.submit(URL, {"subjects-q": "duc hanh"}, **FIND)
    again = officer.submit(URL, {"subjects": [key], "subjects-q": "duc"}, page=found, **FIND)
    assert form_of(again).values["subjects"] == [key]
    assert again.text.count(f'value="{key}"') == 1


def test_an_empty_search_and_a_search_for_nothing_known_are_no_errors(officer, cast):
    for query in ("", "   ", "không ai tên thế", "%", "\x00", "x" * 100_000):
        assert officer.submit(URL, {"subjects-q": query}, **FIND).status_code == 200


@pytest.mark.parametrize(
    "key", ["member-999999", "org-99999999999999999999", "member-", "nonsense", "member-\x00", "x" * 100_000]
)
def test_a_key_that_was_never_offered_is_refused(officer, cast, key):
    answer = officer.submit(URL, {"subjects": [key]})
    assert answer.status_code == 422
    assert 'id="subjects-error"' in answer.text


def test_a_key_of_another_ward_is_unknown(officer, cast):
    answer = officer.submit(URL, {"subjects": [f"member-{cast.members['outsider']}"]})
    assert 'id="subjects-error"' in answer.text
    assert "Đỗ Đình Chiểu" not in answer.text


def test_too_many_picks_are_refused(officer, cast):
    answer = officer.submit(URL, {"subjects": [f"member-{number}" for number in range(10_000, 11_000)]})
    assert (answer.status_code, 'id="subjects-error"' in answer.text) == (422, True)


def test_nothing_picked_is_told_beside_the_field(officer, cast):
    assert 'id="subjects-error"' in officer.submit(URL, {"title": "việc quỹ"}).text
