"""The pages: all rules for everybody, entering for administrators, and what a case says of the rule it runs by."""

import pytest

from tests.cast import TODAY, ago, typed
from tests.lawbook.building import PAPER, set_limit
from tests.pages import parse, text_of
from tests.stories import Story
from tracker.extensions import db
from tracker.lawbook.models import ConfirmedYear, LimitOverride, OfficeDay
from tracker.regulations.rulebook import RULES
from tracker.regulations.sources import GRADE_LABELS

EVERYBODY = ("officer", "clerk", "leader", "administrator", "viewer", "stranger")
SENT = {
    "limit": "violation-inspection",
    "level": "grassroots",
    "number": "20",
    "unit": "calendar-days",
    "extension": "share",
    "extension_numerator": "1",
    "extension_denominator": "4",
    "since": typed(ago(300)),
    "until": "",
    "document": PAPER.document,
    "document_on": typed(PAPER.document_on),
    "issuer": PAPER.issuer,
    "reason": "Theo quy trình của tỉnh.",
}
CONFIRMED = {key: value for key, value in SENT.items() if key not in ("number", "unit") and "extension" not in key}
DAY = {key: SENT[key] for key in ("document", "document_on", "issuer")} | {"name": "Nghỉ bù", "off": "off"}


def rows(page: str) -> list[str]:
    root, _errors = parse(page)
    return [text_of(row) for body in root.iter("tbody") for row in body.iter("tr")]


@pytest.mark.parametrize("name", EVERYBODY)
def test_everybody_reads_the_rules(play, name):
    assert len(rows(play(name).get("/rules").text)) > 100


@pytest.mark.parametrize(("language", "words"), [("en", "unconfirmed"), ("vi", "chưa kiểm chứng")])
@pytest.mark.parametrize("day", ["26/7/2016", "28/7/2021", "30/5/2025", "11/4/2026"])
def test_every_rule_carries_its_grade_in_words_on_the_days_of_the_editions(play, day, language, words):
    browser = play("officer")
    if language == "en":
        browser.submit("/", press="English")
    page = browser.get(f"/rules?on={day}&chapter=deadlines")
    found = rows(page.text)
    assert len(found) >= 10 and any(words in row for row in found)
    labels = set(GRADE_LABELS.values()) if language == "en" else {words, "nguồn thứ cấp", "đã đọc nguyên văn"}
    labels |= set() if language == "en" else {"nguồn yếu hoặc suy luận"}
    assert all(any(label in row for label in labels) for row in found)


def test_the_rules_are_narrowed_by_chapter_grade_and_words(play):
    browser = play("officer")
    browser.submit("/", press="English")
    unsure = rows(browser.get("/rules?grade=unconfirmed").text)
    assert unsure and all("unconfirmed" in row for row in unsure)
    votes = rows(browser.get("/rules?chapter=voting").text)
    assert 0 < len(votes) < len(rows(browser.get("/rules").text))
    browser.submit("/", press="Tiếng Việt")
    found = rows(browser.get("/rules?q=khieu+nai").text)
    assert found and all("khiếu nại" in row.lower() for row in found)
    assert rows(browser.get("/rules?q=khongcogi").text) == []


@pytest.mark.parametrize("asked", ["on=31/02/2026", "on=x", "chapter=nothing", "grade=nothing"])
def test_a_wrong_question_is_told_beside_its_field(play, asked):
    answer = play("officer").get(f"/rules?{asked}")
    assert (answer.status_code, "field-wrong" in answer.text) == (422, True)


def test_the_page_asks_the_same_whatever_stands_in_the_books(app, cast, play, count_queries):
    browser, asked = play("officer"), []
    for place in ("ward", "province"):
        browser.get("/rules")
        with count_queries() as statements:
            browser.get("/rules")
        asked.append(len(statements))
        with app.app_context():
            set_limit(cast, 20, place)
            db.session.commit()
    assert asked[0] == asked[1]


def test_an_own_limit_is_entered_shown_in_its_place_and_on_the_case_and_revoked(app, cast, play):
    with app.app_context():
        ref = Story(cast).conducting().ref
        db.session.commit()
    browser = play("administrator")
    assert browser.submit("/office/limits/new", SENT).status_code == 303
    assert "Số hạn thay đổi: 1" in browser.get("/office/").text
    for name, seen in (("officer", True), ("stranger", False), ("upper_chair", False)):
        assert (PAPER.issuer in play(name).get("/rules?chapter=deadlines").text) is seen
    for page in ("/cases/", "/", "/search?q=quy"):
        assert f"theo quy định của {PAPER.issuer}" in play("head").get(page).text, page
    assert f"theo quy định của {PAPER.issuer}" in play("bystander").get(f"/cases/{ref}").text
    case = play("chair").get(f"/cases/{ref}").text
    assert f"{PAPER.issuer} quy định" in case
    assert "Quyết định số 12-QĐ/TU" in case
    with app.app_context():
        row = db.session.query(LimitOverride).one()
        assert (row.number, row.extension_numerator, row.extension_denominator) == (20, 1, 4)
    answer = browser.submit(f"/office/limits/{row.id}/revoke", {"reason": "Nhập nhầm."})
    assert answer.status_code == 303
    assert PAPER.issuer not in play("chair").get(f"/cases/{ref}").text


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("limit", ""),
        ("limit", "nothing"),
        ("level", "province"),
        ("number", "0"),
        ("number", "muoi"),
        ("number", "1000"),
        ("unit", "weeks"),
        ("extension", ""),
        ("extension_numerator", ""),
        ("extension_numerator", "9"),
        ("extension_denominator", "0"),
        ("since", "31/02/2026"),
        ("until", typed(ago(301))),
        ("document", ""),
        ("document", "x" * 121),
        ("document_on", typed(ago(-1))),
        ("issuer", " "),
        ("reason", ""),
        ("reason", "a\x00b"),
    ],
)
def test_a_bad_value_is_refused_beside_its_field_and_kept(app, play, field, value):
    answer = play("administrator").submit("/office/limits/new", SENT | {field: value})
    assert (answer.status_code, "field-wrong" in answer.text) == (422, True)
    with app.app_context():
        assert db.session.query(LimitOverride).count() == 0


def test_an_overlapping_limit_is_refused_beside_its_first_day(play):
    browser = play("administrator")
    browser.submit("/office/limits/new", SENT)
    answer = browser.submit("/office/limits/confirm", CONFIRMED)
    assert answer.status_code == 422
    assert PAPER.document in answer.text.split('id="since-error"')[1][:600]


def test_a_stale_revocation_is_answered_with_the_present_state(app, play):
    browser = play("administrator")
    browser.submit("/office/limits/new", SENT)
    with app.app_context():
        number = db.session.query(LimitOverride).one().id
    url = f"/office/limits/{number}/revoke"
    shown = browser.get(url)
    assert browser.submit(url, {"reason": "Một."}).status_code == 303
    assert browser.submit(url, {"reason": "Hai."}, page=shown).status_code == 409


def test_a_day_and_a_year_are_entered_and_revoked(app, play):
    browser = play("administrator")
    off = TODAY.replace(2027, 3, 3)
    assert browser.submit("/office/days/new", DAY | {"day": typed(off)}).status_code == 303
    year = {key: DAY[key] for key in ("document", "document_on", "issuer")} | {"year": "2027"}
    assert browser.submit("/office/years/new", year).status_code == 303
    assert "Nghỉ bù" in play("stranger").get("/rules?on=01/3/2027&chapter=calendar").text
    with app.app_context():
        urls = [f"/office/days/{db.session.query(OfficeDay).one().id}/revoke"]
        urls += [f"/office/years/{db.session.query(ConfirmedYear).one().id}/revoke"]
    for url in urls:
        assert browser.submit(url, {"reason": "Nhầm."}).status_code == 303
    assert browser.get("/office/").text.count("Đã thu hồi") >= 2


PAGES = ("/office/", "/office/limits/new", "/office/limits/confirm", "/office/days/new", "/office/years/new")


@pytest.mark.parametrize("page", PAGES)
def test_only_administrators_open_the_pages_of_the_office(play, page):
    for name in ("officer", "chair", "clerk", "leader", "viewer", "stranger"):
        assert play(name).get(page).status_code == 403
    assert play("administrator").get(page).status_code == 200


def test_an_administrator_elsewhere_does_not_find_a_limit_to_revoke(app, cast, play):
    with app.app_context():
        set_limit(cast, 40, "province")
        number = db.session.query(LimitOverride).one().id
        db.session.commit()
    assert play("administrator").get(f"/office/limits/{number}/revoke").status_code == 404
    assert play("administrator").get("/office/limits/999999999999/revoke").status_code == 404
    assert PAPER.issuer in play("administrator").get("/office/").text  # it applies here, and is shown


def test_a_case_for_which_no_rule_is_known_says_so(app, cast, play):
    with app.app_context():
        story = Story(cast).conducting()
        case = story.file("chair").case
        case.clock_on, case.due_on = TODAY.replace(2010, 1, 5), None
        db.session.commit()
        ref = story.ref
    page = play("chair").get(f"/cases/{ref}").text
    assert "người quản trị có thể nhập thời hạn riêng" in page
    assert "05/01/2010" in page


def test_the_rulebook_is_whole():
    assert len({rule.key for rule in RULES}) > 300
