"""Whose responsibility is examined with a disciplined subject, and what of it a reader may open."""

import pytest

from tests.cast import TODAY, Cast, ago
from tests.discipline.test_execution import REVIEWED, lacking, waiting
from tests.discipline.test_referral import DECIDED, REPLY, referred
from tests.discipline.test_votes import clerks
from tests.stories import Story
from tracker.cases.states import SubjectType
from tracker.core.errors import Conflict
from tracker.discipline import queries, services
from tracker.extensions import db
from tracker.findings.queries import get_finding
from tracker.members.models import Post

DISSOLVED = {"none": 0, "reprimand": 0, "warning": 5, "dissolution": 0}


@pytest.fixture
def story(world: Cast) -> Story:
    return Story(world)


def headed(story: Story, member: str, since: int, until: int | None) -> None:
    cell, who = story.cast.organizations["cell"], story.cast.members[member]
    end = None if until is None else ago(until)
    db.session.add(Post(member_id=who, organization_id=cell, title="Bí thư chi bộ", since=ago(since), until=end))
    db.session.flush()


def test_the_organization_is_named_with_who_headed_it_when_it_violated(story):
    cell = {"subjects": [(SubjectType.ORGANIZATION, story.cast.organizations["cell"])], "contents": ["org.cadres"]}
    record = story.announced(DISSOLVED, **cell)
    db.session.query(Post).filter_by(organization_id=story.cast.organizations["cell"]).delete()
    headed(story, "full_member", 900, 600)
    headed(story, "secretary", 599, None)
    get_finding(record.case_id, 1).committed_on = ago(700)
    db.session.flush()
    chain = queries.chain_of(story.actor("chair"), record)
    (link,) = chain.links
    assert (chain.on, chain.is_violation, chain.member) == (ago(700), True, None)
    assert [head.member_id for head in link.heads] == [story.cast.members["full_member"]]
    assert link.organization_id == story.cast.organizations["cell"]
    hidden = queries.chain_of(story.actor("stranger"), record).links[0]
    assert (hidden.heads, hidden.hidden, hidden.organization_id) == ((), 1, None)


def test_a_disciplined_member_is_named_with_the_organization_in_which_the_post_was_held(story):
    record = story.announced({"none": 0, "reprimand": 0, "warning": 5, "removal": 0, "expulsion": 0})
    chain = queries.chain_of(story.actor("chair"), record)
    assert (chain.on, chain.is_violation) == (get_finding(record.case_id, 1).committed_on, True)
    assert chain.member.member_id == record.subject.member_id
    assert chain.links and all(link.name for link in chain.links)


def test_without_a_day_of_the_violation_the_chain_stands_as_on_the_day_of_the_decision_and_says_so(story):
    cell = {"subjects": [(SubjectType.ORGANIZATION, story.cast.organizations["cell"])], "contents": ["org.cadres"]}
    record = story.announced(DISSOLVED, **cell)
    finding = get_finding(record.case_id, 1)
    finding.committed_on = finding.committed_from = finding.edition = None
    db.session.flush()
    chain = queries.chain_of(story.actor("chair"), record)
    assert (chain.on, chain.is_violation) == (record.decided_on, False)


def test_a_decision_of_another_body_asks_for_the_same_review_of_the_chain(world):
    story, record = referred(world)
    head, examined = story.actor("head"), services.Examined(TODAY, "Đã kiểm điểm chi uỷ.")
    with pytest.raises(Conflict):
        services.review_responsibility(head, story.file("head"), record, examined, TODAY)
    assert REVIEWED not in lacking(story) and queries.chain_of(head, record) is None
    services.record_answer(*clerks(story, record), REPLY, DECIDED, TODAY)
    assert lacking(story)[REVIEWED] == (record.subject.name,)
    assert waiting(story, "head") == {"review"}
    finding = get_finding(record.case_id, 1)
    finding.committed_on = finding.committed_from = finding.edition = None
    assert queries.chain_of(head, record).on == DECIDED.decided_on
    services.review_responsibility(head, story.file("head"), record, examined, TODAY)
    assert lacking(story)[REVIEWED] == () and waiting(story, "head") == set()


def test_where_another_body_decided_against_discipline_nothing_is_asked_of_the_chain(world):
    story, record = referred(world)
    services.record_answer(*clerks(story, record), REPLY, services.OtherDecision(None), TODAY)
    assert REVIEWED not in lacking(story) and waiting(story, "head") == set()
    with pytest.raises(Conflict):
        services.review_responsibility(
            story.actor("head"), story.file("head"), record, services.Examined(TODAY, "Thừa."), TODAY
        )
