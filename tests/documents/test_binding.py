"""Papers bound into one file: in order, each with its bookmark and its page labels, each page as it looks alone."""

from io import BytesIO

import pytest
from pypdf import PdfReader, PdfWriter
from pypdf.generic import DictionaryObject, NameObject, TextStringObject

from tracker.documents.binding import Binder, Bound, Label, Part, Unbindable, bind, page_count
from tracker.documents.render import render_pdf, render_stamp

KEYS = ("team_decision", "report_outline", "work_schedule")
BROKEN = {
    "not a PDF": b"GIF89a",
    "cut off": b"%PDF-1.7\n1 0 obj\n<< /Type /Catalog",
    "empty": b"",
}


@pytest.fixture(scope="module")
def papers(sample) -> list[bytes]:
    return [render_pdf(key, sample(key)) for key in KEYS]


def bound(parts: list[Part], **options) -> tuple[Bound, PdfReader, bytes]:
    out = BytesIO()
    result = bind(parts, out, **options)
    return result, PdfReader(BytesIO(out.getvalue())), out.getvalue()


def locked(content: bytes) -> bytes:
    writer = PdfWriter(clone_from=PdfReader(BytesIO(content)))
    writer.encrypt("mật khẩu", algorithm="AES-256")
    out = BytesIO()
    writer.write(out)
    return out.getvalue()


def test_twenty_papers_stand_in_order_with_their_bookmarks_and_labels(papers):
    parts = [Part(f"{n:02d}-QĐ/UBKTĐU", papers[n % 3], Label(f"{n:02d}-QĐ – ")) for n in range(1, 21)]
    result, reader, _ = bound(parts)
    lengths = [page_count(papers[n % 3]) for n in range(1, 21)]
    assert (result.pages, result.broken) == (sum(lengths), ())
    assert [entry.title for entry in reader.outline] == [part.title for part in parts]
    starts = [sum(lengths[:n]) for n in range(20)]
    assert [reader.get_destination_page_number(entry) for entry in reader.outline] == starts
    assert [reader.page_labels[at] for at in starts] == [f"{n:02d}-QĐ – 1" for n in range(1, 21)]


def test_each_page_reads_as_it_does_alone(papers):
    _, reader, _ = bound([Part("một", papers[0]), Part("hai", papers[2])])
    alone = [page for content in (papers[0], papers[2]) for page in PdfReader(BytesIO(content)).pages]
    assert [page.extract_text() for page in reader.pages] == [page.extract_text() for page in alone]
    assert [page.get_contents().get_data() for page in reader.pages] == [
        page.get_contents().get_data() for page in alone
    ]


def test_a_broken_file_is_named_and_leaves_nothing_behind(papers):
    bad = [Part(name, content) for name, content in {**BROKEN, "locked": locked(papers[1])}.items()]
    good = [Part("trước", papers[0]), Part("sau", papers[2])]
    result, reader, content = bound([good[0], *bad, good[1]])
    assert result.broken == ("not a PDF", "cut off", "empty", "locked")
    assert content == bound(good)[2]
    assert [entry.title for entry in reader.outline] == ["trước", "sau"]


def test_nothing_that_acts_is_bound(papers):
    writer = PdfWriter(clone_from=PdfReader(BytesIO(papers[0])))
    act = DictionaryObject({NameObject("/S"): NameObject("/JavaScript"), NameObject("/JS"): TextStringObject("app.x")})
    writer.root_object[NameObject("/OpenAction")] = act
    writer.add_attachment("x.txt", b"x")
    writer.pages[0][NameObject("/AA")] = DictionaryObject({NameObject("/O"): act})
    out = BytesIO()
    writer.write(out)
    _, reader, content = bound([Part("chứng cứ", out.getvalue())])
    assert not {"/Names", "/OpenAction", "/AcroForm"} & set(reader.trailer["/Root"])
    assert "/AA" not in reader.pages[0] and b"app.x" not in content


def test_on_both_sides_each_paper_begins_on_a_new_sheet(papers):
    parts = [Part(str(number), content) for number, content in enumerate(papers)]
    _, reader, _ = bound(parts, duplex=True)
    assert all(reader.get_destination_page_number(entry) % 2 == 0 for entry in reader.outline)
    assert reader.trailer["/Root"]["/ViewerPreferences"]["/Duplex"] == "/DuplexFlipLongEdge"
    assert len(reader.pages) == sum(length + length % 2 for length in map(page_count, papers))


def test_what_is_bound_last_may_stand_in_front(papers):
    out = BytesIO()
    binder = Binder(out)
    binder.add(Part("văn bản", papers[0], Label(start=1)))
    binder.add(Part("mục lục", papers[1], Label(roman=True), in_front=True))
    binder.finish()
    reader = PdfReader(BytesIO(out.getvalue()))
    assert [entry.title for entry in reader.outline] == ["mục lục", "văn bản"]
    front = page_count(papers[1])
    assert (reader.page_labels[0], reader.page_labels[front]) == ("i", "1")


def test_a_copy_for_reading_says_on_each_page_who_took_it(papers):
    stamp = render_stamp("BẢN ĐỂ ĐỌC\n<b>Trần Quốc Khánh</b> – 14:05 ngày 25/11/2026")
    _, reader, _ = bound([Part("đọc", papers[0], stamped=True), Part("gốc", papers[2])], stamp=stamp)
    copied = page_count(papers[0])
    for number, page in enumerate(reader.pages):
        drawn = "/ReadingCopy" in page["/Resources"].get("/XObject", {})
        assert drawn is (number < copied)
        assert ("Do" in page.get_contents().get_data().decode("latin-1").split()) is drawn
    words = "".join(PdfReader(BytesIO(stamp)).pages[0].extract_text().split())
    assert "<b>TrầnQuốcKhánh</b>–14:05" in words


def test_pages_are_counted_only_of_a_pdf(papers):
    assert page_count(papers[0]) == len(PdfReader(BytesIO(papers[0])).pages)
    with pytest.raises(Unbindable):
        page_count(b"PK")
