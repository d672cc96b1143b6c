"""Petitions through the pages: from receipt to the accepted case, refusals with their article, and what nobody sees."""

import re
from pathlib import Path
from threading import Thread

import pytest
from flask.testing import FlaskClient
from sqlalchemy import select

from tests.cast import Cast, ago, typed
from tests.client import sign_in
from tests.journeys.test_two_worlds import addresses, values_of
from tests.pages import forms
from tests.petitions import building
from tests.petitions.building import ADDRESS, CARD, NAME, PHONE, VAULT, WHO
from tracker.accounts.queries import get_actor
from tracker.cases.models import Case
from tracker.extensions import db
from tracker.petitions import services
from tracker.petitions.models import IdentityReveal, Petition
from tracker.regulations.deadlines import due, find_limit
from tracker.web.models import FormDraft

ALIKE = ("bystander", "upper_officer", "member")  # same roles as others, and no part in it
IDENTITY = ("identity_name", "identity_address", "identity_phone", "identity_card", "identity_original")
SECRETS = (NAME, ADDRESS, PHONE, CARD, "hàng xóm")


def written_in(cast: Cast, **changed: object) -> dict[str, object]:
    """What a receiver types."""
    values = {
        "body": str(cast.bodies["commission"]),
        "kind": "denunciation",
        "channel": "post",
        "sender": "named",
        "first_received_on": typed(ago(12)),
        "received_on": typed(ago(10)),
        "subjects": [f"member-{cast.members['secretary']}"],
        "abstract": "Tố cáo Bí thư chi bộ thu, chi quỹ sai quy định",
        "contents": "Thu quỹ không lập phiếu thu.\nChi tiếp khách sai nguồn.",
        "identity_name": NAME,
        "identity_address": ADDRESS,
        "identity_phone": PHONE,
        "identity_card": CARD,
        "identity_original": "Tôi là hàng xóm.",
    }
    return values | changed


def work(cast: Cast) -> dict[str, object]:
    """What a leader types when a petition is accepted."""
    return {
        "contents": ["member.duties"],
        "period_from": typed(ago(900)),
        "period_until": typed(ago(60)),
        "head": str(cast.accounts["head"]),
        "directing": str(cast.accounts["member"]),
    }


def register(play, cast: Cast, **changed: object) -> str:
    answer = play("receiver").submit("/petitions/new", written_in(cast, **changed))
    assert answer.status_code == 303, answer.text
    return answer.location.rsplit("/", 1)[1]


def screen(play, ref: str, **changed: object):
    given = {"on": typed(ago(8)), "proposal": "accept", "note": "Đủ điều kiện."} | changed
    return play("receiver").submit(f"/petitions/{ref}/screen", given)


def stored(app, *kinds: object) -> dict[str, object]:
    with app.app_context():
        return {kind.__name__: db.session.execute(select(kind)).scalars().all() for kind in kinds}


@pytest.mark.parametrize(
    ("step", "who", "typed_in", "field"),
    [
        ("screen", "receiver", {"proposal": "accept", "note": f"Bà {NAME} có mặt."}, "note"),
        ("forward", "chair", {"to": "Đảng uỷ khác", "paper": "01-CV", "note": f"Đơn của {NAME.upper()}"}, "note"),
        (
            "forward",
            "chair",
            {"paper": "01-CV", "to": f"Gọi số {PHONE.replace(' ', '.')}", "note": "Đúng thẩm quyền"},
            "to",
        ),
        ("withdrawal", "receiver", {"note": f"{NAME} xin rút"}, "note"),
        ("accept", "chair", {"title": f"nội dung {NAME} tố cáo"}, "title"),
        ("accept", "chair", {"basis_text": f"Đơn của công dân số căn cước {CARD}"}, "basis_text"),
        ("accept", "chair", {"title": "việc tố cáo của người ở nhà số 7 - tổ 9"}, "title"),
    ],
)
def test_nothing_typed_later_about_a_petition_names_its_sender(play, stored_cast, step, who, typed_in, field):
    ref = register(play, stored_cast)
    if step != "screen":
        assert screen(play, ref).status_code == 303
    usual = work(stored_cast) if step == "accept" else {"on": typed(ago(3))}
    answer = play(who).submit(f"/petitions/{ref}/{step}", usual | typed_in)
    assert (answer.status_code, f'id="{field}-error"' in answer.text) == (422, True)


def test_a_draft_of_the_case_names_the_sender_no_later_either(app, play, stored_cast):
    ref = register(play, stored_cast)
    screen(play, ref)
    assert play("chair").submit(f"/petitions/{ref}/accept", work(stored_cast)).status_code == 303
    with app.app_context():
        at = f"/cases/{db.session.execute(select(Case.ref)).scalar_one()}"
    changed = work(stored_cast) | {"title": f"nội dung {NAME} tố cáo", "basis_text": "Đơn tố cáo"}
    for url, given, field in (("draft", changed, "title"), ("cancel", {"reason": f"Bà {NAME} xin thôi"}, "reason")):
        answer = play("chair").submit(f"{at}/{url}", given)
        assert (answer.status_code, f'id="{field}-error"' in answer.text) == (422, True)
    assert play("chair").submit(f"{at}/draft", changed | {"title": "nội dung khác"}).status_code == 303


@pytest.mark.parametrize("days", [-1, 9])
def test_a_day_on_which_it_cannot_be_accepted_is_refused_beside_that_day(play, stored_cast, days):
    ref = register(play, stored_cast)
    assert screen(play, ref).status_code == 303
    given = work(stored_cast) | {"accepted_on": typed(ago(days))}
    answer = play("chair").submit(f"/petitions/{ref}/accept", given)
    assert (answer.status_code, 'id="accepted_on-error"' in answer.text) == (422, True)


def test_the_register_of_ones_own_body_is_preset(play, stored_cast):
    own = stored_cast.bodies["commission"]
    for page, who in (("/petitions/new", "receiver"), ("/sessions/new", "clerk"), ("/cases/new", "officer")):
        body = next(one.values["body"] for one in forms(play(who).get(page).text) if "body" in one.values)
        assert body == [str(own)], page


def test_a_lost_session_shows_nothing_of_the_sender_and_says_that_it_is_typed_again(app, play, stored_cast):
    receiver = play("receiver")
    page = receiver.get("/petitions/new")
    with app.app_context():
        db.session.execute(db.text("DELETE FROM sign_ins"))
        db.session.commit()
    lost = receiver.submit("/petitions/new", written_in(stored_cast), page=page)
    assert lost.status_code == 401 and "Tố cáo Bí thư chi bộ thu" in lost.text
    assert not any(word in lost.text for word in (NAME, ADDRESS, PHONE, CARD, "Tôi là hàng xóm."))
    assert lost.text.count("gõ lại)") == 5


def test_what_is_typed_of_a_sender_never_enters_a_draft(app, play, stored_cast):
    receiver = play("receiver")
    found = forms(receiver.get("/petitions/new").text)
    token = next(one.values["csrf_token"] for one in found if "csrf_token" in one.values)
    about = {"csrf_token": token, "draft-path": "/petitions/new", "draft-form": "RegisterForm", "draft-title": "Đơn"}
    assert receiver.post("/drafts", data=written_in(stored_cast) | about).status_code == 200
    with app.app_context():
        (kept,) = db.session.execute(select(FormDraft.fields)).scalars()
    assert "Tố cáo Bí thư" in kept and not any(word in kept for word in (NAME, ADDRESS, PHONE, CARD, "hàng xóm"))


def test_a_denunciation_from_receipt_to_the_accepted_case_with_its_due_date(app, play, stored_cast):
    ref = register(play, stored_cast)
    assert "Đơn số 1/" in play("receiver").get(f"/petitions/{ref}").text
    assert screen(play, ref).status_code == 303
    answer = play("chair").submit(f"/petitions/{ref}/accept", work(stored_cast))
    assert answer.status_code == 303, answer.text
    with app.app_context():
        case = db.session.execute(select(Case)).scalar_one()
        limit = find_limit("denunciation", "grassroots", ago(10))
        assert (case.kind, case.basis, case.clock_start) == ("denunciation", "petition", "petition_received")
        assert (case.clock_on, case.due_on) == (ago(10), due(limit, ago(10)).due_on)
        assert db.session.execute(select(Petition.state)).scalar_one() == "accepted"
        case_ref = case.ref
    page = play("head").get(f"/cases/{case_ref}/petition").text
    assert "Thu quỹ không lập phiếu thu." in page and "Người tố cáo – được bảo vệ" in page
    assert f'href="/cases/{case_ref}"' in play("chair").get(f"/petitions/{ref}").text
    assert f'href="/cases/{case_ref}"' not in play("receiver").get(f"/petitions/{ref}").text  # opens no case


def test_a_complaint_that_came_late_is_refused_with_its_article(app, play, stored_cast):
    given = {
        "kind": "complaint",
        "decision_received_on": typed(ago(80)),
        "decision_number": "03-QĐ/UBKTĐU",
        "abstract": "Khiếu nại quyết định khiển trách",
        **dict.fromkeys(IDENTITY, ""),
    }
    ref = register(play, stored_cast, **given)
    assert screen(play, ref).status_code == 303
    page = play("chair").get(f"/petitions/{ref}").text
    assert "sau ngày cuối của thời hạn" in page and "21-QĐ/TW" in page
    answer = play("chair").submit(f"/petitions/{ref}/accept", work(stored_cast))
    assert answer.status_code == 422 and "sau ngày cuối của thời hạn" in answer.text
    filed = {"on": typed(ago(3)), "ground": "late", "note": "Đã trả lời người gửi."}
    assert play("chair").submit(f"/petitions/{ref}/file", filed).status_code == 303
    assert [row.state for row in stored(app, Petition)["Petition"]] == ["filed"]
    assert stored(app, Case)["Case"] == []


def test_a_form_without_name_or_address_comes_back_with_everything_else(play, stored_cast):
    answer = play("receiver").submit("/petitions/new", written_in(stored_cast, identity_name="", identity_address=""))
    assert answer.status_code == 422
    assert 'id="identity_name-error"' in answer.text and 'id="identity_address-error"' in answer.text
    assert "Chi tiếp khách sai nguồn." in answer.text


@pytest.mark.parametrize(("kind", "sender"), [("complaint", "named"), ("denunciation", "anonymous")])
def test_a_typed_sender_who_has_no_place_in_the_vault_is_refused_beside_the_field_and_not_lost(
    play, stored_cast, kind, sender
):
    typed_in = written_in(stored_cast, kind=kind, sender=sender, identity_name="", identity_address=ADDRESS)
    answer = play("receiver").submit("/petitions/new", typed_in)
    assert answer.status_code == 422
    assert 'id="identity_address-error"' in answer.text and ADDRESS in answer.text


def test_the_sender_is_shown_once_after_a_reason_and_nowhere_before(app, play, stored_cast):
    ref = register(play, stored_cast)
    url = f"/petitions/{ref}/sender"
    browser = play("receiver")
    assert NAME not in browser.get(url).text
    assert browser.submit(url, {"reason": ""}).status_code == 422
    shown = browser.submit(url, {"reason": "Mời làm việc"})
    assert shown.status_code == 200 and all(part in shown.text for part in (NAME, ADDRESS, PHONE, CARD))
    assert NAME not in re.search("<title>.*?</title>", shown.text, re.S)[0]
    assert "no-store" in shown.headers["Cache-Control"]
    assert [row.reason for row in stored(app, IdentityReveal)["IdentityReveal"]] == ["Mời làm việc"]
    looks = play("chair").get("/petitions/looks").text
    assert "Mời làm việc" in looks and "Quàng Thị Xuân" in looks and NAME not in looks


@pytest.mark.parametrize(
    ("name", "status"),
    [
        ("administrator", 403),
        ("clerk", 403),
        ("leader", 403),
        ("officer", 404),
        ("chair", 404),
        ("head", 404),
        ("subject", 404),
        ("stranger", 404),
        ("upper_chair", 404),
    ],
)
def test_others_are_refused_the_sender_by_address(play, stored_cast, name, status):
    ref = register(play, stored_cast)
    assert play(name).get(f"/petitions/{ref}/sender").status_code == status
    page = play(name).get("/petitions/new")
    if name not in ("receiver",):
        assert page.status_code == 403


def test_the_chair_lets_the_head_of_the_team_see_the_sender_of_one_petition(play, stored_cast):
    ref = register(play, stored_cast)
    given = {"account": str(stored_cast.accounts["head"]), "reason": "Trưởng đoàn", "until": typed(ago(-5))}
    assert play("chair").submit(f"/petitions/{ref}/grant", given).status_code == 303
    shown = play("head").submit(f"/petitions/{ref}/sender", {"reason": "Mời làm việc"})
    assert shown.status_code == 200 and NAME in shown.text
    assert play("head").get(f"/petitions/{ref}").status_code == 403


def test_a_session_that_ended_carries_no_sender_through_the_sign_in(app, stored_cast):
    browser = app.test_client()
    sign_in(browser, stored_cast.accounts["receiver"])
    page = browser.get("/petitions/new")
    with browser.session_transaction() as kept:
        token = kept.pop("token")
    answer = browser.submit("/petitions/new", written_in(stored_cast), page=page)
    assert token and answer.status_code == 401
    assert "Chi tiếp khách sai nguồn." in answer.text
    assert not any(secret in answer.text for secret in SECRETS)


def test_a_stale_form_shows_what_was_typed_but_no_sender(play, stored_cast):
    ref = register(play, stored_cast)
    url = f"/petitions/{ref}/sender/record"
    old = play("receiver").get(url)
    assert screen(play, ref).status_code == 303
    given = {key: value for key, value in written_in(stored_cast).items() if key.startswith("identity_")}
    answer = play("receiver").submit(url, given | {"reason": "Gõ nhầm."}, page=old)
    assert answer.status_code == 409
    assert not any(secret in answer.text for secret in SECRETS)


@pytest.mark.timeout(1800)  # every page, every person
def test_no_page_of_anybody_and_no_byte_of_the_database_holds_the_sender(app, stored_cast, backend):
    with app.app_context():
        case = building.accept(stored_cast)
        ref = db.session.execute(select(Petition.ref)).scalar_one()
        services.grant_identity(
            get_actor(stored_cast.accounts["chair"]),
            db.session.execute(select(Petition)).scalar_one(),
            stored_cast.accounts["head"],
            "Trưởng đoàn",
            ago(-5),
            ago(0),
        )
        case_ref = case.ref
        db.session.commit()
        values = values_of(stored_cast) | {
            "ref petitions": [ref],
            "ref observations": ["0000000000"],
            "ref cases": [case_ref],
        }
        values |= {"case_ref": [case_ref], "ref sessions": ["0000000000"], "ref papers": ["0000000000"]}
        urls = addresses(app, values)
    everybody = [one for one in stored_cast.accounts if one not in ALIKE]
    for name in (*(everybody if backend == "sqlite" else ("receiver", "chair", "head", "subject")), None):
        browser = FlaskClient(app, app.response_class)
        if name:
            sign_in(browser, stored_cast.accounts[name])
        for url in (*urls, "/search?q=mong+tuyen", "/petitions/?q=tuyen"):
            page = browser.get(url).data.decode(errors="replace")
            assert not any(secret in page for secret in SECRETS), f"{name} sees the sender at {url}"
    if backend == "sqlite":
        with app.app_context():
            path = Path(db.engine.url.database)
            db.session.remove()
            db.engine.dispose()
        for file in (path, Path(f"{path}-wal")):
            held = file.read_bytes() if file.exists() else b""
            assert not any(secret.encode() in held for secret in (*SECRETS, WHO.original))


def test_numbers_given_at_once_have_no_gap_and_no_double(app, stored_cast):
    failed: list[str] = []

    def enter(number: int) -> None:
        with app.app_context():
            actor = get_actor(stored_cast.accounts["receiver"])
            try:
                services.register_petition(
                    actor, stored_cast.bodies["commission"], building.entry(stored_cast), WHO, VAULT, ago(0)
                )
                if number % 3 == 0:
                    db.session.rollback()  # as a request that fails after its number was given
                else:
                    db.session.commit()
            except Exception as error:
                failed.append(repr(error))
            finally:
                db.session.remove()

    threads = [Thread(target=enter, args=(number,)) for number in range(12)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert failed == []
    assert sorted(row.number for row in stored(app, Petition)["Petition"]) == list(range(1, 9))


def test_the_register_costs_the_same_with_one_petition_and_with_three(app, stored_cast, count_queries):
    counted = []
    browser = app.test_client()
    sign_in(browser, stored_cast.accounts["receiver"])
    for more in (1, 2):
        with app.app_context():
            for _ in range(more):
                building.register(stored_cast)
            db.session.commit()
        browser.get("/petitions/")
        with count_queries() as statements:
            browser.get("/petitions/")
        counted.append(len(statements))
    assert counted[0] == counted[1]


def test_both_languages_say_it(play, stored_cast):
    ref = register(play, stored_cast)
    browser = play("chair")
    assert "Đã nhận, chờ phân loại" in browser.get(f"/petitions/{ref}").text
    with browser.session_transaction() as kept:
        kept["language"] = "en"
    assert "Received, to be screened" in browser.get(f"/petitions/{ref}").text
