"""Every text of the interface has its Vietnamese, with the same places to fill in."""

import re

from tracker.translations import catalogue

_PLACE = re.compile(r"%\((\w+)\)s|%%")


def test_every_text_is_translated():
    kept = catalogue.stored()
    missing = sorted({str(text) for text, _ in catalogue.texts() if text not in kept or not kept[text].string})
    assert missing == []


def test_the_catalogue_holds_nothing_that_the_program_no_longer_says():
    said = {text for text, _ in catalogue.texts()}
    assert [entry.id for entry in catalogue.stored() if entry.id and entry.id not in said] == []


def test_a_translation_fills_in_the_same_values():
    for entry in catalogue.stored():
        if entry.id and entry.string:
            text = entry.id if isinstance(entry.id, str) else entry.id[0]
            words = entry.string if isinstance(entry.string, str) else entry.string[0]
            assert sorted(set(_PLACE.findall(text))) == sorted(set(_PLACE.findall(words))), text


def test_no_translation_is_left_in_english():
    words = {
        text for text, _ in catalogue.texts() if isinstance(text, str) and re.search("[a-z]", _PLACE.sub("", text))
    }
    assert {entry.id for entry in catalogue.stored() if entry.id in words and entry.id == entry.string} == set()
