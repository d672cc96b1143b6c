"""The violation catalogue by edition and subject."""

from datetime import date

from tracker.regulations.catalogue import CATALOGUE, Known, violations_for
from tracker.regulations.sources import Grade


def test_articles_on_members_carry_their_number_and_how_surely_it_is_known():
    rows = {row.article: row for row in violations_for("full-member", date(2024, 1, 1))}
    assert rows["Điều 51"].title == "hôn nhân và gia đình"
    assert (rows["Điều 51"].known, rows["Điều 51"].citation.grade) == (Known.SEEN, Grade.B)
    assert (rows["Điều 27"].known, rows["Điều 27"].citation.grade) == (Known.INFERRED, Grade.C)
    assert rows["Điều 41"].citation.grade is Grade.UNCONFIRMED


def test_organizations_have_their_own_articles_without_numbers():
    rows = violations_for("organization", date(2024, 1, 1))
    assert {row.article for row in rows} == {""}
    assert {row.known for row in rows} == {Known.UNCONFIRMED}


def test_the_catalogue_is_that_of_69_only():
    assert len(violations_for("full-member", date(2022, 7, 6))) == len(violations_for("full-member", date(2026, 8, 16)))
    assert violations_for("full-member", date(2022, 7, 5)) == ()
    assert violations_for("full-member", date(2026, 8, 17)) == ()


def test_keys_are_unique():
    assert len({row.key for row in CATALOGUE}) == len(CATALOGUE)
