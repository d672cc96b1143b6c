"""Collects every text of the interface and keeps ``vi/LC_MESSAGES/messages.po`` in step with it.

English is the language of the source texts and needs no catalogue.
"""

from collections.abc import Iterator
from pathlib import Path

from babel.messages.catalog import Catalog
from babel.messages.extract import extract_from_dir
from babel.messages.pofile import read_po, write_po

ROOT = Path(__file__).parents[2]
FILE = Path(__file__).parent / "vi" / "LC_MESSAGES" / "messages.po"
KEYWORDS = {
    "_": None,
    "_l": None,
    "gettext": None,
    "lazy_gettext": None,
    "ngettext": (1, 2),
    "N_": None,
    "message": None,
}
_CODE = [("**.py", "python")]
# papers are Vietnamese in every language
_TEMPLATES = [("documents/**", "ignore"), ("**.html", "jinja2.ext:babel_extract")]
_OPTIONS = {"**.html": {"trimmed": "true", "silent": "false"}}
# Messages of libraries that reach the screen.
_BORROWED = ("Not a valid choice.", "Invalid Choice: could not coerce.", "This field is required.")


def texts() -> Iterator[tuple[str | tuple[str, ...], str]]:
    """Every text of the interface with the file it stands in."""
    for folder, methods in ((ROOT / "tracker", _CODE), (ROOT / "templates", _TEMPLATES)):
        found = extract_from_dir(str(folder), method_map=methods, options_map=_OPTIONS, keywords=KEYWORDS)
        for name, _line, text, _comments, _context in found:
            yield text, name
    for text in _BORROWED:
        yield text, "wtforms"


def template() -> Catalog:
    """All texts, untranslated."""
    catalogue = Catalog(locale="vi", project="Tracker", fuzzy=False)
    for text, name in texts():
        catalogue.add(text, locations=[(name, 0)])
    return catalogue


def stored() -> Catalog:
    """The catalogue as it is kept."""
    if not FILE.exists():
        return Catalog(locale="vi", project="Tracker", fuzzy=False)
    with FILE.open("rb") as file:
        return read_po(file, locale="vi")


def update() -> list[str]:
    """Bring the kept catalogue in step; returns the texts that still have no translation."""
    catalogue = stored()
    catalogue.update(template(), no_fuzzy_matching=True, update_header_comment=False)
    catalogue.obsolete.clear()
    FILE.parent.mkdir(parents=True, exist_ok=True)
    with FILE.open("wb") as file:
        write_po(file, catalogue, width=120, sort_output=True, no_location=True, omit_header=False)
    return [str(entry.id) for entry in catalogue if entry.id and not entry.string]
