"""The lines under "Nơi nhận": an office words those that papers compose themselves, and nobody's typed line changes."""

from dataclasses import replace

import pytest

from tracker.documents import layout
from tracker.documents.catalogue import CATALOGUE
from tracker.documents.contexts import OfficialLetterPaper, SessionInvitationPaper, from_json
from tracker.documents.draft_text import lines_of
from tracker.documents.parts import FixedPhrase
from tracker.documents.phrases import Wording, segments
from tracker.documents.recipients import TO_ABOVE, Standing, recipients, worded
from tracker.documents.render import html_of, printed
from tracker.documents.worker import Refused

ISSUER = "Uỷ ban Kiểm tra Đảng uỷ xã"


def letter(text: str, own: bool = True):
    """A letter whose standing line is worded so, beside a typed line of the same words as delivered."""
    lines = recipients(OfficialLetterPaper, ISSUER, TO_ABOVE, "Như trên", "Lưu hồ sơ vụ việc")
    paper = replace(CATALOGUE["official_letter"].sample(), issuer=ISSUER, **lines)
    return replace(paper, phrases=(FixedPhrase(key="to_above", text=text, own=own),))


def of_recipients(html: str) -> list[str]:
    block = html.split('class="label"', maxsplit=1)[1].split("</div>", maxsplit=1)[0]
    return [line.split("</p>", maxsplit=1)[0] for line in block.split("<p>")[1:]]


def test_as_delivered_the_lines_are_what_papers_composed_before():
    lines = recipients(SessionInvitationPaper, ISSUER, Standing("to_attending"), "Chi bộ 1", Standing("kept_office"))
    assert lines == {
        "recipients": ("Thành phần dự họp", "Chi bộ 1", f"Lưu {ISSUER}"),
        "recipient_phrases": ("to_attending", "", "kept_office"),
    }


@pytest.mark.parametrize("profile", layout.PROFILES.values())
def test_an_own_wording_replaces_the_standing_line_and_keeps_order_punctuation_and_typed_lines(profile):
    html = html_of(letter("Như trên, <b>{cơ quan ban hành}</b>;"), profile)
    mark = profile.recipient_separator
    first = f"- Như trên, &lt;b&gt;{ISSUER}&lt;/b&gt;{mark}"
    assert of_recipients(html) == [first, f"- Như trên{mark}", f"- Lưu hồ sơ vụ việc{profile.end_mark}"]


def test_a_line_that_lacks_what_its_wording_names_is_red_in_a_draft_and_refused_at_issue():
    paper = replace(letter("Như trên ({cơ quan ban hành})"), issuer="")
    html, found = printed(paper, layout.HD05)
    assert '- Như trên (<span class="missing">[thiếu: cơ quan ban hành]</span>)' in html
    assert ("[thiếu: cơ quan ban hành]", True) in segments(found.printed["to_above"])
    with pytest.raises(Refused, match="missing cơ quan ban hành"):
        html_of(paper, layout.HD05)
    assert worded(paper, {"to_above": Wording("{cơ quan ban hành}", own=True)}) == paper.recipients


def test_a_paper_kept_before_has_no_standing_lines_and_is_printed_and_kept_as_it_was():
    sample = CATALOGUE["official_letter"].sample()
    old = replace(sample, recipient_phrases=())
    assert "recipient_phrases" not in old.to_json() and from_json(old.to_json()) == old
    assert lines_of(old.to_json()) == lines_of(sample.to_json())
    assert html_of(replace(old, recipients=("Chi bộ 1",)), layout.HD36).count("Chi bộ 1") == 1
