"""A case whose discipline is considered together with the work, from its opening to the archive, through the pages."""

import pytest

from tests.cast import ago, typed
from tests.journeys import road
from tests.journeys.road import Browser, Road, done
from tests.sittings import items_of, listed

pytestmark = pytest.mark.usefixtures("troubled")

BALLOTS = {"none": "0", "reprimand": "1", "warning": "4", "removal": "0", "expulsion": "0"}


class Disciplined(Road):
    """An inspection on signs of violation of one member who must be disciplined."""

    def inspected(self) -> "Disciplined":
        """From the opening to the report of the team."""
        self.opened("violation_inspection", [self.person("secretary")], basis="observation")
        self.issued().launched().stepped()
        self.violation(1, "violation.ethics")
        self.judged(1, "must_discipline", "serious").reported()
        return self

    def proposal(self) -> dict[str, object]:
        """What a proposal of discipline says."""
        reasons = {"reason": "Vi phạm nghiêm trọng, đã tự nhận.", "override_reason": "Theo phân cấp của Đảng uỷ."}
        return {"base_form": "warning", "form": "warning", "holds_post": "y", "body": str(self.body), **reasons}

    def heard(self, on: int) -> None:
        """The head records the self-criticism and the hearing."""
        said = {"self_criticism": "Tôi nhận khuyết điểm.", "heard_by": "Phạm Đăng Ninh", "hearing": "Không có ý kiến."}
        days = {"self_criticism_on": typed(ago(on + 1)), "heard_on": typed(ago(on))}
        self.send(self.head, self.case, "/discipline/1/review", said | days)

    def session(self, on: int) -> str:
        """The clerk plans a session of the commission."""
        new = {"title": "Kỳ họp thứ 13", "held_on": typed(ago(on)), "place": "Trụ sở", "chair_name": "Vũ Minh Nguyệt"}
        return self.send(self.clerk, "/sessions/", "/new", new | {"body": str(self.body)})

    def put_before(self, session: str) -> None:
        """The head puts the discipline on the agenda."""
        self.send(self.head, self.case, "/discipline/1/agenda", {"meeting": session.rsplit("/", maxsplit=1)[-1]})

    def decided(self) -> "Disciplined":
        """The clerk issues the decision and the minutes of the ballot, and carries the decision out."""
        url = self.link(self.clerk, self.case, "/discipline/1/decide")
        signer = road.first_choice(self.play(self.clerk), url, "signer")
        self.send(self.clerk, self.case, "/discipline/1/decide", {"issued_on": typed(ago(2)), "signer": signer})
        self.send(
            self.clerk, self.case, "/discipline/1/minutes", {"issued_on": typed(ago(2)), "teller_head": "Tòng Văn A"}
        )
        told = {"announced_on": typed(ago(1)), "announcement": "tại Chi bộ"}
        self.send(self.clerk, self.case, "/discipline/1/announce", told)
        self.executed()
        return self


@pytest.fixture
def case(play: Browser, stored_cast) -> Disciplined:
    """The inspection once its team has reported."""
    return Disciplined(play, stored_cast).inspected()


def test_one_session_adopts_the_conclusion_and_the_discipline_of_a_combined_case(case: Disciplined):
    combined = {"clear_ground": "Biên bản ngày 10.", "named_form": "reprimand", "approved_by": "Thường trực Uỷ ban"}
    approved = combined | {"approved_on": typed(ago(10))}
    case.send("head", case.case, "/discipline/combine/1", case.proposal() | approved)
    case.heard(9)
    clerk, session = case.play("clerk"), case.session(8)
    done(clerk.submit(session, {"case": case.case.rsplit("/", maxsplit=1)[-1]}))
    case.put_before(session)
    listed(clerk, session)
    first, second = dict.fromkeys(items_of(clerk, session))
    done(clerk.submit(f"{first}/open", {"method": "hands"}))
    votes = {"votes_for": "5", "votes_against": "0", "votes_blank": "0", "result": "adopted", "resolution": "Nhất trí."}
    case.send("clerk", first, "/vote", votes)
    done(clerk.submit(f"{second}/open", {"method": "ballot"}))
    case.send("clerk", case.case, "/discipline/1/vote", BALLOTS)
    case.send("clerk", session, "/minutes", {"resolution": "Thông qua kết luận, bỏ phiếu kỷ luật."})
    assert not case.wants("clerk", case.case, "/discipline/1/decide")
    case.concluded().decided().followed_up()
    text = case.archived(["proposal_vote"])
    assert "Tự kiểm điểm" in text and "Hội nghị biểu quyết đề nghị kỷ luật" in text
