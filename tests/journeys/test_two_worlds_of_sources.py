"""Nobody learns of an observation or a petition about himself, nor an outsider of either: byte for byte the same."""

import pytest

from tests.cast import Cast, build_cast
from tests.journeys.test_two_worlds import NOTHING, addresses, still_clock, values_of, walk  # noqa: F401
from tests.observations import building as observing
from tests.petitions import building as receiving
from tests.stories import Story
from tracker.extensions import db

pytestmark = pytest.mark.timeout(1800)  # every page, several people, twice

# The subject has an account and a chair's role; an observation is open to the house, a petition to very few of it.
OUTSIDERS = {
    "observation": ("subject", "stranger", "receiver"),
    "petition": ("subject", "officer", "leader", "upper_chair"),
}


@pytest.fixture
def world(app, still_clock) -> Cast:  # noqa: F811
    with app.app_context():
        cast = build_cast()
        Story(cast).opened(title="việc mở đầu")
        Story(cast, days=100).concluded(title="việc đã kết luận", overlap_reason="Nội dung khác.")
        db.session.commit()
    return cast


@pytest.mark.parametrize("source", ["observation", "petition"])
def test_an_observation_and_a_petition_change_no_byte_for_outsiders(app, world, source, backend):
    with app.app_context():
        urls = addresses(app, values_of(world))
    walking = OUTSIDERS[source] if backend == "sqlite" else OUTSIDERS[source][:2]
    before = {name: walk(app, world, name, urls) for name in walking}
    with app.app_context():
        made = observing.reported(world) if source == "observation" else receiving.register(world)
        ref = made.ref
        db.session.commit()
    own = [url.replace(NOTHING, ref) for url in urls if NOTHING in url and url.startswith(f"/{source}s/")]
    for name in walking:
        for url, answer in walk(app, world, name, urls).items():
            assert answer == before[name][url], f"{name} sees a difference at {url}"
        for url, (status, page) in walk(app, world, name, own).items():
            answer = (status, page.replace(ref.encode(), NOTHING.encode()))
            assert answer == before[name][url.replace(ref, NOTHING)], f"{name} sees something at {url}"
