"""Official numbers run from 01 without gap or duplicate, whatever fails and however many write at once."""

import hashlib
import threading
from datetime import timedelta

import pytest
from sqlalchemy.exc import IntegrityError

from tests.cast import TODAY
from tracker.accounts.queries import get_actor
from tracker.core.errors import NotVisible, RuleViolation
from tracker.documents.models import RegisteredPaper
from tracker.documents.numbering import set_groups, settings_of
from tracker.documents.queries import PaperRow
from tracker.documents.services import NewPaper, register_paper
from tracker.documents.states import PaperState, PaperType
from tracker.extensions import db
from tracker.organizations.models import Body
from tracker.organizations.queries import term_on
from tracker.organizations.states import BodyKind


def new_paper(body_id: int, kind: PaperType = PaperType.NOTICE, **changed: object) -> NewPaper:
    values = {"issued_on": TODAY, "abstract": "việc", "signer_name": "Vũ Minh Nguyệt"}
    return NewPaper(db.session.get_one(Body, body_id), kind, **values | changed)


def numbers(body_id: int, kind: PaperType) -> list[int]:
    found = db.select(RegisteredPaper.number).where(RegisteredPaper.body_id == body_id, RegisteredPaper.type == kind)
    return list(db.session.execute(found.order_by(RegisteredPaper.number)).scalars())


def test_fifty_at_once_with_forced_failures_leave_no_gap_and_no_duplicate(app, cast):
    def issue(number: int) -> None:
        with app.app_context():
            register_paper(get_actor(cast.accounts["clerk"]), new_paper(cast.bodies["commission"]))
            if number % 3:
                db.session.commit()
            else:
                db.session.rollback()

    threads = [threading.Thread(target=issue, args=(number,)) for number in range(50)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    with app.app_context():
        issued = len([number for number in range(50) if number % 3])
        assert numbers(cast.bodies["commission"], PaperType.NOTICE) == list(range(1, issued + 1))


def test_each_body_and_each_type_has_a_run_of_its_own(app, cast):
    with app.app_context():
        clerk = get_actor(cast.accounts["clerk"])
        pairs = (("commission", PaperType.NOTICE), ("commission", PaperType.DECISION), ("committee", PaperType.NOTICE))
        for body, kind in pairs:
            for _ in range(2):
                register_paper(clerk, new_paper(cast.bodies[body], kind))
            assert numbers(cast.bodies[body], kind) == [1, 2]


def test_bodies_that_write_one_sign_share_one_run(app, cast):
    with app.app_context():
        committee = db.session.get_one(Body, cast.bodies["committee"])
        same = {name: getattr(committee, name) for name in ("organization_id", "sign", "place", "seats", "authority")}
        standing = Body(
            kind=BodyKind.STANDING_COMMITTEE, name="Ban Thường vụ", letterhead_parent="", letterhead_name="", **same
        )
        db.session.add(standing)
        db.session.flush()
        clerk = get_actor(cast.accounts["clerk"])
        issued = [register_paper(clerk, new_paper(body)).number for body in (committee.id, standing.id, committee.id)]
        assert issued == [1, 2, 3]


def test_a_day_outside_every_term_is_refused_beside_its_field(app, cast):
    with app.app_context():
        clerk = get_actor(cast.accounts["clerk"])
        paper = new_paper(cast.bodies["commission"], issued_on=TODAY - timedelta(days=3000))
        with pytest.raises(RuleViolation) as refusal:
            register_paper(clerk, paper)
    assert refusal.value.field == "issued_on"


def test_a_number_below_ten_is_printed_with_a_zero():
    row = PaperRow(1, "x", PaperType.NOTICE, 7, "TB/UBKTĐU", TODAY, "", "", PaperState.ISSUED, None)
    assert row.full_number == "07-TB/UBKTĐU"


def test_the_database_refuses_an_issued_paper_without_its_bytes(app, cast):
    with app.app_context():
        paper = register_paper(get_actor(cast.accounts["clerk"]), new_paper(cast.bodies["commission"]))
        paper.state, paper.sha256 = PaperState.ISSUED, hashlib.sha256(b"").hexdigest()
        with pytest.raises(IntegrityError):
            db.session.flush()


def test_types_of_a_group_share_one_run_under_fifty_at_once_and_others_keep_theirs(app, cast):
    with app.app_context():
        clerk = get_actor(cast.accounts["clerk"])
        body = db.session.get_one(Body, cast.bodies["commission"])
        term = term_on(body.organization_id, TODAY)
        set_groups(clerk, body, term, [(PaperType.NOTICE, PaperType.REPORT)], "Quyết định số 2", TODAY)
        db.session.commit()
    kinds = (PaperType.NOTICE, PaperType.REPORT, PaperType.PLAN)

    def issue(number: int) -> None:
        with app.app_context():
            actor = get_actor(cast.accounts["clerk"])
            register_paper(actor, new_paper(cast.bodies["commission"], kinds[number % 3]))
            if number % 5:
                db.session.commit()
            else:
                db.session.rollback()

    threads = [threading.Thread(target=issue, args=(number,)) for number in range(50)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    with app.app_context():
        kept = [number for number in range(50) if number % 5]
        body_id = cast.bodies["commission"]
        shared = sorted(numbers(body_id, PaperType.NOTICE) + numbers(body_id, PaperType.REPORT))
        assert shared == list(range(1, len([number for number in kept if number % 3 < 2]) + 1))
        assert numbers(body_id, PaperType.PLAN) == list(range(1, len([n for n in kept if n % 3 == 2]) + 1))


def test_a_run_is_shared_from_a_term_on_that_has_no_number_of_its_types(app, cast):
    with app.app_context():
        clerk = get_actor(cast.accounts["clerk"])
        body = db.session.get_one(Body, cast.bodies["commission"])
        term = term_on(body.organization_id, TODAY)
        register_paper(clerk, new_paper(body.id, PaperType.DECISION))

        def share(*types: PaperType) -> None:
            set_groups(clerk, body, term, [types] if types else [], "Quyết định số 2", TODAY)

        with pytest.raises(RuleViolation):
            share(PaperType.DECISION, PaperType.PLAN)
        with pytest.raises(RuleViolation):
            share(PaperType.PLAN)
        share(PaperType.NOTICE, PaperType.REPORT)
        share()  # no number was given under it yet
        share(PaperType.NOTICE, PaperType.REPORT)
        assert register_paper(clerk, new_paper(body.id, PaperType.REPORT)).number == 1
        assert register_paper(clerk, new_paper(body.id, PaperType.NOTICE)).number == 2
        with pytest.raises(RuleViolation):
            share()
        committee = db.session.get_one(Body, cast.bodies["committee"])
        assert register_paper(clerk, new_paper(committee.id, PaperType.NOTICE)).number == 1  # another body
        assert settings_of(body.organization_id)[0].shares == ((PaperType.REPORT, PaperType.NOTICE),)
        with pytest.raises(NotVisible):
            set_groups(get_actor(cast.accounts["stranger"]), body, term, [], "x", TODAY)
