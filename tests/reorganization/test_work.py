"""What is open when an organization ends has an owner: petitions, observations, programmes, complaints; the heir reads
what is closed."""

import pytest

from tests.cast import TODAY, ago
from tests.observations import building as observing
from tests.petitions import building as petitioning
from tests.petitions.building import VAULT
from tests.reorganization.building import account, bodies, merge
from tests.stories import Story
from tracker.access import Relation, Role
from tracker.accounts.queries import get_actor
from tracker.appeals import queries as appeals
from tracker.appeals import services as complaining
from tracker.appeals.models import Appeal
from tracker.appeals.states import Channel
from tracker.cases.models import Case
from tracker.cases.queries import get_file
from tracker.cases.states import State
from tracker.core.errors import NotVisible
from tracker.dossiers.services import reopen_case
from tracker.extensions import db
from tracker.observations.queries import get_observation
from tracker.organizations.states import BodyKind
from tracker.petitions.models import IdentityReveal
from tracker.petitions.queries import PetitionFilter, get_petition, petition_rows
from tracker.petitions.services import reveal_identity
from tracker.petitions.states import Action
from tracker.programmes import services as planning
from tracker.programmes.models import Programme
from tracker.programmes.queries import get_programme
from tracker.programmes.states import ProgrammeType
from tracker.reorganization.models import CaseHandover

VOTES = {"none": 0, "reprimand": 0, "warning": 5, "removal": 0, "expulsion": 0}
ACCEPTED = complaining.Acceptance(TODAY, "Theo hướng dẫn của cấp trên.")


@pytest.fixture
def commission(world, heir) -> int:
    return bodies(world, "other_ward")[BodyKind.COMMISSION]


def test_an_open_petition_passes_with_its_number_and_the_heir_sees_the_sender_on_record(world, heir, commission):
    receiver = get_actor(account(commission, "receiver2", Role.PETITION_RECEIVER))
    theirs = petitioning.register(world)
    with pytest.raises(NotVisible):
        get_petition(receiver, theirs.ref)
    merge(world, heir)
    petition = get_petition(receiver, theirs.ref)
    assert (petition.body_id, petition.register_body_id, petition.grassroots_id) == (
        commission, world.bodies["commission"], heir.id,
    )  # fmt: skip
    assert reveal_identity(receiver, petition, "Mời làm việc.", VAULT, TODAY).name == petitioning.NAME
    assert db.session.query(IdentityReveal.account_id).all() == [(receiver.user_id,)]


def test_the_heirs_register_numbers_on_beside_the_old_one(world, heir, commission):
    receiver = get_actor(account(commission, "receiver2", Role.PETITION_RECEIVER))
    petitioning.register(world)
    merge(world, heir)
    own = petitioning.services.register_petition(receiver, commission, petitioning.entry(world, subjects=[
        f"member-{world.members['outsider']}"]), petitioning.WHO, VAULT, TODAY)  # fmt: skip
    rows = petition_rows(receiver, PetitionFilter(), None)
    assert [(row.number, row.old_register) for row in rows] == [
        (own.number, ""), (1, "Uỷ ban Kiểm tra Đảng uỷ phường Điện Biên Phủ"),
    ]  # fmt: skip


def test_a_closed_petition_stays_and_the_heir_reads_it(world, heir, commission):
    petition = petitioning.screen(world, petitioning.register(world), Action.GUIDE)
    decision = petitioning.services.Decision(ago(4), "Gửi cơ quan có thẩm quyền.")
    petitioning.services.guide_sender(get_actor(world.accounts["chair"]), petition, decision, TODAY)
    merge(world, heir)
    chair = get_actor(account(commission, "chair2", Role.CHAIR))
    assert get_petition(chair, petition.ref).body_id == world.bodies["commission"]
    with pytest.raises(NotVisible):
        get_petition(get_actor(account(commission, "officer2", Role.OFFICER)), petition.ref)


def test_observations_pass_open_and_are_read_closed(world, heir, commission):
    waiting, closed = observing.reported(world), observing.reported(world, area="Chợ")
    observing.services.remind(get_actor(world.accounts["chair"]), closed, "Nhắc nhở.", TODAY)
    merge(world, heir)
    chair = get_actor(account(commission, "chair2", Role.CHAIR))
    assert get_observation(chair, waiting.ref).body_id == commission
    assert get_observation(chair, closed.ref).body_id == world.bodies["commission"]
    observing.services.remind(chair, get_observation(chair, waiting.ref), "Nhắc nhở.", TODAY)


def test_a_running_programme_passes_beside_that_of_the_heir_and_keeps_its_address(world, heir, commission):
    def draft(name: str, body: int) -> Programme:
        new = planning.NewProgramme(body, ProgrammeType.YEARLY, TODAY.year, TODAY.year)
        return planning.draft_programme(get_actor(world.accounts[name]), new, TODAY)

    old, own = draft("officer", world.bodies["commission"]), draft("stranger", commission)
    moved = merge(world, heir)
    assert (moved.programmes, old.body_id, own.body_id) == (1, commission, commission)
    file = get_programme(get_actor(world.accounts["stranger"]), world.bodies["commission"], old.period)
    assert (file.programme.id, file.own) == (old.id, True)


def complaint(story: Story, record) -> Appeal:
    new = complaining.NewAppeal(
        True, "Lò Văn Phượng", TODAY, appeals.decided_last(record), Channel.DIRECT, "Đề nghị xem xét.",
        story.cast.bodies["committee"],
    )  # fmt: skip
    return complaining.receive_appeal(story.actor("clerk"), story.papers("clerk"), record, new, TODAY)


def test_an_open_complaint_is_heard_by_the_heir_and_its_decision_issued_there(world, heir):
    story = Story(world)
    record = story.announced(VOTES)
    appeal = complaint(story, record)
    merge(world, heir)
    assert appeal.hearing_body_id == bodies(world, "other_ward")[BodyKind.COMMITTEE]
    assert appeals.is_issued_here(story.papers("clerk"), appeal)
    assert world.bodies["committee"] not in {row.body.id for row in appeals.hearing_bodies(record)}
    assert appeals.filed_of(appeal).place == "same"


def test_the_heirs_chair_accepts_a_complaint_in_an_archived_case_and_has_it_then(world, heir, commission):
    story = Story(world)
    record = story.announced(VOTES)
    appeal = complaint(story, record)
    case = story.file("head").case
    case.state, case.archived_on = State.ARCHIVED, ago(0)
    db.session.flush()
    merge(world, heir)
    assert db.session.get_one(Case, case.id).body_id == world.bodies["commission"]
    chair = get_actor(account(commission, "chair2", Role.CHAIR))
    file = get_file(chair, story.ref)
    assert Relation.CHAIR in file.relations
    complaining.accept_appeal(chair, file, appeal, ACCEPTED, reopen_case, TODAY)
    assert (file.case.state, file.case.body_id) == ("follow_up", commission)
    assert db.session.query(CaseHandover.from_body_id).all() == [(world.bodies["commission"],)]


def test_of_what_passes_only_that_is_counted_which_the_reader_may_know_of(world, heir):
    petitioning.register(world)
    observing.reported(world)
    moved = merge(world, heir, actor=get_actor(world.accounts["upper_officer"]))
    assert (moved.petitions, moved.observations) == (0, 0)


def test_the_program_itself_counts_all(world, heir):
    petitioning.register(world)
    observing.reported(world)
    moved = merge(world, heir)
    assert (moved.petitions, moved.observations, moved.complaints) == (1, 1, 0)
