"""Every row of every table appears once, uniformly, with dates, citation and grade."""

from datetime import date

import pytest

from tracker.core.errors import RuleViolation
from tracker.regulations.assets import ASSET_ROWS
from tracker.regulations.authority import AUTHORITY_ROWS
from tracker.regulations.calendar import PUBLISHED_ROWS
from tracker.regulations.catalogue import CATALOGUE
from tracker.regulations.cells import CELL_ROWS
from tracker.regulations.circumstances import CIRCUMSTANCES
from tracker.regulations.effect import EFFECT_ROWS
from tracker.regulations.limitation import BARS
from tracker.regulations.limits import LIMITS
from tracker.regulations.measures import FORM_ROWS
from tracker.regulations.names import NAME_ROWS
from tracker.regulations.petitions import ARTICLE_ROWS, GROUND_ROWS
from tracker.regulations.presence import QUORUM_ROWS, RECUSAL_ROWS
from tracker.regulations.rulebook import CHAPTER_LABELS, RULES, Chapter, rulebook
from tracker.regulations.sources import SOURCES, Grade
from tracker.regulations.voting import LEFT_OUT_ROWS, THRESHOLDS

TABLES = {
    Chapter.SOURCES: SOURCES,
    Chapter.DEADLINES: LIMITS,
    Chapter.PETITIONS: (*GROUND_ROWS, *ARTICLE_ROWS),
    Chapter.MEASURES: FORM_ROWS,
    Chapter.AUTHORITY: (*AUTHORITY_ROWS, *CELL_ROWS, *ASSET_ROWS),
    Chapter.VOTING: (*THRESHOLDS, *LEFT_OUT_ROWS, *QUORUM_ROWS, *RECUSAL_ROWS),
    Chapter.EFFECT: EFFECT_ROWS,
    Chapter.LIMITATION: BARS,
    Chapter.CIRCUMSTANCES: CIRCUMSTANCES,
    Chapter.CATALOGUE: CATALOGUE,
    Chapter.NAMES: NAME_ROWS,
    Chapter.CALENDAR: PUBLISHED_ROWS,
}


@pytest.mark.parametrize("chapter", Chapter)
def test_a_chapter_lists_every_row_of_its_table(chapter):
    assert len(rulebook(area=chapter)) == len(TABLES[chapter])
    assert {rule.area for rule in rulebook(area=str(chapter))} == {chapter}


def test_the_chapters_together_are_the_whole_book():
    assert rulebook() == RULES
    assert len(RULES) == sum(len(table) for table in TABLES.values())
    assert set(CHAPTER_LABELS) == set(Chapter)


def test_keys_are_unique_and_every_rule_says_what_it_is():
    assert len({rule.key for rule in RULES}) == len(RULES)
    for rule in RULES:
        assert str(rule.text) and rule.citation.source and rule.grade in Grade
        assert "%(" not in str(rule.text)
        assert isinstance(rule.citation.article, str) and (rule.note is None or rule.note.text)
        assert rule.in_force_until is None or rule.in_force_until >= rule.in_force_from


def test_a_date_keeps_only_the_rules_in_force_on_it():
    last, first = date(2026, 4, 10), date(2026, 4, 11)
    signs = [{rule.citation.source for rule in rulebook(on, Chapter.MEASURES)} for on in (last, first)]
    assert signs == [{"296-QĐ/TW"}, {"21-QĐ/TW"}]
    assert rulebook(date(2000, 1, 1)) == ()


def test_a_rule_reads_as_a_sentence():
    texts = {rule.key: str(rule.text) for rule in RULES}
    assert (
        texts[
            "deadlines/suspension/"
            + "+".join(["cell", "section", "grassroots", "district", "province", "central"])
            + "/2026-04-11"
        ]
        == "Suspension of a member (all levels): 90 days from the start of the suspension; extension at most 30."
    )
    assert texts["measures/full-member/removal/2026-04-11"] == (
        "full member: removal from office, only for a holder of a post."
    )
    assert texts["voting/expulsion/proposing/2026-04-11"] == (
        "expulsion, the body proposes: at least 2/3 of the members."
    )
    assert texts["authority/cell/member/reprimand+warning/ordinary+same-level+above/2026-04-11"] == (
        "cell meeting decides: reprimand, warning of any member."
    )


def test_an_unknown_chapter_is_refused():
    with pytest.raises(RuleViolation) as caught:
        rulebook(area="weather")
    assert caught.value.field == "area"
