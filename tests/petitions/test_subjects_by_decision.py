"""The subjects of a case that handles a petition change by decision; the petition keeps its record, its sender stays
hidden, and nobody whom either names learns of the other."""

import pytest

from tests.cast import TODAY, ago
from tests.journeys.test_papers_of_changes import SIGNED, printed
from tests.petitions import building
from tests.petitions.building import ADDRESS, NAME, PHONE
from tests.petitions.test_relatives import NOTHING, known, tie
from tests.stories import Story, declare_team
from tests.teams.building import decision
from tracker.access import Permission
from tracker.accounts.queries import get_actor
from tracker.cases import services
from tracker.cases.queries import CaseFilter, case_rows, get_file
from tracker.cases.states import SubjectType
from tracker.core.errors import NotVisible, RuleViolation
from tracker.extensions import db
from tracker.members.queries import key_of
from tracker.petitions.queries import get_petition
from tracker.programmes.overlap import OverlapFound
from tracker.regulations.sources import Grade
from tracker.teams.services import Replacement, amend_subjects, replace_member


class Work:
    """The decided case of a petition that denounces ``secretary``."""

    def __init__(self, cast, given=None):
        self.cast = cast
        self.petition = building.screen(cast, building.register(cast, given))
        self.ref = building.accept(cast, self.petition).ref
        declare_team(self.file("head"))
        clerk = get_actor(cast.accounts["clerk"])
        services.issue_case(clerk, self.file("clerk"), "Vũ Minh Nguyệt", ago(4), TODAY)

    def file(self, name="chair"):
        return get_file(get_actor(self.cast.accounts[name]), self.ref, Permission.SEE_PAPERS)

    def change(self, *names, reason=""):
        keys = [(SubjectType.MEMBER, self.cast.members[name]) for name in names]
        chair = get_actor(self.cast.accounts["chair"])
        return amend_subjects(chair, self.file(), keys, decision(3), TODAY, reason)

    def subjects(self):
        return [row.name for row in self.file().case.subjects]

    def named(self):
        return [key_of(one) for one in get_petition(get_actor(self.cast.accounts["chair"]), self.petition.ref).subjects]


BOTH = ("secretary", "full_member")


def both(cast):
    return building.entry(cast, subjects=[f"member-{cast.members[name]}" for name in BOTH])


def sees(cast, name):
    return [row.ref for row in case_rows(get_actor(cast.accounts[name]), CaseFilter(), None)]


def test_a_decision_adds_and_takes_out_a_subject_and_the_petition_still_names_whom_it_named(cast):
    work = Work(cast, both(cast))
    before = work.named()
    work.change("secretary")
    assert (work.subjects(), work.named()) == (["Lò Văn Phượng"], before)
    work.change(*BOTH)
    assert (work.subjects(), work.named()) == (["Lò Văn Phượng", "Nguyễn Thị Đức Hạnh"], before)


def test_at_least_one_of_those_whom_the_petition_names_stays(cast):
    work = Work(cast)
    with pytest.raises(RuleViolation, match="cancel the case") as refusal:
        work.change("full_member")
    assert (refusal.value.field, [one.source for one in refusal.value.citations]) == ("subjects", ["21-QĐ/TW"])


def test_a_complaint_is_heard_of_who_complains_alone_by_its_article(cast):
    work = Work(cast, building.complaint(cast))
    with pytest.raises(RuleViolation, match="only who was disciplined complains") as refusal:
        work.change(*BOTH)
    assert [(one.source, one.grade) for one in refusal.value.citations] == [("21-QĐ/TW", Grade.UNCONFIRMED)]


def test_who_comes_is_checked_for_overlap_and_conflict_as_in_every_case(cast):
    work = Work(cast)
    Story(cast).issued(subjects=[(SubjectType.MEMBER, cast.members["full_member"])])
    with pytest.raises(OverlapFound):
        work.change(*BOTH)
    assert work.change(*BOTH, reason="Hai việc khác nhau.")
    with pytest.raises(RuleViolation) as refusal:
        work.change(*BOTH, "chair")
    assert refusal.value.field == "subjects"


def test_who_is_taken_out_still_learns_nothing_of_the_case_and_does_not_join_its_team(cast):
    work = Work(cast, both(cast))
    tie(cast, "vice_chair"), tie(cast, "bystander")
    assert sees(cast, "vice_chair") == []
    work.change("secretary")
    assert sees(cast, "vice_chair") == []
    with pytest.raises(NotVisible):
        work.file("vice_chair")
    into = Replacement(None, cast.accounts["bystander"])
    with pytest.raises(RuleViolation) as refusal:
        replace_member(get_actor(cast.accounts["chair"]), work.file(), into, decision(3), TODAY)
    assert refusal.value.field == "into"
    services.cancel_case(
        get_actor(cast.accounts["chair"]), work.file(), "Chuyển cấp trên.", TODAY, services.Ordered(ago(1), "9-QĐ")
    )
    assert sees(cast, "vice_chair") == []


@pytest.mark.parametrize("name", ["receiver", "vice_chair"])
def test_who_comes_learns_nothing_of_the_petition_any_more(cast, name):
    work = Work(cast)
    tie(cast, name)
    assert known(cast, name, work.petition)[3] is not None
    work.change(*BOTH)
    assert known(cast, name, work.petition)[:4] == NOTHING[:4]
    assert work.named() == [f"member-{cast.members['secretary']}"]


@pytest.mark.parametrize("text", [f"Theo lời {NAME}.", f"Gặp tại {ADDRESS}", f"Gọi {PHONE}"])
def test_the_text_of_the_decision_names_nobody_who_sent_the_petition(app, stored_cast, play, text):
    with app.app_context():
        case = f"/cases/{Work(stored_cast).ref}"
        db.session.commit()
    keys = [f"member-{stored_cast.members[one]}" for one in BOTH]
    refused = play("chair").submit(f"{case}/changes/subjects", SIGNED | {"subjects": keys, "why": text})
    assert (refused.status_code, 'id="why-error"' in refused.text) == (422, True)
    named = play("chair").submit(f"{case}/changes/title", SIGNED | {"title": f"nội dung theo đơn {text}"[:300]})
    assert (named.status_code, 'id="title-error"' in named.text) == (422, True)
    stopped = {"since": "01/01/2026", "reason": text, "decision": "Công văn 7", "signer": ""}
    assert 'id="reason-error"' in play("chair").submit(f"{case}/suspend", stopped).text


def test_the_pages_change_the_subjects_and_tell_of_both_records(app, stored_cast, play):
    with app.app_context():
        case = f"/cases/{Work(stored_cast).ref}"
        db.session.commit()
    chair, keys = play("chair"), [f"member-{stored_cast.members[one]}" for one in BOTH]
    assert "Đơn giữ nguyên đối tượng đã nêu" in chair.get(f"{case}/changes/subjects").text
    given = SIGNED | {"subjects": keys, "decided_on": f"{ago(3):%d/%m/%Y}", "from_on": f"{ago(3):%d/%m/%Y}"}
    assert chair.submit(f"{case}/changes/subjects", given).status_code == 303
    text = printed(app, chair, "scope_change_decision")
    assert "Nguyễn Thị Đức Hạnh" in text.split("Nay điều chỉnh thành")[1] and NAME not in text
    page = chair.get(f"{case}/petition").text
    assert "Lò Văn Phượng" in page.split("Đối tượng nêu trong đơn")[1].split("</dd>")[0]
    assert "Nguyễn Thị Đức Hạnh" not in page.split("Đối tượng nêu trong đơn")[1].split("</dd>")[0]


def test_the_page_of_a_complaint_says_why_its_subject_stays(app, stored_cast, play):
    with app.app_context():
        case = f"/cases/{Work(stored_cast, building.complaint(stored_cast)).ref}"
        db.session.commit()
    page = play("chair").get(f"{case}/changes/subjects").text
    assert "chỉ đối tượng bị kỷ luật được khiếu nại" in page and "21-QĐ/TW" in page
