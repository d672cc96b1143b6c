"""Every paper of the catalogue is what its file claims to be, by an independent judge."""

from dataclasses import replace

import pytest
from weasyprint import HTML

from tests.documents.authority import Authority
from tests.documents.verapdf import judged
from tracker.documents.catalogue import CATALOGUE
from tracker.documents.parts import PrintedMarks
from tracker.documents.render import render_pdf

CODE = "0123456789ab"
MARKS = PrintedMarks(secrecy="TỐI MẬT", urgency="HOẢ TỐC")


@pytest.mark.timeout(600)  # some seventy papers made and judged twice, in one Java run
def test_every_paper_is_pdf_a_and_pdf_ua_as_sample_draft_and_issued_with_facts_and_signed(tmp_path):
    papers = {}
    for key, row in CATALOGUE.items():
        paper = row.sample()
        papers[f"{key}-sample"] = (render_pdf(key, paper, profile="hd36"), "2a")
        papers[f"{key}-draft"] = (render_pdf(key, row.sample("draft"), state="draft"), "2a")
        papers[f"{key}-issued"] = (render_pdf(key, replace(paper, code=CODE, marks=MARKS)), "3a")
    signer = Authority(tmp_path).signer()
    for key in ("conclusion_notice", "member_discipline"):
        papers[f"{key}-signed"] = (signer.sign(papers[f"{key}-issued"][0]).content, "3a")
    papers["control"] = (HTML(string="<p>Tệp thường").write_pdf(), "2a")
    verdicts = judged(tmp_path, papers)
    control = {verdicts.pop(("control", flavour)) for flavour in ("2a", "ua1")}
    assert all(verdict.startswith("FAIL") and verdict != "FAIL " for verdict in control)
    assert {about: verdict for about, verdict in verdicts.items() if verdict != "PASS"} == {}
    assert len(verdicts) == 2 * (3 * len(CATALOGUE) + 2)
