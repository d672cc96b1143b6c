"""What stands on a paper: frozen plain values, and the JSON they are kept as."""

import json
from dataclasses import FrozenInstanceError, replace
from datetime import UTC, datetime

import pytest

from tracker.documents.contexts import PAPERS, from_json


@pytest.mark.parametrize("key", PAPERS)
def test_a_paper_comes_back_from_its_json_the_same_and_so_does_the_json(sample, key):
    paper = sample(key)
    assert from_json(paper.to_json()) == paper
    assert from_json(paper.to_json()).to_json() == paper.to_json()


def test_dates_are_kept_as_iso_text_and_vietnamese_as_it_is(sample):
    kept = json.loads(sample("conclusion_notice").to_json())
    assert kept["letterhead"]["issued_on"] == "2026-09-05"
    assert '"Trần Thị Minh Nguyệt"' in sample("conclusion_notice").to_json()


@pytest.mark.parametrize("value", [object(), 1.5, datetime(2026, 9, 5, tzinfo=UTC), {"a": 1}, [object()]])
def test_a_paper_refuses_what_is_not_text_numbers_or_dates(sample, value):
    with pytest.raises(TypeError):
        replace(sample("conclusion_notice"), verdict=value)


def test_a_paper_cannot_be_changed(sample):
    with pytest.raises(FrozenInstanceError):
        sample("conclusion_notice").verdict = "khác"


def test_text_is_normalized_and_what_cannot_be_seen_is_dropped(sample):
    paper = replace(sample("conclusion_notice"), verdict="  Hoa\u0300\u200b \u202ebi\u0323nh\u0007\r\nmột\ufeff ")
    assert paper.verdict == "Hoà bịnh\nmột"


@pytest.mark.parametrize(
    ("change", "complaint"),
    [
        ({"paper": "love_letter"}, "not a paper of ours"),
        ({"colour": "red"}, "has no colour"),
        ({"subject": 7}, "7 is not"),
        ({"period_from": "05/9/2026"}, "Invalid isoformat"),
        ({"votes_for": True}, "has no votes_for"),
    ],
)
def test_json_of_another_shape_is_refused_not_guessed(sample, change, complaint):
    kept = json.loads(sample("conclusion_notice").to_json()) | change
    with pytest.raises(ValueError, match=complaint):
        from_json(json.dumps(kept))


def test_json_without_a_needed_value_is_refused(sample):
    kept = json.loads(sample("member_discipline").to_json())
    del kept["full_name"]
    with pytest.raises(ValueError, match="full_name"):
        from_json(json.dumps(kept))
