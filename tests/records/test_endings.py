"""A paper that was withdrawn or replaced keeps its number and bytes; the register and the check say what it is now."""

import json

import pytest
from sqlalchemy.exc import IntegrityError

from tests.cast import TODAY, ago, typed
from tests.stories import Story
from tracker.core.errors import Conflict, RuleViolation
from tracker.documents.models import PaperEnding, RegisteredPaper
from tracker.documents.queries import papers_of_case
from tracker.documents.states import Ending
from tracker.documents.verifying import Answer, answer_to_code, find_paper
from tracker.extensions import db
from tracker.records.queries import shelf_of_case
from tracker.records.services import EndOfPaper, end_paper

END = EndOfPaper(TODAY, "Ghi sai họ tên.", "Công văn số 05-CV/UBKTĐU")


@pytest.fixture
def concluded(app, cast) -> Story:
    """A concluded case with a second notice, as one issued in place of the first has it."""
    with app.app_context():
        story = Story(cast).concluded()
        first = notices(story)[0]
        copied = {c.key: getattr(first, c.key) for c in RegisteredPaper.__table__.columns if c.key != "id"}
        again = {"number": 2, "ref": "0123456789ab", "sha256": "0" * 64, "issued_on": first.issued_on}
        db.session.add(RegisteredPaper(**copied | again))
        db.session.commit()
    return story


def notices(story: Story) -> list[RegisteredPaper]:
    rows = db.session.query(RegisteredPaper).filter_by(type="notice", case_id=story.papers("clerk").case.id)
    return rows.order_by(RegisteredPaper.id).all()


def url_of(story: Story, number: int = 0) -> str:
    return f"/cases/{story.ref}/papers/{notices(story)[number].ref}/end"


def test_the_clerk_records_it_and_papers_register_history_and_check_say_so(app, play, concluded, tmp_path):
    with app.app_context():
        first, url = notices(concluded)[0], url_of(concluded)
        content, ref, file = first.content, first.ref, tmp_path / "x.pdf"
        file.write_bytes(content)
    values = {
        "ended_on": typed(TODAY),
        "reason": "Ghi sai họ tên.",
        "document": "Công văn 5",
        "successor": "0123456789ab",
    }
    assert play("clerk").submit(url, values).status_code == 303
    for page in (f"/cases/{concluded.ref}/papers", "/register"):
        text = play("clerk").get(page).text
        assert "Đã thay thế" in text
        assert "bằng số 02-TB/UBKTĐU" in text
        assert "Ghi sai họ tên. (Công văn 5)" in text
    assert "đã được thay thế bằng số 02-TB/UBKTĐU" in play("chair").get(f"/cases/{concluded.ref}/history").text
    assert play("clerk").get(f"/papers/{ref}.pdf").data == content
    with app.app_context():
        assert [row.full_number for row in papers_of_case(notices(concluded)[0].case_id)][-2:] == [
            "01-TB/UBKTĐU",
            "02-TB/UBKTĐU",
        ]
    done = app.test_cli_runner().invoke(args=["papers", "verify", str(file), "--json"])
    assert (json.loads(done.output)["answer"], done.exit_code) == ("replaced", 1)


def test_a_withdrawn_paper_is_withdrawn_and_a_changed_file_of_it_altered(app, concluded):
    with app.app_context():
        ref, content = notices(concluded)[0].ref, notices(concluded)[0].content
        assert answer_to_code(ref) is Answer.AUTHENTIC
        end_paper(concluded.actor("clerk"), concluded.papers("clerk"), ref, END, TODAY)
        assert (answer_to_code(ref), find_paper(content).answer) == (Answer.WITHDRAWN, Answer.WITHDRAWN)
        assert find_paper(content + b"\n").answer is Answer.ALTERED


def test_what_may_not_be_recorded(app, concluded):
    with app.app_context():
        clerk, file = concluded.actor("clerk"), concluded.papers("clerk")
        first, second = (row for row in papers_of_case(file.case.id) if row.type == "notice")
        decision = next(row for row in papers_of_case(file.case.id) if row.type == "decision")
        assert [row.id for row in shelf_of_case(file).successors_of(first)] == [second.id]
        wrong = {
            "ended_on": [(ago(-1), None), (ago(4000), None)],  # tomorrow; before the paper itself
            "successor": [(TODAY, first.ref), (TODAY, decision.ref), (TODAY, "nothing")],
        }
        for field, pairs in wrong.items():
            for day, successor in pairs:
                end = EndOfPaper(day, "x", "y", successor)
                with pytest.raises(RuleViolation) as refusal:
                    end_paper(clerk, file, first.ref, end, TODAY)
                assert refusal.value.field == field
        end_paper(clerk, file, first.ref, END, TODAY)
        with pytest.raises(Conflict):
            end_paper(clerk, file, first.ref, END, TODAY)
        assert shelf_of_case(file).successors_of(second) == []  # what is not valid takes nobody's place


def test_the_database_refuses_a_replacement_without_a_paper_and_by_itself(app, concluded):
    with app.app_context():
        paper = notices(concluded)[0].id
        for kind, successor in (
            (Ending.REPLACED, None),
            (Ending.WITHDRAWN, notices(concluded)[1].id),
            (Ending.REPLACED, paper),
        ):
            facts = {"ended_on": TODAY, "reason": "x", "document": "y", "recorded_by": 1, "recorded_at": db.func.now()}
            db.session.add(PaperEnding(paper_id=paper, kind=kind, replaced_by_id=successor, **facts))
            with pytest.raises(IntegrityError):
                db.session.flush()
            db.session.rollback()


def test_only_the_clerk_of_the_case_may_record_it(app, play, concluded):
    with app.app_context():
        url = url_of(concluded)
    answers = {name: play(name).get(url).status_code for name in ("clerk", "chair", "head", "officer", "stranger")}
    assert answers == {"clerk": 200, "chair": 404, "head": 404, "officer": 404, "stranger": 404}
    assert "/end" not in play("chair").get(f"/cases/{concluded.ref}/papers").text
    assert play("clerk").get(url.replace("/papers/", "/papers/0")).status_code == 404
