"""Real PDFs: the typed text stands on them exactly, hostile text does no harm, drafts say what they are."""

import re
import subprocess
import time
from collections import Counter
from dataclasses import asdict, fields, is_dataclass, replace
from html import unescape

import pytest
from jinja2 import UndefinedError
from weasyprint import CSS, HTML
from weasyprint.urls import FatalURLFetchingError

from tests.documents.sheets import taken_apart
from tracker.documents import layout, render
from tracker.documents.catalogue import CATALOGUE
from tracker.documents.contexts import PAPERS, Demand
from tracker.documents.printable import PaperTooLong, RenderFailed
from tracker.documents.render import closed_fetcher, html_of, render_pdf
from tracker.documents.wording import BLANK, hour_words
from tracker.documents.worker import Refused

VOWELS = "aăâeêioôơuưy"
LETTERS = [letter + mark for letter in VOWELS for mark in ("", "\u0300", "\u0301", "\u0303", "\u0309", "\u0323")]


def solid(text: str) -> str:
    """Text without any space, as what the layout may rearrange is where lines end."""
    return "".join(text.split())


def html_text(paper) -> str:
    """All text handed to the layout."""
    body = html_of(paper, layout.PROFILES["hd05"]).partition("<body>")[2]
    return unescape(re.sub(r"<[^>]*>", "", body))


def printed(paper, **options) -> str:
    return taken_apart(render_pdf(paper.key, paper, **options)).text


@pytest.fixture
def notice(sample):
    return sample("conclusion_notice")


@pytest.mark.parametrize("key", PAPERS)
def test_every_paper_is_tagged_pdf_a_with_language_title_and_embedded_fonts_and_nothing_else(sample, key):
    sheets = taken_apart(render_pdf(key, sample(key)))
    catalog = sheets.reader.trailer["/Root"]
    claims = catalog["/Metadata"].get_data().decode()
    assert 'part="2"' in claims
    assert 'conformance="A"' in claims
    assert "<pdfuaid:part>1</pdfuaid:part>" in claims
    assert (catalog["/Lang"], bool(catalog["/MarkInfo"]["/Marked"])) == ("vi", True)
    assert sheets.reader.metadata.title.casefold().startswith(CATALOGUE[key].title.split()[0].casefold())
    assert {"/Names", "/AA", "/OpenAction", "/AcroForm"} & set(catalog) == set()
    for page in sheets.reader.pages:
        for font in page["/Resources"]["/Font"].values():
            [inner] = font["/DescendantFonts"]
            assert "/FontFile2" in inner["/FontDescriptor"]


HOUR = re.compile(r"\d\d:\d\d")
# What papers of a team share and these do not print.
UNPRINTED = {
    "sender_minutes": {"issuer", "signature", "contents", "decision"},
    "cell_minutes": {"signature", "members"},
    "amendment_decision": {"members", "contents"},
}


@pytest.mark.parametrize("key", PAPERS)
def test_every_text_of_a_paper_stands_on_it(sample, key):
    paper = sample(key)
    text = solid(printed(paper)).casefold()
    unprinted = {"recipient_phrases", *UNPRINTED.get(key, ())}  # which phrase words a line is no text
    shown = {name: value for name, value in asdict(paper).items() if name not in unprinted}
    for value in render._texts(shown):
        for line in value.splitlines():
            words = hour_words(line) if HOUR.fullmatch(line) else line
            assert solid(words).rstrip(".,;").casefold() in text


def test_all_vietnamese_letters_come_out_as_typed(notice):
    typed = " ".join([*LETTERS, *(letter.upper() for letter in LETTERS), "đ Đ 0123456789 ₫ “…” – ½ ≥ § °"])
    paper = replace(notice, strengths=typed)
    assert paper.strengths in printed(paper)


def test_the_same_paper_has_the_same_bytes_from_another_process(notice):
    first = render_pdf(notice.key, notice)
    render._worker().close()
    assert render_pdf(notice.key, notice) == first


MARKUP = "<script>alert(1)</script>{{7*7}}{% raw %}&lt;b&gt; <img src=file:///etc/passwd> url(http://x)</p></body>"


def test_markup_is_printed_as_typed(notice):
    paper = replace(notice, strengths=MARKUP, subject=MARKUP, demands=[Demand(text=MARKUP, owner=MARKUP)])
    assert solid(printed(paper)).count(solid(MARKUP)) >= 5


@pytest.mark.parametrize("key", PAPERS)
def test_no_value_of_a_paper_reaches_the_page_unescaped(sample, key):
    def hostile(value):
        if isinstance(value, str):
            return "<u>&x;"
        if isinstance(value, tuple):
            return tuple(hostile(item) for item in value)
        if is_dataclass(value):
            return replace(value, **{field.name: hostile(getattr(value, field.name)) for field in fields(value)})
        return value

    page = html_of(hostile(sample(key)), layout.PROFILES["hd05"]).lower()
    assert "&lt;u&gt;&amp;x" in page
    assert "<u>" not in page
    assert "&x" not in page


ENDLESS = {
    "run": "x" * 90_000,
    "accented run": "Ệ" * 90_000,
    "unbreakable spaces": "x\u00a0" * 45_000,
    "dashes": "-" * 90_000,
    "slashes": "a/" * 45_000,
    "words": "tốt " * 22_000,
}


@pytest.mark.parametrize("text", ENDLESS.values(), ids=ENDLESS)
def test_endless_text_is_laid_out_in_bounded_time_and_nothing_is_lost(notice, tmp_path, text):
    paper = replace(notice, strengths=text)
    began = time.monotonic()
    (tmp_path / "paper.pdf").write_bytes(render_pdf(paper.key, paper))
    assert time.monotonic() - began < render.SECONDS / 2
    extracted = subprocess.run(["pdftotext", "-raw", tmp_path / "paper.pdf", "-"], capture_output=True, text=True)
    wanted = Counter(solid(html_text(paper))) - Counter(set("0123456789"))
    assert wanted - Counter(solid(extracted.stdout)) == Counter()


@pytest.mark.parametrize("field", ["subject", "issuer", "matter", "report_to", "meeting_name"])
def test_an_endless_name_is_laid_out_between_the_margins(notice, field):
    sheets = taken_apart(render_pdf(notice.key, replace(notice, **{field: "W" * 3_000})))
    assert sheets.text.count("W") >= 3_000


def test_endless_combining_marks_are_laid_out_in_bounded_time(notice):
    began = time.monotonic()
    render_pdf(notice.key, replace(notice, strengths="a" + "\u0301" * 90_000))  # compares what went in and came out
    assert time.monotonic() - began < render.SECONDS / 2


TURNED = "\u202eđảo\u202c \u200fngược\u200e \u2066hướng\u2069 "


@pytest.mark.parametrize("text", [TURNED * 3_000, ("שלום " + TURNED) * 2_000], ids=["marks", "letters"])
def test_marks_that_turn_the_reading_direction_are_dropped_and_no_letter_is_lost(notice, text):
    began, paper = time.monotonic(), replace(notice, strengths=text)
    assert not {"\u202e", "\u200f", "\u2066"} & set(html_text(paper))
    content = render_pdf(paper.key, paper)  # compares what went in and came out
    assert time.monotonic() - began < render.SECONDS / 2
    assert taken_apart(content).text.count("ngược") >= text.count("ngược")


@pytest.mark.parametrize(
    "change", [{"strengths": "x" * 100_000}, {"strengths": "a\n" * 50_000}, {"recipients": ["x"] * 2_000}]
)
def test_more_text_than_a_paper_holds_is_refused(notice, change):
    with pytest.raises(PaperTooLong):
        render_pdf(notice.key, replace(notice, **change))


def test_text_that_leaves_the_margins_is_noticed():
    sheet = [CSS(string="p { white-space: nowrap }", url_fetcher=closed_fetcher())]
    with pytest.raises(Refused, match="lost"):
        render._pdf("<html lang=vi><title>x</title><body><p>" + "Một hai ba " * 50, sheet)


def test_text_that_the_layout_hides_is_noticed():
    sheet = [CSS(string="b { display: none }", url_fetcher=closed_fetcher())]
    with pytest.raises(Refused, match="lost"):
        render._pdf("<html lang=vi><title>x</title><body><p>Một <b>hai</b>", sheet)


def test_characters_without_a_shape_in_our_fonts_are_named_not_printed_as_boxes(notice):
    with pytest.raises(RenderFailed) as failure:
        render_pdf(notice.key, replace(notice, verdict="Tốt ✓ 😀"))
    assert "✓ (U+2713), 😀 (U+1F600)" in str(failure.value)


def test_after_a_refusal_the_next_paper_is_made(notice):
    with pytest.raises(RenderFailed):
        render_pdf(notice.key, replace(notice, verdict="✓"))
    assert render_pdf(notice.key, notice).startswith(b"%PDF-1.7")


@pytest.mark.parametrize("key", [key for key, paper in PAPERS.items() if paper.numbered])
def test_a_draft_says_so_on_every_page_and_leaves_room_for_number_and_date(sample, key):
    paper = sample(key)
    unnumbered = replace(paper, letterhead=replace(paper.letterhead, number=None, issued_on=None))
    sheets = taken_apart(render_pdf(key, unnumbered, state="draft"))
    marks = [run for run in sheets.runs if run.text == "DỰ THẢO"]
    assert [run.page for run in marks] == list(range(1, len(sheets.reader.pages) + 1))
    assert all(run.size > 100 for run in marks)
    assert f"Số {BLANK}-{paper.letterhead.sign}" in sheets.text
    assert f"ngày{BLANK}tháng{BLANK}năm" in sheets.text


def test_a_draft_is_laid_out_line_for_line_as_it_will_be_issued(notice):
    issued, draft = (taken_apart(render_pdf(notice.key, notice, state=state)) for state in ("issued", "draft"))
    assert [run for run in draft.runs if run.text.upper() != "DỰ THẢO"] == issued.runs


@pytest.mark.parametrize("missing", ["number", "issued_on"])
def test_a_paper_without_number_or_date_cannot_be_issued(notice, missing):
    with pytest.raises(RenderFailed, match="its number and its date"):
        render_pdf(notice.key, replace(notice, letterhead=replace(notice.letterhead, **{missing: None})))


@pytest.mark.parametrize(
    ("key", "options"),
    [("member_discipline", {}), ("conclusion_notice", {"state": "x"}), ("conclusion_notice", {"profile": "x"})],
)
def test_a_key_state_or_profile_unknown_is_the_callers_mistake(notice, key, options):
    with pytest.raises(ValueError, match="no paper"):
        render_pdf(key, notice, **options)


@pytest.mark.parametrize(("profile", "mark"), [("hd05", ";"), ("hd36", ",")])
def test_recipients_are_parted_as_the_profile_says_and_end_with_a_full_stop(notice, profile, mark):
    text = printed(notice, profile=profile)
    assert f"- Ban Xây dựng Đảng{mark} " in text
    assert "- Lưu Uỷ ban Kiểm tra, hồ sơ kiểm tra. " in f"{text} "


def test_sections_without_text_are_left_out_and_the_rest_numbered_on(notice):
    text = printed(replace(notice, shortcomings=(), verdict=""))
    assert "2. Uỷ ban Kiểm tra Đảng uỷ xã Công Hải yêu cầu" in text
    assert "Hạn chế" not in text


def test_a_demand_names_who_does_it_and_before_which_day(notice):
    assert "(trách nhiệm: đồng chí Bí thư Chi bộ), hoàn thành trước ngày 30/11/2026." in printed(notice)


def test_a_decision_prints_the_vote_the_form_and_the_right_of_appeal(sample):
    text = printed(sample("member_discipline"))
    assert "tại kỳ họp thứ 14, ngày 29/9/2026: 5/5 phiếu tán thành;" in text
    assert "bằng hình thức: Cảnh cáo." in text
    assert "Đồng chí Đỗ Thuỳ Quyên có quyền khiếu nại trong thời hạn 30 ngày làm việc" in text


def test_removal_names_the_post_and_an_absent_self_criticism_is_not_claimed(sample):
    removal = {"form": "Cách chức", "removed_post": "Bí thư Chi bộ.", "has_self_criticism": False}
    text = printed(replace(sample("member_discipline"), **removal))
    assert "bằng hình thức: Cách chức Bí thư Chi bộ." in text
    assert "- Xét đề nghị của Chi bộ thôn Suối Giếng," in text


def test_an_explanation_of_a_deadline_has_a_date_and_neither_number_nor_watermark(sample):
    text = printed(sample("deadline_explanation"))
    assert "ngày 05 tháng 9 năm 2026" in text.replace("\u00a0", " ")
    assert "Số " not in text.partition("BẢN GIẢI TRÌNH")[0]
    assert "DỰ THẢO" not in text
    assert "2. Mốc bắt đầu tính thời hạn" in text
    assert "Thời hạn kết thúc vào ngày 21/9/2026." in text


def test_an_explanation_without_extension_or_suspension_numbers_its_sections_on(sample):
    text = printed(replace(sample("deadline_explanation"), extensions=(), suspensions=()))
    assert "3. Cách tính" in text
    assert "Gia hạn" not in text.partition("3. Cách tính")[0]


ADDRESSES = [
    "http://localhost/x.png",
    "https://example.org/x.css",
    "file:///etc/hostname",
    "file:///etc/hostname?x",
    "ftp://localhost/x",
    "data:text/css,p{color:red}",
    "asset:../../../etc/hostname",
    "//localhost/x.png",
    "../../etc/hostname",
]


@pytest.mark.parametrize("address", ADDRESSES)
def test_the_fetcher_fetches_nothing(address):
    with pytest.raises(FatalURLFetchingError):
        closed_fetcher()(address)


@pytest.mark.parametrize("address", [address for address in ADDRESSES if ":" in address])
@pytest.mark.parametrize(
    "html", ['<link rel="stylesheet" href="{}">', '<img src="{}">', '<p style="background: url({})">x']
)
def test_a_page_that_asks_for_anything_is_not_made(html, address):
    with pytest.raises(FatalURLFetchingError):
        HTML(string=html.format(address), url_fetcher=closed_fetcher()).render()


def test_a_template_that_names_what_a_paper_has_not_fails(notice):
    with pytest.raises(UndefinedError):
        render._environment("new").from_string("{{ paper.colour }}").render(paper=notice)
