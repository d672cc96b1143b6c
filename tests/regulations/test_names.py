"""What organizations and committees of a level are called on a date, and how surely that is known."""

import itertools
from datetime import date

import pytest

from tracker.core.errors import RuleViolation
from tracker.regulations.names import NAME_ROWS, Named, find_name
from tracker.regulations.sources import Grade
from tracker.regulations.terms import Level

GRASSROOTS = [
    (date(2025, 6, 30), "đảng uỷ cơ sở", Grade.A),
    (date(2025, 7, 1), "đảng uỷ xã, phường, đặc khu; đảng uỷ cơ sở khác", Grade.C),
    (date(2026, 7, 25), "đảng uỷ xã, phường, đặc khu; đảng uỷ cơ sở khác", Grade.C),
    (date(2026, 7, 26), "đảng uỷ xã, phường, đặc khu", Grade.B),
]


@pytest.mark.parametrize(("on", "name", "grade"), GRASSROOTS)
def test_the_committee_of_a_commune_has_the_name_of_its_day(on, name, grade):
    row = find_name("committee", "grassroots", on)
    assert (row.name, row.citation.grade) == (name, grade)


def test_districts_have_a_name_until_30_june_2025_and_none_after():
    assert find_name(Named.ORGANIZATION, Level.DISTRICT, date(2025, 6, 30)).name == "đảng bộ huyện, quận và tương đương"
    assert find_name(Named.COMMITTEE, Level.DISTRICT, date(2025, 6, 30)).name == "huyện uỷ, quận uỷ và tương đương"
    for named in Named:
        assert find_name(named, Level.DISTRICT, date(2025, 7, 1)) is None


def test_208_names_organizations_below_the_grassroots_anew():
    before, after = date(2026, 7, 25), date(2026, 7, 26)
    names = [find_name("organization", level, on).name for level in ("section", "cell") for on in (before, after)]
    assert names == ["đảng bộ bộ phận", "đảng bộ trực thuộc cơ sở", "chi bộ trực thuộc", "chi bộ"]
    assert str(find_name("organization", "section", after).citation) == "208-QĐ/TW"


def test_every_level_but_the_district_has_a_name_on_every_day():
    for level in set(Level) - {Level.DISTRICT}:
        for on in (date(2016, 7, 26), date(2025, 7, 1), date(2026, 7, 26), date(2026, 11, 25)):
            assert find_name("organization", level, on) is not None


def test_names_of_one_level_do_not_overlap():
    for named, level in itertools.product(Named, Level):
        rows = sorted((row for row in NAME_ROWS if (row.named, row.level) == (named, level)), key=lambda row: row.since)
        for earlier, later in itertools.pairwise(rows):
            assert earlier.until is not None and earlier.until < later.since


@pytest.mark.parametrize(("words", "field"), [(("team", "cell"), "named"), (("committee", "planet"), "level")])
def test_an_unknown_word_is_refused_by_its_name(words, field):
    with pytest.raises(RuleViolation) as caught:
        find_name(*words, date(2026, 1, 1))
    assert caught.value.field == field
