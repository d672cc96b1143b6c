"""Decisions on a suspension of activity and on restoration: numbered and printed from the form that records them."""

from tests.appeals.test_pages import DECIDED, HEARD, RECEIVED, TOLD, VOTES
from tests.cast import TODAY, ago, typed
from tests.journeys.test_papers_of_changes import printed
from tests.stories import Story
from tracker.appeals.models import RestorationPart
from tracker.discipline.models import ActivitySuspension
from tracker.extensions import db
from tracker.organizations.models import Body

SIGNER = {"signer": "Vũ Minh Nguyệt"}
NEW = {
    "kind": "party_activity",
    "ground": "obstruction",
    "ground_text": "Không cung cấp hồ sơ.",
    "body_name": "Đảng uỷ",
    "decision": "",
    "signer": "",
    "since": typed(ago(9)),
}


def test_a_suspension_is_decided_extended_and_lifted_by_papers_numbered_here(app, cast, play):
    with app.app_context():
        case = f"/cases/{Story(cast).concluded().ref}/discipline/suspensions"
        db.session.commit()
        own = {"body_name": db.session.get_one(Body, cast.bodies["commission"]).name}
    head = play("head")
    refused = head.submit(f"{case}/new/1", NEW | SIGNER)
    assert (refused.status_code, 'id="body_name-error"' in refused.text) == (422, True)
    refused = head.submit(f"{case}/new/1", NEW | own)
    assert (refused.status_code, 'id="decision-error"' in refused.text) == (422, True)
    assert head.submit(f"{case}/new/1", NEW | own | SIGNER).status_code == 303
    text = printed(app, head, "activity_suspension")
    for words in ("Đình chỉ sinh hoạt đảng đối với đồng chí Lò Văn Phượng", "đến hết ngày", "Không cung cấp hồ sơ."):
        assert words in text, words
    longer = {"extended_days": "30", "extension": "", "reason": ""} | SIGNER
    refused = head.submit(f"{case}/1/extend", longer)
    assert (refused.status_code, 'id="reason-error"' in refused.text) == (422, True)
    assert head.submit(f"{case}/1/extend", longer | {"reason": "Chưa có kết luận."}).status_code == 303
    text = printed(app, head, "suspension_extension")
    assert "thêm 30 ngày" in text and "theo Quyết định số 02-QĐ/UBKTĐU" in text and "Chưa có kết luận." in text
    end = {"ended_on": typed(ago(1)), "ending": "Đã làm rõ.", "lifting": ""} | SIGNER
    assert head.submit(f"{case}/1/end", end).status_code == 303
    text = printed(app, head, "suspension_lifting")
    assert "Chấm dứt việc đình chỉ sinh hoạt đảng" in text and "Đã làm rõ." in text and "Số 04-QĐ/UBKTĐU" in text
    with app.app_context():
        row = db.session.query(ActivitySuspension).one()
        numbers = [row.decision, row.extension, row.lifting]
        assert numbers == [f"Quyết định số 0{number}-QĐ/UBKTĐU" for number in (2, 3, 4)]
    assert "04-QĐ/UBKTĐU" in play("clerk").get(case.removesuffix("/suspensions")).text


def test_an_apology_after_an_annulment_is_numbered_here_and_what_was_signed_elsewhere_is_named(app, cast, play):
    with app.app_context():
        story = Story(cast)
        story.announced(VOTES)
        db.session.commit()
    one, clerk = f"/cases/{story.ref}/discipline/1/complaints/1", play("clerk")
    page = clerk.get(one.removesuffix("1") + "new")
    body = page.text.split('name="hearing_body_id"')[1].split('<option value="')[2].split('"')[0]
    steps = (
        (clerk, f"{one.removesuffix('1')}new", RECEIVED | {"hearing_body_id": body}),
        (clerk, f"{one}/accept", {"accepted_on": typed(TODAY), "override_reason": "Công văn hướng dẫn"}),
        (play("head"), f"{one}/hear", HEARD),
        (clerk, f"{one}/decide", DECIDED | {"outcome": "annulled", "restore_by": typed(ago(-20))}),
        (clerk, f"{one}/announce", TOLD),
    )
    for who, url, given in steps:
        assert who.submit(url, given).status_code == 303, url
    given = {"done_on": typed(TODAY), "document": "", "signer": ""}
    refused = clerk.submit(f"{one}/restoration/apology", given)
    assert (refused.status_code, 'id="document-error"' in refused.text) == (422, True)
    assert clerk.submit(f"{one}/restoration/apology", given | SIGNER).status_code == 303
    assert clerk.submit(f"{one}/restoration/rights", given | {"document": "Công văn 5"}).status_code == 303
    text = printed(app, clerk, "restoration_decision")
    for words in ("Xin lỗi đồng chí Lò Văn Phượng do bị kỷ luật oan", "Số 07-QĐ/ĐU".lower(), "117-QĐ/TW"):
        assert words.lower() in text.lower(), words
    assert "……" not in text
    with app.app_context():
        documents = {row.part.value: row.document for row in db.session.query(RestorationPart)}
        assert documents["rights"] == "Công văn 5" and documents["apology"].startswith("Quyết định số ")
