"""A programme and a periodic report belong to no case, and are withdrawn or replaced as the papers of a case are."""

import pytest

from tests.cast import TODAY, ago, typed
from tests.periodic import building as reporting
from tests.programmes.building import Plan
from tests.stories import SIGNER, Story
from tracker.accounts.queries import get_actor
from tracker.core.errors import Conflict, Forbidden, NotVisible, RuleViolation
from tracker.documents.models import PaperEnding, RegisteredPaper
from tracker.documents.verifying import Answer, answer_to_code, find_paper
from tracker.extensions import db
from tracker.periodic.services import issue_report
from tracker.records.queries import shelf_of_house
from tracker.records.services import EndOfPaper, end_house_paper

REASON = {"ended_on": typed(TODAY), "reason": "Ghi sai số liệu.", "document": "Công văn 5"}
END = EndOfPaper(TODAY, "Ghi sai số liệu.", "Công văn 5")


def issued(cast, who: str = "officer") -> tuple[str, str]:
    """A periodic report with its number: its own reference and that of its paper."""
    report = reporting.written(cast, who)
    issue_report(get_actor(cast.accounts["clerk"]), report, SIGNER, TODAY, TODAY)
    return report.ref, db.session.get_one(RegisteredPaper, report.paper_id).ref


@pytest.fixture
def reports(app, cast) -> list[tuple[str, str]]:
    with app.app_context():
        Story(cast).concluded()
        found = [issued(cast), issued(cast)]
        db.session.commit()
    return found


def test_a_report_that_is_replaced_says_so_in_its_list_on_its_page_in_the_register_and_to_who_checks(
    app, play, reports
):
    (ref, first), (_, second) = reports
    clerk = play("clerk")
    assert f"/papers/{first}/end" in clerk.get(f"/reports/{ref}").text
    assert f"/papers/{first}/end" in clerk.get("/register").text
    assert clerk.submit(f"/papers/{first}/end", REASON | {"successor": second}).status_code == 303
    page = clerk.get(f"/reports/{ref}").text
    for text in (page, clerk.get("/register").text):
        assert "Đã thay thế" in text and "bằng số 02-BC/UBKTĐU" in text and "Ghi sai số liệu. (Công văn 5)" in text
    assert "01-BC/UBKTĐU" in page and f"/papers/{first}/end" not in page
    assert clerk.get("/reports/").text.count("Đã thay thế") == 1
    with app.app_context():
        content = db.session.query(RegisteredPaper.content).filter_by(ref=first).scalar()
        assert (answer_to_code(first), find_paper(content).answer) == (Answer.REPLACED, Answer.REPLACED)
        assert answer_to_code(second) is Answer.AUTHENTIC
    assert clerk.get(f"/papers/{first}.pdf").data == content


def test_a_programme_that_is_withdrawn_stands_as_before_and_its_pages_say_that_its_paper_does_not(app, cast, play):
    with app.app_context():
        plan = Plan(cast).approved(number=None)
        paper = db.session.query(RegisteredPaper.ref).filter_by(template="programme").scalar()
        db.session.commit()
    clerk = play("clerk")
    assert f"/papers/{paper}/end" in clerk.get(plan.url).text
    assert f"/papers/{paper}/end" not in play("chair").get(plan.url).text
    assert clerk.submit(f"/papers/{paper}/end", REASON).status_code == 303
    for page in (plan.url, f"{plan.url}/versions", "/programmes/", "/register"):
        assert "Đã rút" in clerk.get(page).text, page
    assert "01-CTr/UBKTĐU" in clerk.get(plan.url).text
    with app.app_context():
        assert plan.file().present.state == "approved"


def test_a_bad_end_is_refused_beside_its_field_and_what_was_typed_stays(app, cast, play, reports):
    (_, first), (_, second) = reports
    clerk = play("clerk")
    answer = clerk.submit(f"/papers/{first}/end", REASON | {"ended_on": typed(ago(-1))})
    assert answer.status_code == 422 and 'id="ended_on-error"' in answer.text and "Ghi sai số liệu." in answer.text
    with app.app_context():
        actor = get_actor(cast.accounts["clerk"])
        assert [row.ref for row in shelf_of_house(actor, first).successors_of(shelf_of_house(actor, first).get(first))]
        for end in (EndOfPaper(TODAY, "x", "y", first), EndOfPaper(TODAY, "x", "y", "nothing")):
            with pytest.raises(RuleViolation) as refusal:
                end_house_paper(actor, first, end, TODAY)
            assert refusal.value.field == "successor"
        end_house_paper(actor, first, END, TODAY)
        with pytest.raises(Conflict):
            end_house_paper(actor, first, END, TODAY)
        assert shelf_of_house(actor, second).successors_of(shelf_of_house(actor, second).get(second)) == []
        with pytest.raises(Forbidden):
            end_house_paper(get_actor(cast.accounts["chair"]), second, END, TODAY)


def test_only_the_clerk_of_the_organization_may_and_only_for_papers_of_no_case(app, cast, play, reports):
    (_, first), _ = reports
    with app.app_context():
        notice = db.session.query(RegisteredPaper.ref).filter_by(template="conclusion_notice").scalar()
    names = ("clerk", "chair", "officer", "leader", "stranger", "administrator")
    assert {name: play(name).get(f"/papers/{first}/end").status_code for name in names} == {
        "clerk": 200,
        **dict.fromkeys(names[1:], 404),
    }
    assert play("clerk").get(f"/papers/{notice}/end").status_code == 404


def test_the_number_of_a_hidden_report_is_not_told_as_that_of_a_successor(app, cast, play):
    with app.app_context():
        Story(cast).concluded()
        ref, first = issued(cast)
        Story(cast, opener="head", days=100).concluded(restricted=True, overlap_reason="Khác.")
        _, second = issued(cast, "head")
        end = EndOfPaper(TODAY, "Lập lại.", "Công văn 5", second)
        end_house_paper(get_actor(cast.accounts["clerk"]), first, end, TODAY)
        with pytest.raises(NotVisible):
            shelf_of_house(get_actor(cast.accounts["vice_chair"]), second)
        assert db.session.query(PaperEnding).count() == 1
        db.session.commit()
    for page in (f"/reports/{ref}", "/register"):
        assert "bằng số" in play("chair").get(page).text
        hidden = play("vice_chair").get(page).text
        assert "Đã thay thế" in hidden and "bằng số" not in hidden and second not in hidden
