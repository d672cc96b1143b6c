"""Whatever the table of a procedure does not have is refused by the page too, to somebody who may do everything.

One account holds every permission; the forms are filled in rightly, so that only the state stands in the way: the
answer is 404 or 409, and nothing of the work is written. The states are written past the services: no road leads
through all of them.
"""

from itertools import product

import pytest
from flask import Flask
from sqlalchemy import delete, select, update

from tests.cast import TODAY, Cast, ago, typed
from tests.client import PageClient, sign_in
from tests.journeys.machines import Machine, Pairs, Step, refused, refused_everywhere, taken_where_possible, token_of
from tests.petitions.test_views import register, work
from tests.programmes.building import Plan
from tests.programmes.test_pages import item
from tests.stories import Story
from tests.teams.building import make_relatives
from tracker.access import Role
from tracker.accounts.models import AccountRole
from tracker.audit import append_only
from tracker.cases import states as cases
from tracker.cases.models import Case, CaseSubject
from tracker.cases.states import SubjectType
from tracker.core import clock
from tracker.discipline import states as discipline
from tracker.discipline.models import Discipline
from tracker.documents.models import RegisteredPaper
from tracker.extensions import db
from tracker.meetings import states as meetings
from tracker.meetings.models import AgendaItem, Attendance, ItemVote, Meeting, Recusal
from tracker.meetings.services import Matter, add_matter, put_case_on_agenda
from tracker.meetings.texts import FORMAT, sha256_of, text_now
from tracker.observations import states as observations
from tracker.observations.models import Observation
from tracker.petitions import states as petitions
from tracker.petitions.models import Petition
from tracker.programmes import states as programmes
from tracker.programmes.models import PlanEntry, PlanVersion
from tracker.regulations.terms import Form

DAY = typed(ago(1))
EVERYTHING = (Role.OFFICER, Role.COMMISSION_MEMBER, Role.VICE_CHAIR, Role.CHAIR, Role.CLERK, Role.PETITION_RECEIVER)


@pytest.fixture
def master(app: Flask, stored_cast: Cast) -> PageClient:
    """The head of the team, with every role of the house besides."""
    with app.app_context():
        account = stored_cast.accounts["head"]
        held = set(db.session.scalars(select(AccountRole.role).where(AccountRole.account_id == account)))
        db.session.add_all(AccountRole(account_id=account, role=role) for role in EVERYTHING if role not in held)
        db.session.commit()
    client = app.test_client()
    sign_in(client, stored_cast.accounts["head"])
    return client


def test_every_forbidden_step_of_a_case_is_refused(app, master, stored_cast):
    with app.app_context():
        story = Story(stored_cast).adopted()
        db.session.commit()
    at, chair = f"/cases/{story.ref}", str(stored_cast.accounts["chair"])
    decision = {"decision": "12-QĐ/UBKTĐU", "reason": "theo chỉ đạo"}
    notice = {"issued_on": DAY, "signer": chair, "recipients": "Lưu hồ sơ"}
    placing = {"archived_on": typed(TODAY), "box": "7", "shelf": "2", "for_ever": "1", "reason": "Đã giải thể."}
    action = cases.Action
    steps = {
        action.ISSUE: Step(f"{at}/issue", {"decision_on": typed(ago(39)), "signer": chair}),
        action.LAUNCH: Step(f"{at}/launch", {"launched_on": typed(ago(30)), "note": "tại trụ sở"}),
        action.REPORT: Step(f"{at}/report", {"reported_on": DAY}),
        action.RETURN: Step(f"/sessions/return/{story.ref}", {}),
        action.CONCLUDE: Step(f"{at}/conclusion/issue", notice),
        action.FOLLOW_UP: Step(f"{at}/follow-up/start", {}),
        action.ARCHIVE: Step(f"{at}/dossier/archive", placing),
        action.REOPEN: Step(f"{at}/dossier/reopen", decision | {"on": DAY}),
        action.SUSPEND: Step(f"{at}/suspend", decision | {"since": DAY}),
        action.RESUME_ISSUED: Step(f"{at}/resume", {"until": DAY}),
        action.RESUME_CONDUCTING: Step(f"{at}/resume", {"until": DAY}),
        action.CANCEL: Step(f"{at}/cancel", decision | {"decided_on": DAY}),
    }
    assert set(steps) == set(action)

    def put(state: cases.State, _action: object) -> None:
        ended = state in cases.ESTABLISHED_STATES
        from_state = cases.State.CONDUCTING if state is cases.State.SUSPENDED else None
        values = {"state": state, "concluded_on": ago(5) if ended else None, "suspended_from": from_state}
        db.session.execute(update(Case).values(**values))

    machine = Machine(cases.TRANSITIONS, cases.State, steps, Case, put)
    assert refused_everywhere(app, master, machine) == 9 * 12 - 18
    taken_where_possible(
        app,
        master,
        machine,
        (cases.State.DRAFT, action.ISSUE),
        (cases.State.ISSUED, action.LAUNCH),
        (cases.State.CONDUCTING, action.SUSPEND),
        (cases.State.CONCLUDED, action.FOLLOW_UP),
        (cases.State.ARCHIVED, action.REOPEN),
        (cases.State.CONDUCTING, action.REPORT),
        (cases.State.DRAFT, action.CANCEL),
    )


def test_every_forbidden_step_of_a_discipline_record_is_refused(app, master, stored_cast):
    with app.app_context():
        story = Story(stored_cast)
        record = story.voted({"none": 0, "reprimand": 0, "warning": 5, "removal": 0, "expulsion": 0})
        record.decided_form, record.decided_on, record.announced_on, record.referred_on = Form.WARNING, *[ago(3)] * 3
        record.paper_id, record.ends_on = db.session.scalars(select(RegisteredPaper.id)).first(), ago(-300)
        ballot = record.agenda_item_id
        db.session.commit()
    at, action = f"/cases/{story.ref}/discipline/1", discipline.Action
    heard = {"self_criticism_on": typed(ago(9)), "self_criticism": "Tôi nhận.", "heard_on": typed(ago(8))}
    decided = {"issued_on": DAY, "signer": str(stored_cast.accounts["chair"])}
    decided |= {"executors": "Chi bộ", "recipients": "Lưu hồ sơ", "override_reason": "Theo phân cấp."}
    steps = {
        action.REVIEW: Step(f"{at}/review", heard | {"heard_by": "Phạm Đăng Ninh", "hearing": "Không."}),
        action.POSTPONE: Step(f"{at}/postpone", {"ground": "nằm viện", "evidence": "Giấy ra viện", "since": DAY}),
        action.RESUME_PROPOSED: Step(f"{at}/resume", {"ended_on": DAY}),
        action.RESUME_REVIEWING: Step(f"{at}/resume", {"ended_on": DAY}),
        action.VOTE: Step(f"{at}/vote", dict.fromkeys(("none", "reprimand", "removal", "expulsion"), "0")),
        action.REVOTE: Step(f"{at}/revote", {}),
        action.ANNUL_BALLOT: Step(f"{at}/annul-ballot", {"reason": "Ghi nhầm số phiếu."}),
        action.REFRAIN: Step(f"{at}/refrain", {}),
        action.BAR: Step(f"{at}/bar", {}),
        action.EXEMPT: Step(f"{at}/exempt", {"reason": "miễn kỷ luật"}),
        action.LAPSE: Step(f"{at}/lapse", {"reason": "Kỳ họp không thống nhất."}),
        action.DECIDE: Step(f"{at}/decide", decided),
        action.ANNOUNCE: Step(f"{at}/announce", {"announced_on": DAY, "announcement": "tại Chi bộ"}),
        action.REFER: Step(f"{at}/refer", {"referred_on": DAY, "referred_to": "Đảng uỷ", "override_reason": "x"}),
        action.REFER_UNVOTED: Step(
            f"{at}/refer-unvoted", {"referred_on": DAY, "referred_to": "Đảng uỷ", "reason": "x"}
        ),
        action.ANSWER: Step(f"{at}/answer", {"answered_on": DAY, "document": "CV 9", "form": "none"}),
        action.TAKE_BACK: Step(f"{at}/take-back", {"answered_on": DAY, "document": "CV 9", "note": "Làm rõ."}),
    }
    assert set(steps) == set(action) - discipline.AUTOMATIC

    def put(state: discipline.State, what: discipline.Action) -> None:
        lapses = what is action.LAPSE
        approved = {"approved_on": ago(12), "approved_by": "x", "clear_ground": "x", "named_form": Form.WARNING}
        values = approved | {"state": state, "bar_verdict": None, "combined": lapses, "agenda_item_id": ballot}
        # a record of the combined procedure is under review before its subject is heard
        db.session.execute(update(Discipline).values(**values, heard_on=None if what is action.REVIEW else ago(8)))
        outcome = cases.Outcome.SHORTCOMINGS if lapses else cases.Outcome.MUST_DISCIPLINE
        db.session.execute(update(CaseSubject).values(outcome=outcome))

    machine = Machine(discipline.TRANSITIONS, discipline.State, steps, Discipline, put)
    assert refused_everywhere(app, master, machine) == len(machine.forbidden()) > 90
    states = discipline.State
    right = (states.PROPOSED, action.REVIEW), (states.DECIDED, action.ANNOUNCE), (states.REVIEWING, action.POSTPONE)
    right += (states.REFERRED, action.ANSWER), (states.REFERRED, action.TAKE_BACK)
    right += tuple((state, action.LAPSE) for state in (states.REVIEWING, states.POSTPONED, states.VOTED))
    taken_where_possible(app, master, machine, *right, (states.REVIEWING, action.REVIEW))
    # the table has the step for who is not heard yet: now the hearing is recorded
    refused(app, master, machine, (states.REVIEWING, action.REVIEW), token_of(master))
    taken_where_possible(app, master, machine, (states.VOTED, action.ANNUL_BALLOT))


def test_every_forbidden_step_of_a_petition_is_refused(app, master, play, stored_cast):
    at, action = f"/petitions/{register(play, stored_cast)}", petitions.Action
    ground = {"on": DAY, "note": "Đã xem xét.", "ground": "not_specific"}
    handled = work(stored_cast) | {"title": "nội dung tố cáo", "basis_text": "Đơn số 1", "accepted_on": DAY}
    steps = {
        action.SCREEN: Step(f"{at}/screen", {"on": DAY, "proposal": "accept", "note": "Đủ điều kiện."}),
        action.ACCEPT: Step(f"{at}/accept", handled),
        action.FORWARD: Step(f"{at}/forward", {"to": "Đảng uỷ", "on": DAY, "paper": "CV 7", "note": "Thẩm quyền."}),
        action.GUIDE: Step(f"{at}/guide", {"on": DAY, "paper": "", "note": "Gửi đúng nơi."}),
        action.FILE: Step(f"{at}/file", ground),
        action.WITHDRAW: Step(f"{at}/withdrawal", {"on": DAY, "note": "Tự nguyện rút."}),
    }
    assert set(steps) == set(action) - petitions.AUTOMATIC

    def put(state: petitions.State, _action: object) -> None:
        values = {
            "state": state,
            "decided_on": ago(2),
            "decided_by": stored_cast.accounts["chair"],
            "forwarded_to": "Đảng uỷ",
            "ground": "false_name",
            "withdrawn_on": ago(2),
        }
        db.session.execute(update(Petition).values(**values))

    machine = Machine(petitions.TRANSITIONS, petitions.State, steps, Petition, put)
    assert refused_everywhere(app, master, machine) == 7 * 6 - 8
    states = petitions.State
    right = (states.RECEIVED, action.SCREEN), (states.SCREENED, action.FORWARD), (states.SCREENED, action.FILE)
    taken_where_possible(app, master, machine, *right, (states.SCREENED, action.ACCEPT))


def test_every_forbidden_step_of_an_observation_is_refused(app, master, stored_cast):
    note = {
        "observed_on": typed(ago(30)),
        "subjects": [f"org-{stored_cast.organizations['cell']}"],
        "area": "Sinh hoạt chi bộ",
        "source": "meeting",
        "content": "Chi bộ bỏ họp hai tháng liền.",
        "assessment": "signs",
    }
    at, action = master.submit("/observations/new", note).location, observations.Action
    opened = work(stored_cast) | {"title": "việc sinh hoạt", "basis_text": "Giám sát", "contents": ["org.resolutions"]}
    opened |= {"body": str(stored_cast.bodies["commission"]), "kind": "violation_inspection"}
    opened |= {"subjects": note["subjects"], "opinion": "Đồng ý."}
    steps = {
        action.REPORT: Step(f"{at}/report", {"on": DAY}),
        action.REMIND: Step(f"{at}/remind", {"opinion": "Nhắc nhở."}),
        action.WATCH: Step(f"{at}/watch", {"opinion": "Theo dõi."}),
        action.ESCALATE: Step(f"{at}/case", opened),
    }
    assert set(steps) == set(action) - observations.AUTOMATIC

    def put(state: observations.State, _action: object) -> None:
        values = {"state": state, "reported_on": ago(2), "decided_on": ago(2)}
        db.session.execute(update(Observation).values(**values, decided_by=stored_cast.accounts["chair"], opinion="x"))

    machine = Machine(observations.TRANSITIONS, observations.State, steps, Observation, put)
    assert refused_everywhere(app, master, machine) == 5 * 4 - 6
    states = observations.State
    taken_where_possible(app, master, machine, (states.NOTED, action.REPORT), (states.REPORTED, action.ESCALATE))


def test_every_forbidden_step_of_a_programme_is_refused(app, master, stored_cast):
    with app.app_context():
        plan = Plan(stored_cast).drafted({"quarter": 1})
        db.session.commit()
    at, action, states = plan.url, programmes.Action, programmes.State
    entry = item(plan, overlap_reason="Khác.")
    approval = {"approved_on": typed(TODAY), "signer": str(stored_cast.accounts["chair"]), "paper_number": "3-CTr"}
    steps = {
        action.SUBMIT: Step(f"{at}/submit", {}),
        action.RETURN: Step(f"{at}/return", {"reason": "Bổ sung."}),
        action.APPROVE: Step(f"{at}/approve", approval),
        action.WITHDRAW: Step(f"{at}/withdraw", {}),
        action.CLOSE: Step(f"{at}/close", {"note": "Hết năm."}),
        "adjust": Step(f"{at}/adjust", {"document": "Thông báo số 12-TB/ĐU", "reason": "Theo chỉ đạo."}),
        "add": Step(f"{at}/items/new", entry),
        "change": Step(f"{at}/items/1", entry, PlanEntry),
        "remove": Step(f"{at}/items/1/remove", {"reason": "Trùng."}, PlanEntry),
    }
    assert set(steps) - {"adjust", "add", "change", "remove"} == set(action) - {action.REPLACE}
    taken = {pair for pair in product(states, action) if programmes.TRANSITIONS.find(*pair)}
    taken |= {(states.APPROVED, "adjust"), *product([states.DRAFT], ["add", "change", "remove"])}

    def put(state: programmes.State, _action: object) -> None:
        values = {"number": 2, "adjusting_document": "x", "submitted_by": None, "submitted_on": ago(2)}
        values |= {"approved_by": stored_cast.accounts["chair"], "approved_on": ago(1), "closed_on": ago(1)}
        values |= {"paper_number": "1-CTr", "signer_name": "x", "state": state}
        db.session.execute(update(PlanVersion).values(**values))

    machine = Machine(Pairs(frozenset(taken)), states, steps, PlanVersion, put)
    assert refused_everywhere(app, master, machine) == 6 * 9 - 9
    # nobody approves what he changed himself: the items come after the approval, and the adjustment last
    right = (states.SUBMITTED, action.APPROVE), (states.SUBMITTED, action.RETURN), (states.DRAFT, action.SUBMIT)
    right += (states.DRAFT, action.WITHDRAW), (states.APPROVED, action.CLOSE), (states.DRAFT, "change")
    right += (states.DRAFT, "remove"), (states.DRAFT, "add"), (states.APPROVED, "adjust")
    taken_where_possible(app, master, machine, *right)


def test_every_forbidden_step_of_a_session_and_of_its_vote_is_refused(app, master, stored_cast):
    with app.app_context():
        story = Story(stored_cast).reported()
        meeting = story.meeting(12)
        at, clerk = f"/sessions/{meeting.ref}", story.actor("clerk")
        for title in ("Việc thứ nhất", "Việc thứ hai"):
            about = add_matter(clerk, meeting, Matter(title, "Dự thảo."))
        # of the other item the second on the list is a relative of the subject
        subject = [(SubjectType.MEMBER, stored_cast.members["full_member"])]
        other = Story(stored_cast).reported(subjects=subject, overlap_reason="Khác.", title="việc khác")
        related = put_case_on_agenda(clerk, meeting, other.papers("clerk").case)
        story.attended(meeting)
        make_relatives(stored_cast, "full_member", "officer")
        seat = update(Attendance).where(Attendance.number == 2)
        db.session.execute(seat.values(member_id=stored_cast.members["officer"]))
        kept, kept_id = f"{at}/items/{related.ref}", related.id
        url, item_id, now = f"{at}/items/{about.ref}", about.id, text_now(about)
        db.session.commit()
    people = {f"people-{n}-name": f"Uỷ viên {n + 1}" for n in range(5)} | {
        f"people-{n}-part": "member" for n in range(5)
    }
    people |= {f"people-{n}-present": "y" for n in range(5)}
    votes = {"votes_for": "4", "votes_against": "0", "votes_blank": "0", "result": "adopted", "resolution": "Nhất trí."}
    paper = {"issued_on": typed(ago(11)), "signer": str(stored_cast.accounts["chair"])}
    steps = {
        "open": Step(f"{url}/open", {"method": "hands"}),
        "recuse": Step(f"{url}/recuse", {"person": "2", "reason": "Người thân", "article": "Điều 5"}),
        "withdraw": Step(f"{url}/recusals/1/withdraw", {}),
        "keep": Step(f"{kept}/keep", {"person": "2", "reason": "Không có lợi ích chung."}),
        "off": Step(f"{url}/off", {"reason": "Chờ bổ sung."}),
        "up": Step(f"{url}/up", {}),
        "hands": Step(f"{url}/vote", votes),
        "ballot": Step(f"{url}/vote", votes | {"issued": "4", "invalid": "0"}),
        "annul": Step(f"{url}/annul", {"reason": "Văn bản đã đổi."}),
        "change": Step(f"{url}/change", {"title": "Việc khác", "draft": "Dự thảo khác."}),
        "attendance": Step(f"{at}/attendance", people, Meeting),
        "matter": Step(f"{at}/matters/new", {"title": "Việc khác", "draft": "Dự thảo."}, Meeting),
        "case": Step(at, {"case": story.ref}, Meeting),
        "cancel": Step(f"{at}/cancel", {"reason": "Bão."}, Meeting),
        "minutes": Step(f"{at}/minutes", {"resolution": "Thông qua."}, Meeting),
        "addendum": Step(f"{at}/addendum", {"text": "Có mặt 4.", "reason": "Ghi nhầm"}, Meeting),
        "issue_minutes": Step(f"{at}/minutes/issue", paper, Meeting),
        "issue_resolution": Step(f"{at}/resolution/issue", paper, Meeting),
    }
    (planned, held, cancelled), vote = meetings.SessionState, meetings.VoteState
    every, closing, annulling = (None, *vote), meetings.VoteAction.CLOSE, meetings.VoteAction.ANNUL
    while_vote = {
        ("open", "recuse", "withdraw", "up", "off", "attendance", "cancel"): (None, vote.VOID),
        ("keep",): (None, vote.VOID, vote.OPEN),
        ("hands", "ballot"): tuple(one for one in vote if meetings.VOTE_TRANSITIONS.find(one, closing)),
        ("annul",): tuple(one for one in vote if meetings.VOTE_TRANSITIONS.find(one, annulling)),
        ("change", "matter", "case", "minutes"): every,
    }
    after = "addendum", "issue_minutes", "issue_resolution"
    taken = {((planned, one), what) for names, ones in while_vote.items() for one, what in product(ones, names)}
    taken |= {((held, one), what) for one, what in product(every, after)}

    def put(state: tuple[meetings.SessionState, meetings.VoteState | None], what: str) -> None:
        append_only.remove(db.session.connection())  # what is only added to in life is set anew here
        meeting_values = {"state": state[0], "present": 5, "resolution": "x"}
        meeting_values |= {"cancel_reason": "x", "cancelled_on": ago(1)}
        db.session.execute(update(Meeting).values(**meeting_values))
        for table in (ItemVote, Recusal):
            db.session.execute(delete(table))
        # one version for all items, whichever the form is of
        result = meetings.Result.ADOPTED if state[1] is vote.CLOSED else None
        db.session.execute(update(AgendaItem).values(version=1, result=result, draft="Dự thảo."))
        first = db.session.scalars(select(Attendance.id).where(Attendance.number == 1)).one()
        db.session.add(Recusal(item_id=item_id, attendance_id=first, reason="x", article="Điều 5"))
        if state[1] is not None:
            frozen = "Văn bản cũ" if what == "annul" else now
            method = meetings.Method.BALLOT if what == "ballot" else meetings.Method.HANDS
            about_id = kept_id if what == "keep" else item_id
            row = {"item_id": about_id, "number": 1, "state": state[1], "method": method, "text": frozen}
            row |= {"sha256": sha256_of(frozen), "text_format": FORMAT, "members": 4, "present": 4, "void_reason": "x"}
            by = {"opened_by": stored_cast.accounts["clerk"], "opened_at": clock.now(), "closed_at": clock.now()}
            db.session.add(ItemVote(**row, **by))

    machine = Machine(
        Pairs(frozenset(taken)), tuple(product((planned, held, cancelled), every)), steps, AgendaItem, put
    )
    assert refused_everywhere(app, master, machine) == len(machine.forbidden()) == 12 * 18 - len(taken)
    right = [((planned, one), what) for what in ("open", "recuse", "withdraw") for one in (None, vote.VOID)]
    right += [((planned, one), "keep") for one in (None, vote.VOID, vote.OPEN)]
    right += [((planned, vote.OPEN), what) for what in ("hands", "ballot", "annul")]
    right += [((planned, vote.CLOSED), what) for what in ("annul", "minutes")]
    right += [((planned, None), what) for what in ("up", "attendance", "matter", "case", "off", "cancel")]
    taken_where_possible(app, master, machine, *right, *(((held, vote.CLOSED), what) for what in after))
