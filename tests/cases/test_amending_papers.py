"""A decision of extension or suspension: numbered and printed here, or as it was numbered elsewhere."""

import pytest

from tests.cast import TODAY, typed
from tests.documents.sheets import taken_apart
from tests.stories import Story
from tracker.cases.models import Extension, Suspension
from tracker.documents.models import RegisteredPaper
from tracker.extensions import db


@pytest.fixture
def ref(app, cast) -> str:
    with app.app_context():
        ref = Story(cast).conducting().ref
        db.session.commit()
    return ref


@pytest.mark.parametrize(
    ("act", "typed_in", "row", "words"),
    [
        ("extend", {"days": "5", "decided_on": typed(TODAY)}, Extension, "Gia hạn thời gian kiểm tra thêm 5 ngày"),
        ("suspend", {"since": typed(TODAY)}, Suspension, "Tạm đình chỉ việc kiểm tra"),
    ],
)
def test_it_is_numbered_here_with_a_signer_and_printed_and_without_either_refused(
    app, play, ref, act, typed_in, row, words
):
    chair, url = play("chair"), f"/cases/{ref}/{act}"
    given = typed_in | {"reason": "Cần xác minh thêm chứng từ.", "decision": "", "signer": ""}
    refused = chair.submit(url, given)
    assert refused.status_code == 422 and 'id="decision-error"' in refused.text
    assert chair.submit(url, given | {"signer": "Vũ Minh Nguyệt"}).status_code == 303
    with app.app_context():
        paper = db.session.query(RegisteredPaper).filter_by(template="amendment_decision").one()
        assert db.session.query(row).one().decision == "Quyết định số 02-QĐ/UBKTĐU"
        printed = paper.ref
    answer = chair.get(f"/papers/{printed}.pdf")
    text = " ".join(taken_apart(answer.data).text.split())
    for wanted in (
        words,
        "Số 02-QĐ/UBKTĐU",
        "Quyết định số 01-QĐ/UBKTĐU",
        "Cần xác minh thêm chứng từ.",
        "Vũ Minh Nguyệt",
    ):
        assert wanted in text, wanted


def test_a_number_given_elsewhere_is_kept_as_typed_and_gives_out_none(app, play, ref):
    given = {"since": typed(TODAY), "reason": "Cơ quan điều tra đang làm việc.", "decision": "Công văn 7", "signer": ""}
    assert play("chair").submit(f"/cases/{ref}/suspend", given).status_code == 303
    with app.app_context():
        assert db.session.query(Suspension).one().decision == "Công văn 7"
        assert db.session.query(RegisteredPaper).count() == 2
