"""A petition whose case is cancelled waits for a decision again, with the reason and its own day of receipt."""

from datetime import timedelta

import pytest

from tests.cast import TODAY, ago
from tests.petitions import building
from tests.petitions.building import register, screen
from tests.petitions.test_services import refused
from tests.stories import declare_team
from tracker.accounts.queries import get_actor
from tracker.cases import services as cases
from tracker.cases.queries import find_petition, get_file
from tracker.extensions import db
from tracker.petitions import queries, services
from tracker.petitions.services import Decision
from tracker.petitions.states import State
from tracker.petitions.tasks import TASKS


class Cancelling:
    """A petition, its case, and the chair who cancels it."""

    def __init__(self, cast):
        self.cast, self.chair = cast, get_actor(cast.accounts["chair"])
        self.petition = screen(cast, register(cast))
        self.case = building.accept(cast, self.petition)

    def file(self):
        return get_file(self.chair, self.case.ref)

    def issue(self):
        declare_team(self.file())
        cases.issue_case(self.chair, self.file(), "Vũ Minh Nguyệt", ago(3), TODAY)
        return self

    def cancel(self, on=None):
        ordered = cases.Ordered(on, "21-QĐ/UBKTĐU") if on else None
        cases.cancel_case(self.chair, self.file(), "Tên vụ việc sai.", TODAY, ordered)
        return self

    def waiting(self):
        """Whether the leader finds the petition among what waits for him."""
        source = next(one for one in TASKS if one.name == "screened")
        return self.petition.ref in [row.ref for row in db.session.execute(source.statement(self.chair, TODAY))]


@pytest.mark.parametrize("is_issued", [False, True])
def test_the_petition_of_a_cancelled_case_waits_for_a_decision_again(cast, is_issued):
    one = Cancelling(cast)
    accepted_on = one.petition.decided_on
    one = one.issue().cancel(ago(1)) if is_issued else one.cancel()
    assert (one.petition.state, one.petition.decided_on, one.waiting()) == (State.SCREENED, None, True)
    kept = [(row.accepted_on, row.reason, row.full_name, row.on) for row in queries.releases_of(one.petition.id)]
    assert kept == [(accepted_on, "Tên vụ việc sai.", "Vũ Minh Nguyệt", ago(1) if is_issued else TODAY)]


def test_a_new_case_of_the_petition_runs_from_the_first_receipt_and_the_old_one_still_names_it(cast):
    one = Cancelling(cast).cancel()
    anew = building.accept(cast, one.petition)
    assert (anew.clock_on, anew.petition_id) == (one.petition.received_on, one.petition.id)
    assert one.case.petition_id is None and find_petition(one.case).id == one.petition.id
    assert [row.text for row in anew.allegations] == list(building.CONTENTS)


def test_what_a_decision_cancelled_is_decided_anew_only_after_it(cast):
    one = Cancelling(cast).issue().cancel(ago(1))
    guidance = Decision(ago(1) - timedelta(days=1), "Không thuộc thẩm quyền.")
    refused(lambda: services.guide_sender(one.chair, one.petition, guidance, TODAY), field="on")
    services.guide_sender(one.chair, one.petition, Decision(ago(1), "Không thuộc thẩm quyền."), TODAY)
    assert one.petition.state is State.GUIDED


def test_what_the_sender_took_back_does_not_come_back_with_its_case(cast):
    one, receiver = Cancelling(cast), get_actor(cast.accounts["receiver"])
    services.record_withdrawal(receiver, one.petition, ago(1), "Tự nguyện, có biên bản.", False, TODAY)
    one.cancel()
    assert one.petition.state is State.WITHDRAWN and queries.releases_of(one.petition.id) == []
