"""The picture of the code: what a phone reads from the sheet, where it stands, and that nothing else is fetched."""

import json
import subprocess
from dataclasses import replace
from pathlib import Path

import pytest
import zxingcpp
from PIL import Image
from weasyprint.urls import FatalURLFetchingError

from tests.documents.sheets import MM
from tracker.documents import foot, render
from tracker.documents.catalogue import CATALOGUE

CODE = "0123456789ab"
LONGEST = "https://" + "a" * 60 + ".vn/check"


def issued(key: str = "conclusion_notice") -> bytes:
    """The paper made in this process, which has the settings of the test."""
    paper = replace(CATALOGUE[key].sample(), code=CODE)
    asked = {"paper": paper.to_json(), "state": "issued", "profile": "hd05", "duplex": False}
    return render._answer(json.dumps(asked).encode())


def scanned(pdf: bytes, folder: Path, dots: int = 150) -> list[list[zxingcpp.Barcode]]:
    """What is read on each page, printed with so many dots an inch."""
    (folder / "x.pdf").write_bytes(pdf)
    subprocess.run(["pdftoppm", "-gray", "-png", "-r", str(dots), folder / "x.pdf", folder / "page"], check=True)
    return [list(zxingcpp.read_barcodes(Image.open(file))) for file in sorted(folder.glob("page*.png"))]


@pytest.mark.parametrize("address", ["", "https://ubkt.example.vn/check", LONGEST])
def test_a_phone_reads_the_page_that_checks_the_paper_from_every_sheet(tmp_path, monkeypatch, address):
    monkeypatch.setenv(render.CHECK_ADDRESS, address)
    pages = scanned(issued(), tmp_path)
    assert len(pages) > 1
    for found in pages:
        [code] = found
        assert code.text == (f"{address}?code={CODE}" if address else CODE)
        left, top = code.position.top_left.x, code.position.top_left.y
        right, bottom = code.position.bottom_right.x, code.position.bottom_right.y
        left, top, right, bottom = (dots / 150 * 72 / MM for dots in (left, top, right, bottom))
        assert (left, right) == (pytest.approx(30, abs=0.7), pytest.approx(30 + foot.SIDE, abs=0.7))
        assert top > 277.5  # below the text, and printers leave five millimetres at the edge
        assert bottom < 297 - 5


def test_the_fetcher_answers_the_address_of_the_picture_and_no_other():
    fetcher = render.closed_fetcher(b"<svg/>")
    assert fetcher(foot.PICTURE).read() == b"<svg/>"
    for address in (f"{foot.PICTURE}x", "paper:", "file:///etc/hostname", f"http://{foot.PICTURE}"):
        with pytest.raises(FatalURLFetchingError):
            fetcher(address)
    with pytest.raises(FatalURLFetchingError):
        render.closed_fetcher()(foot.PICTURE)


def test_the_same_issued_paper_has_the_same_bytes():
    assert issued() == issued()
