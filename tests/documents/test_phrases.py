"""Phrases are plain text with a closed list of places: nothing that is typed in one is ever run."""

import json
from dataclasses import replace
from datetime import date

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from tracker.documents import layout
from tracker.documents.catalogue import CATALOGUE
from tracker.documents.parts import FixedPhrase
from tracker.documents.phrases import PLACES, check_text, phrases_of, segments
from tracker.documents.render import TEMPLATES, html_of, printed
from tracker.documents.wording import breakable, toned
from tracker.documents.worker import Refused

OPENING = phrases_of("conclusion_notice")["opening"]
PLAIN = "{cơ quan ban hành} báo {tên kết luận} với {đối tượng}"


def worded(sample, text: str, phrase: str = "closing", own: bool = True, paper: str = "conclusion_notice"):
    return replace(sample(paper), phrases=(FixedPhrase(key=phrase, text=text, own=own),))


@settings(deadline=None, max_examples=60)
@example("{{ 7*7 }}")
@example("{% raw %}")
@example("{đối tượng.__class__}")
@example("<b>in đậm</b> & <script>")
@example("đảo \u202e chiều")
@example("{đối tượng!r:>9}")
@example("\ufdd0x\ufdd1")
@given(st.text(min_size=1, max_size=60))
def test_a_wording_is_refused_or_printed_letter_by_letter(text):
    text = " ".join(text.split())
    phrase = phrases_of("session_minutes")["closing"]  # a phrase without places: all of it is literal
    if not check_text(phrase, text).allowed:
        return
    paper = replace(CATALOGUE["session_minutes"].sample(), phrases=(FixedPhrase(key="closing", text=text, own=True),))
    kept = paper.phrases[0].text
    assert f"<p>{breakable(kept)}</p>" in html_of(paper, layout.HD05)
    assert "{" not in kept and "}" not in kept


@pytest.mark.parametrize(
    "text",
    [
        *("", "{{ 7*7 }}", "{% raw %}", "{subject}", "{đối tượng.__class__}", "{đối tượng", "}"),
        *("a\u200fb", "x" * 1001),
        "{cơ quan ban hành} và {đối tượng}",  # the needed place {tên kết luận} is not there
    ],
)
def test_what_is_no_plain_wording_of_the_phrase_is_refused(text):
    assert not check_text(OPENING, text).allowed


def test_a_wording_fills_its_places_and_keeps_its_own_tone_marks(sample):
    paper = worded(sample, "{đối tượng} thực hiện, Ủy ban hoà giải <b>", "closing")
    for profile in layout.PROFILES.values():
        html = html_of(paper, profile)
        assert "Chi bộ thôn Suối Giếng thực hiện, Ủy ban hoà giải &lt;b&gt;" in html


def test_values_with_braces_are_not_read_again(sample):
    paper = replace(worded(sample, PLAIN, "opening"), issuer="{đối tượng} {{ 7*7 }}")
    assert "{đối tượng} {{ 7*7 }} báo " in html_of(paper, layout.HD36)


def test_what_is_missing_is_red_in_a_draft_and_refused_at_issue(sample):
    paper = replace(worded(sample, PLAIN, "opening"), issuer="")
    assert '<span class="missing">[thiếu: cơ quan ban hành]</span> báo ' in html_of(paper, layout.HD05, draft=True)
    assert ("[thiếu: cơ quan ban hành]", True) in segments(printed(paper, layout.HD05)[1].printed["opening"])
    with pytest.raises(Refused, match="missing cơ quan ban hành"):
        html_of(paper, layout.HD05)


def test_a_place_that_a_newer_template_lacks_is_missing_not_guessed(sample):
    with pytest.raises(Refused, match="missing tên cũ"):
        html_of(worded(sample, "theo {tên cũ}"), layout.HD05)


def test_signs_that_mark_what_is_missing_cannot_be_typed(sample):
    with pytest.raises(Refused, match="unprintable"):
        html_of(replace(sample("conclusion_notice"), verdict="a \ufdd0 b"), layout.HD05)


def test_every_template_has_phrases_whose_delivered_words_are_allowed():
    for key in CATALOGUE:
        for phrase in phrases_of(key).values():
            assert check_text(phrase, phrase.text).allowed, (key, phrase.key)


def test_every_phrase_is_called_by_a_template():
    for key in CATALOGUE:
        files = [TEMPLATES / key / "document.html", *(TEMPLATES / "_base").glob("*.html")]
        text = "".join(file.read_text(encoding="utf-8") for file in files)
        called = [name for name, phrase in phrases_of(key).items() if not phrase.is_line]
        assert [name for name in called if f'"{name}"' not in text] == []


def test_every_line_under_recipients_is_composed_by_an_area_and_stands_below_the_other_phrases():
    tracker = TEMPLATES.parents[1] / "tracker"
    files = [tracker / "documents" / name for name in ("recipients.py", "phrases.py")]
    files += [*tracker.glob("*/papers.py"), *tracker.glob("*/papers/*.py")]
    text = "".join(file.read_text(encoding="utf-8") for file in files)
    for key in CATALOGUE:
        phrases = list(phrases_of(key).values())
        assert [one.key for one in phrases if one.is_line and f'"{one.key}"' not in text] == []
        assert phrases == sorted(phrases, key=lambda one: one.is_line)
        sample = CATALOGUE[key].sample()
        assert {name for name in sample.recipient_phrases if name} <= set(phrases_of(key)), key


def test_names_of_places_are_the_same_in_either_tone_style():
    assert [name for name in PLACES.values() if toned(name, "new") != toned(name, "old")] == []
    assert len(set(PLACES.values())) == len(PLACES)


def test_the_files_of_phrases_hold_nothing_else():
    for file in TEMPLATES.glob("*/phrases.json"):
        assert set(json.loads(file.read_text(encoding="utf-8"))) <= {"with", "phrases"} or file.parent.name == "_base"


@pytest.mark.parametrize(
    ("day", "choices", "found"),
    [
        (date(2026, 6, 30), [("guidance", "hd05", date(2026, 7, 1))], ("hd36", "old", ".")),
        (date(2026, 7, 1), [("guidance", "hd05", date(2026, 7, 1))], ("hd05", "new", ".")),
        (date(2026, 1, 11), [("guidance", "hd05", date(2026, 1, 12))], ("hd36", "old", ".")),
        (date(2026, 1, 12), [("guidance", "hd05", date(2026, 1, 12))], ("hd05", "new", ".")),
        (date(2026, 6, 1), [("tone_style", "old", date(2026, 6, 1))], ("hd05", "old", ".")),
        (date(2026, 5, 31), [("tone_style", "old", date(2026, 6, 1))], ("hd05", "new", ".")),
        (date(2026, 6, 1), [("end_mark", "./.", date(2026, 6, 1)), ("end_mark", ".", date(2026, 1, 1))],
         ("hd05", "new", "./.")),
    ],
)  # fmt: skip
def test_an_office_follows_what_it_chose_from_the_day_it_chose(day, choices, found):
    profile = layout.profile_on(day, [layout.Choice(*choice) for choice in choices])
    assert (profile.key, profile.tone_style, profile.end_mark) == found
