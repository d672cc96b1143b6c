"""Which guidance on layout is in force on a day, and what the two we know differ in."""

from datetime import date

import pytest

from tracker.documents import layout


@pytest.mark.parametrize(
    ("day", "key"),
    [
        (date(2018, 4, 3), "hd36"),
        (date(2026, 5, 26), "hd36"),
        (date(2026, 5, 27), "hd05"),
        (date(2040, 1, 1), "hd05"),
    ],
)
def test_the_profile_is_the_guidance_in_force_on_the_day(day, key):
    assert layout.profile_on(day).key == key


def test_a_day_before_the_first_guidance_we_know_is_an_error():
    with pytest.raises(LookupError):
        layout.profile_on(date(2018, 4, 2))


def test_an_older_paper_is_laid_out_by_the_first_guidance_we_know():
    assert layout.day_of_layout(date(2017, 5, 6)) == date(2018, 4, 3)
    assert layout.day_of_layout(date(2026, 5, 27)) == date(2026, 5, 27)


def test_the_two_guidances_differ_in_separator_submission_tone_and_line_height():
    rows = {
        key: (profile.recipient_separator, profile.submission_label, profile.tone_style, profile.line_height)
        for key, profile in layout.PROFILES.items()
    }
    assert rows == {"hd36": (",", "Kính gửi", "old", 19), "hd05": (";", "Kính trình", "new", 20)}
