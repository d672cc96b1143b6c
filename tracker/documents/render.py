"""From the values on a paper to its PDF: the only module that knows the page layout engine.

``render_pdf`` runs in the web process and asks a separate process, which is this module run as a program: the layout
is slow, large, and can be stalled by plain text, so it has limits on time and memory and none of our secrets.
What is made is PDF/A-2a and PDF/UA-1 with embedded fonts, and PDF/A-3a where it carries its facts (``facts.py``); what
went in is compared with what came out.
"""

import hashlib
import json
import os
import sys
from collections import Counter
from collections.abc import Iterator
from dataclasses import asdict, replace
from datetime import UTC, date, datetime, time
from functools import cache
from pathlib import Path

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from markupsafe import escape

from tracker.core.text import N_, Message, message
from tracker.documents import facts, foot, layout, lines, register_sheet, wording
from tracker.documents.contexts import Paper, from_json
from tracker.documents.phrases import BLACK, GAP, RED, Printer, Wording
from tracker.documents.printable import FONTS, UNPRINTABLE, RenderFailed, check_length, check_letters, strange
from tracker.documents.recipients import printed_lines
from tracker.documents.worker import Refused, Worker, WorkerDied, WorkerTimedOut, serve

ROOT = Path(__file__).parents[2]
TEMPLATES = ROOT / "templates" / "documents"

STATES = ("draft", "issued")
SECONDS = 60  # for one paper, waiting for another's included
MEMORY = 1024**3  # address space of the layout process, bytes; the longest paper needs 0.4 GiB
PAPERS_A_PROCESS = 200
CHECK_ADDRESS = "TRACKER_CHECK_ADDRESS"  # where papers are checked, as printed beside their code; may be unset

UNDATED = date(2000, 1, 1)  # of the file within a paper that has no date

_REASONS = {
    "unprintable": UNPRINTABLE,
    "missing": N_("The paper lacks what its wording names: %(detail)s. Fill it in before the paper is issued."),
    "lost": N_("Part of the text would not stand on the page, so the paper was not made. Shorten the longest words."),
}


def render_pdf(
    key: str, context: Paper, *, state: str = "issued", profile: str = layout.DEFAULT, duplex: bool = False,
    edition: int = 0,
) -> bytes:  # fmt: skip
    """The PDF of a paper: "issued", or "draft" with a watermark and room for the number and the date.

    ``edition`` counts the drafts of the paper, where it is known which this is.
    ``duplex`` mirrors the margins of even pages, for sheets printed on both sides.

    Raises ``PaperTooLong``, or ``RenderFailed`` with the reason; ``ValueError`` for a key, state or profile unknown.
    """
    if context.key != key or state not in STATES or profile not in layout.PROFILES:
        raise ValueError(f"no paper {key!r} of {context.key!r}, {state!r}, {profile!r}")
    _check_complete(context, state)
    _check_length(context)
    how = {"state": state, "profile": profile, "duplex": duplex, "edition": edition}
    return _ask({"paper": context.to_json(), **how})


def render_register(sheet: register_sheet.RegisterSheet) -> bytes:
    """The PDF of a register. Raises ``RegisterTooLong``, or ``RenderFailed`` with the reason."""
    register_sheet.check_length(len(sheet.rows), len(sheet.heads), sum(map(len, _texts(asdict(sheet)))))
    return _ask({"register": sheet.to_json()})


def _ask(question: dict[str, object]) -> bytes:
    try:
        return _worker().ask(json.dumps(question).encode())
    except Refused as refusal:
        reason, _, detail = str(refusal).partition(" ")
        raise RenderFailed(Message(_REASONS[reason], {"detail": detail} if detail else {})) from refusal
    except WorkerTimedOut as error:
        raise RenderFailed(message("The paper took too long to lay out. Try again, or shorten its text.")) from error
    except WorkerDied as error:
        raise RenderFailed(message("The paper could not be laid out. Try again, or shorten its text.")) from error


def render_stamp(words: str) -> bytes:
    """A PDF of one empty page with the words across it in grey, to be drawn over the pages of a reading copy."""
    try:
        return _worker().ask(json.dumps({"stamp": words}).encode())
    except (Refused, WorkerDied) as error:
        raise RenderFailed(message("The paper could not be laid out. Try again, or shorten its text.")) from error


def _check_complete(context: Paper, state: str) -> None:
    head = context.letterhead
    unnumbered, undated = context.numbered and head.number is None, context.dated and head.issued_on is None
    if state == "issued" and (unnumbered or undated):
        raise RenderFailed(
            message(
                "A paper is issued with its number and its date. By them it is found in the register; give the day."
            )
        )


def _check_length(context: Paper) -> None:
    worded = tuple(phrase for phrase in context.phrases if phrase.own)
    check_length(list(_texts(asdict(replace(context, phrases=worded)))))


def check_values(context: Paper) -> None:
    """Raise ``RenderFailed`` for a paper that is frozen now and printed later, and cannot be for what was typed."""
    _check_length(context)
    check_letters("".join(_texts(asdict(context))))


def _texts(value: object) -> Iterator[str]:
    """Every text within values of dicts and tuples."""
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict | tuple):
        for inner in value.values() if isinstance(value, dict) else value:
            yield from _texts(inner)


@cache
def _worker() -> Worker:
    """The layout process sees our fonts and no others, and nothing of the web process's environment."""
    kept = {name: os.environ[name] for name in ("PATH", "LD_LIBRARY_PATH", CHECK_ADDRESS) if name in os.environ}
    environment = kept | {"LANG": "C.UTF-8", "FONTCONFIG_FILE": str(FONTS / "fonts.conf")}
    command = [sys.executable, "-m", "tracker.documents.render"]
    return Worker(command, str(ROOT), environment, SECONDS, PAPERS_A_PROCESS)


# What follows runs in the layout process.


class _TonedLoader(FileSystemLoader):
    """Templates whose fixed words carry their tone marks as the profile says; what people typed is never touched."""

    def __init__(self, tone_style: str):
        super().__init__(TEMPLATES)
        self._style = tone_style

    def get_source(self, environment, template):
        """The source of a template, toned before any value stands in it."""
        source, *where = super().get_source(environment, template)
        return wording.toned(source, self._style), *where


@cache
def _environment(tone_style: str) -> Environment:
    environment = Environment(
        loader=_TonedLoader(tone_style), autoescape=True, undefined=StrictUndefined, auto_reload=False
    )
    rules = (
        wording.breakable, wording.capital, wording.closed, wording.dashed, wording.date_figures, wording.date_words,
        wording.dated, wording.hour_words, wording.listed, wording.open_ended, wording.paragraphs, lines.titled,
        lines.headed, lines.emphatically_headed, lines.abstracted, lines.beside,
    )  # fmt: skip
    environment.filters |= {rule.__name__: rule for rule in rules}
    return environment


def html_of(paper: Paper, profile: layout.Profile, *, draft: str = "") -> str:
    """The paper as HTML, before layout; what a phrase lacks is red in a draft, and refused otherwise.

    ``draft`` says on a draft which one it is.

    Raises ``jinja2.UndefinedError`` when a template names what a paper has not.
    """
    html, phrases = printed(paper, profile, draft)
    if phrases.missing and not draft:
        raise Refused(f"missing {', '.join(dict.fromkeys(phrases.missing))}")
    return html


def printed(paper: Paper, profile: layout.Profile, edition: str = "") -> tuple[str, Printer]:
    """The paper as HTML with what is missing in red, and what its phrases became."""
    strange = sorted({letter for letter in (RED, BLACK, GAP) if letter in paper.to_json()})
    if strange:
        raise Refused(f"unprintable {', '.join(f'U+{ord(letter):04X}' for letter in strange)}")
    wordings = {phrase.key: Wording(phrase.text, phrase.own) for phrase in paper.phrases}
    phrases = Printer(paper.key, wordings, profile.tone_style)
    template = _environment(profile.tone_style).get_template(f"{paper.key}/document.html")
    number = wording.official_number(paper.letterhead.number, paper.letterhead.sign)
    given = {"number": number, "phrase": phrases, "edition": edition, "written_day": escape(wording.date_words(None))}
    html = template.render(paper=paper, profile=profile, recipients=list(printed_lines(paper, phrases)), **given)
    return reddened(html) if phrases.missing else html, phrases


def reddened(html: str) -> str:
    """The signs around what is missing as markup; the title of the file has none."""
    title, body, rest = html.partition("<body>")
    plain = title.replace(RED, "").replace(BLACK, "").replace(GAP, " ")
    red = rest.replace(RED, '<span class="missing">').replace(BLACK, "</span>").replace(GAP, " ")
    return plain + body + red


@cache
def _engine():
    """The layout engine: half a second to import, which the web process never pays."""
    import weasyprint  # noqa: PLC0415

    return weasyprint


def closed_fetcher(picture: bytes = b""):
    """What the engine asks for every address in HTML or CSS: it fetches nothing. Fonts come from the font folder.

    With ``picture`` it answers one address, that of the picture of the paper being made, from memory.
    """
    urls = _engine().urls

    class ClosedFetcher(urls.URLFetcher):  # type: ignore[name-defined]
        def fetch(self, url, headers=None):
            if picture and url == foot.PICTURE:
                return urls.URLFetcherResponse(url, picture, {"Content-Type": "image/svg+xml"})
            raise urls.FatalURLFetchingError(f"a paper asks for nothing: {url[:100]}")

    return ClosedFetcher()


@cache
def _fonts():
    """One a process: a configuration for each paper would leak a quarter of a megabyte each."""
    return _engine().text.fonts.FontConfiguration()


@cache
def _styles(key: str, state: str, line_height: int, duplex: bool) -> list:
    files = [TEMPLATES / "_base" / "base.css", TEMPLATES / key / "document.css"]
    if state == "draft":
        files.append(TEMPLATES / "_base" / "draft.css")
    if duplex:
        files.append(TEMPLATES / "_base" / "duplex.css")
    sheets = [file.read_text(encoding="utf-8") for file in files if file.exists()]
    sheets.append(f"html {{ line-height: {line_height}pt }}")
    return [_sheet(text) for text in sheets]


def _sheet(text: str):
    return _engine().CSS(string=text, url_fetcher=closed_fetcher(), font_config=_fonts())


def _answer(question: bytes) -> bytes:
    asked = json.loads(question)
    if "register" in asked:
        return _register(register_sheet.from_json(asked["register"]))
    if "stamp" in asked:
        return _stamp(asked["stamp"])
    paper = from_json(asked["paper"])
    profile = layout.of_paper(paper, layout.PROFILES[asked["profile"]])
    styles = _styles(paper.key, asked["state"], profile.line_height, asked["duplex"])
    if paper.marks and paper.marks.contact:
        _check_printable(paper.marks.contact)
        styles = [*styles, _sheet(foot.contact(paper.marks.contact))]
    html = html_of(paper, profile, draft=wording.edition(asked["edition"]) if asked["state"] == "draft" else "")
    return _pdf(html, styles, paper if paper.code else None)


def _register(sheet: register_sheet.RegisterSheet) -> bytes:
    template = _environment(layout.PROFILES[layout.DEFAULT].tone_style).get_template("register/document.html")
    style = (TEMPLATES / "register" / "document.css").read_text(encoding="utf-8")
    widths = "".join(f"col:nth-child({at}) {{ width: {width}mm }}" for at, width in enumerate(sheet.widths, start=1))
    return _pdf(template.render(sheet=sheet), [_sheet(style + widths)])


def _pdf(html: str, styles: list, issued: Paper | None = None) -> bytes:
    """The bytes. An issued paper shows its code at the foot, bears it as the file's identifier, which other programs
    leave as it is in a changed file, and carries its facts."""
    picture, identifier = b"", hashlib.sha256(html.encode()).digest()[:16]  # the same each time
    if issued:
        address = os.environ.get(CHECK_ADDRESS, "")
        picture, identifier = foot.picture(issued.code, address), f"code{issued.code}".encode()
        styles = [*styles, _sheet(foot.style(issued.code, address))]
    source = _engine().HTML(string=html, url_fetcher=closed_fetcher(picture))
    text = "".join(source.etree_element.find("body").itertext())
    _check_printable(text)
    options = {"pdf_variant": "pdf/a-3a" if issued else "pdf/a-2a", "pdf_identifier": identifier}
    document = source.render(font_config=_fonts(), stylesheets=styles, **options)
    _check_nothing_lost(text, document)
    _claim_accessible(document.metadata)
    if issued:
        heading = source.etree_element.find(".//h1")  # a letter has none
        title = "" if heading is None else "".join(heading.itertext())
        document.metadata.attachments = [_attachment(facts.facts_of(issued, title, text), issued)]
    return document.write_pdf(**options)


def _stamp(words: str) -> bytes:
    html = f"<!doctype html><html lang=vi><title>x</title><body><p>{escape(words)}</p></body></html>"
    style = _sheet((TEMPLATES / "_base" / "stamp.css").read_text(encoding="utf-8"))
    source = _engine().HTML(string=html, url_fetcher=closed_fetcher())
    return source.write_pdf(font_config=_fonts(), stylesheets=[style])


def _attachment(content: bytes, paper: Paper):
    """The facts as a file within the file, dated with the paper: the same bytes each time."""
    made = datetime.combine(paper.letterhead.issued_on or UNDATED, time(), UTC)
    about = {"name": facts.NAME, "description": "Nội dung văn bản dạng máy đọc", "relationship": "Data"}
    dates = {"created": made, "modified": made}
    return _engine().Attachment(string=content.decode(), url_fetcher=closed_fetcher(), **about, **dates)


def _check_printable(text: str) -> None:
    if found := strange(text):
        raise Refused(f"unprintable {found}")


def _check_nothing_lost(text: str, document) -> None:
    """What came out holds the letters that went in, and all of them within the margins.

    The head of a table that goes on stands again on the next page: it is counted once.
    """
    laid: Counter[str] = Counter()
    heads: dict[object, object] = {}
    for page in document.pages:
        sheet = page._page_box
        root = sheet.children[0]  # the rest are the boxes of the margins
        right, foot = sheet.content_box_x() + sheet.width + 1, sheet.content_box_y() + sheet.height + 1
        again: set[int] = set()
        for box in root.descendants(placeholders=True):
            if getattr(box, "is_header", False) and heads.setdefault(box.element, page) is not page:
                again.update(id(part) for part in box.descendants(placeholders=True))
            if (words := getattr(box, "text", None)) and id(box) not in again:
                laid.update(words)
                if box.position_x + box.width > right or box.position_y + box.height > foot:
                    raise Refused("lost")
    if _letters_of(laid) != _letters_of(Counter(text)):
        raise Refused("lost")


def _letters_of(counted: Counter) -> Counter:
    """Without spaces, which the layout may drop at the end of a line, and the break opportunities we put in."""
    return Counter({letter: n for letter, n in counted.items() if not letter.isspace() and letter != "\u200b"})


_ACCESSIBLE = b"""<rdf:Description rdf:about="" xmlns:pdfuaid="http://www.aiim.org/pdfua/ns/id/">
<pdfuaid:part>1</pdfuaid:part></rdf:Description>
<rdf:Description rdf:about="" xmlns:pdfaExtension="http://www.aiim.org/pdfa/ns/extension/"
 xmlns:pdfaSchema="http://www.aiim.org/pdfa/ns/schema#" xmlns:pdfaProperty="http://www.aiim.org/pdfa/ns/property#">
<pdfaExtension:schemas><rdf:Bag><rdf:li rdf:parseType="Resource">
<pdfaSchema:schema>PDF/UA identification schema</pdfaSchema:schema>
<pdfaSchema:namespaceURI>http://www.aiim.org/pdfua/ns/id/</pdfaSchema:namespaceURI>
<pdfaSchema:prefix>pdfuaid</pdfaSchema:prefix>
<pdfaSchema:property><rdf:Seq><rdf:li rdf:parseType="Resource">
<pdfaProperty:name>part</pdfaProperty:name><pdfaProperty:valueType>Integer</pdfaProperty:valueType>
<pdfaProperty:category>internal</pdfaProperty:category>
<pdfaProperty:description>Part of ISO 14289 the file conforms to</pdfaProperty:description>
</rdf:li></rdf:Seq></pdfaSchema:property>
</rdf:li></rdf:Bag></pdfaExtension:schemas></rdf:Description>
"""


def _claim_accessible(metadata) -> None:
    """Name PDF/UA-1 beside PDF/A-2a. The engine writes one claim only, and a second block of its own does not pass."""
    generate = metadata.generate_rdf_metadata

    def generate_both(*claim) -> bytes:
        return generate(*claim).replace(b"</rdf:RDF>", _ACCESSIBLE + b"</rdf:RDF>")

    metadata.generate_rdf_metadata = generate_both


if __name__ == "__main__":
    serve(_answer, SECONDS, MEMORY)
