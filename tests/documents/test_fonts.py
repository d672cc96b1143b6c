"""The fonts we carry: unmodified, with every Vietnamese letter, and as wide as Times New Roman."""

import hashlib
import unicodedata

import pytest
from fontTools.ttLib import TTFont

from tracker.documents.render import FONTS

FILES = [f"LiberationSerif-{style}.ttf" for style in ("Regular", "Italic", "Bold", "BoldItalic")]
TONES = ("", "\u0300", "\u0301", "\u0303", "\u0309", "\u0323")
LOWER = [unicodedata.normalize("NFC", vowel + tone) for vowel in "aăâeêioôơuưy" for tone in TONES] + ["đ"]


def test_the_files_are_those_of_the_recorded_sums():
    recorded = [line.split() for line in (FONTS / "SHA256SUMS").read_text().splitlines()]
    assert sorted(name for _, name in recorded) == sorted(FILES)
    for digest, name in recorded:
        assert hashlib.sha256((FONTS / name).read_bytes()).hexdigest() == digest


@pytest.mark.parametrize("file", FILES)
def test_no_vietnamese_letter_is_missing(file):
    printable = TTFont(FONTS / file).getBestCmap()
    assert [letter for letter in LOWER for case in (letter, letter.upper()) if ord(case) not in printable] == []
    assert ord("₫") in printable


def test_letters_are_as_wide_as_those_of_times_new_roman():
    font = TTFont(FONTS / "LiberationSerif-Regular.ttf")
    letters, advances = font.getBestCmap(), font["hmtx"]
    assert {letter: advances[letters[ord(letter)]][0] for letter in "aHmW"} == {
        "a": 909,
        "H": 1479,
        "m": 1593,
        "W": 1933,
    }
