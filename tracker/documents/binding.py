"""Several PDFs bound into one for printing: the pages as they look, with bookmarks and page labels.

Each file is read, copied object by object into the output and forgotten, so a thousand papers need no more memory than
the largest of them. What is bound is a copy for paper: pages and what is drawn on them, nothing that acts – no scripts,
links, attached files or forms to fill in. Tags stay with the originals.
"""

import hashlib
import zlib
from array import array
from collections import deque
from collections.abc import Iterable
from dataclasses import dataclass, field
from io import BytesIO
from typing import BinaryIO

from pypdf import PageObject, PdfReader
from pypdf.errors import PyPdfError
from pypdf.generic import (
    ArrayObject,
    DictionaryObject,
    IndirectObject,
    NameObject,
    NullObject,
    NumberObject,
    PdfObject,
    StreamObject,
    TextStringObject,
)

# What a reader of foreign files raises when one is not what it says it is.
_BROKEN = (PyPdfError, ArithmeticError, AttributeError, LookupError, NotImplementedError, RecursionError)
_MALFORMED = (TypeError, ValueError)
# What of a page is drawn; the rest of it acts, or speaks of a tree that is not copied.
_BOXES = ("/MediaBox", "/CropBox", "/BleedBox", "/TrimBox", "/ArtBox")
_DRAWN = (*_BOXES, "/Rotate", "/UserUnit", "/Resources", "/Contents", "/Group")
_ACTING = {"/A", "/AA", "/Dest", "/P", "/Parent", "/Popup", "/StructParent", "/FS", "/Kids"}
_ACTING_NOTES = {"/FileAttachment", "/Link", "/Movie", "/Popup", "/RichMedia", "/Screen", "/Sound", "/3D"}
_ELSEWHERE = {"/F", "/FFilter", "/FDecodeParms", "/Length"}  # a stream that lies in another file
_TREES = {"/Page", "/Pages", "/Catalog"}


class Unbindable(Exception):
    """The file is no PDF that can be read: broken, empty, or locked with a password."""


@dataclass(frozen=True)
class Label:
    """What a viewer shows as the number of a page: prefix and running number; ``roman`` for what stands in front."""

    prefix: str = ""
    start: int = 1
    roman: bool = False


@dataclass(frozen=True)
class Part:
    """One file to bind: its bookmark, its bytes, how its pages are labelled. ``in_front``: before all others.

    ``stamped``: the binder's stamp is drawn over each of its pages.
    """

    title: str
    content: bytes
    label: Label = Label()
    in_front: bool = False
    stamped: bool = False


@dataclass(frozen=True)
class Bound:
    """What became of the parts: how many pages there are, and the titles of the files that could not be read."""

    pages: int
    broken: tuple[str, ...]


def bind(parts: Iterable[Part], out: BinaryIO, *, duplex: bool = False, stamp: bytes = b"") -> Bound:
    """Bind the parts in their order; one that cannot be read is named and left out, the others stay.

    ``duplex``: each part begins on a new sheet. ``stamp``: a PDF of one page, for the parts that are stamped.
    """
    binder, broken = Binder(out, duplex, stamp), []
    for part in parts:
        try:
            binder.add(part)
        except Unbindable:
            broken.append(part.title)
    binder.finish()
    return Bound(binder.pages, tuple(broken))


@dataclass
class _Section:
    """A part that is bound: the number of its node in the tree of pages, of its first page, and how many it has.

    Its bytes are not kept: they would be all that was ever bound.
    """

    title: str
    label: Label
    node: int
    first: int
    pages: int


@dataclass
class Binder:
    """Writes the parts to ``out``, which can be sought in, one after another; ``finish`` once at the end."""

    out: BinaryIO
    duplex: bool = False
    stamp: bytes = b""
    pages: int = 0
    _offsets: array = field(default_factory=lambda: array("Q", [0, 0, 0]))  # by number: where each object begins
    _sections: list[_Section] = field(default_factory=list)
    _last: int = 2  # 1 is the catalogue, 2 the root of the tree of pages
    _stamp: int = 0  # the number of the drawing of the stamp

    def __post_init__(self) -> None:
        self.out.write(b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n")
        if self.stamp:
            self._stamp = _Copy(self).drawing(PdfReader(BytesIO(self.stamp)).pages[0])

    def add(self, part: Part) -> int:
        """Bind a part; returns the number of its pages. Raises ``Unbindable`` and leaves nothing of it behind."""
        start, last = self.out.tell(), self._last
        try:
            section = self._bound(part)
        except (*_BROKEN, *_MALFORMED) as error:
            self.out.seek(start)
            self.out.truncate()
            del self._offsets[last + 1 :]
            self._last = last
            raise Unbindable(part.title) from error
        self._sections.insert(0 if part.in_front else len(self._sections), section)
        self.pages += section.pages
        return section.pages

    def finish(self) -> None:
        """Write what ties the parts together: tree, bookmarks, labels, and the table of all objects."""
        outlines = self._outlines()
        kids = ArrayObject(_ref(section.node) for section in self._sections)
        self._write(2, _dictionary(Type="/Pages", Kids=kids, Count=self.pages))
        preferences = _dictionary(Duplex="/DuplexFlipLongEdge") if self.duplex else DictionaryObject()
        catalogue = _dictionary(Type="/Catalog", Pages=_ref(2), PageLabels=_dictionary(Nums=self._labels()))
        catalogue.update(_dictionary(ViewerPreferences=preferences, Lang=TextStringObject("vi")))
        if outlines:
            catalogue.update(_dictionary(Outlines=_ref(outlines), PageMode="/UseOutlines"))
        self._write(1, catalogue)
        self._close()

    def _bound(self, part: Part) -> _Section:
        reader = PdfReader(BytesIO(part.content))
        found = list(reader.pages)
        if not found:
            raise ValueError("no pages")
        node = self._next()
        copy = _Copy(self, self._stamp if part.stamped else 0)
        numbers = [copy.page(page, node) for page in found]
        copy.finish()
        if self.duplex and len(numbers) % 2:
            numbers.append(self._blank(found[-1], node))
        kids = ArrayObject(_ref(number) for number in numbers)
        self._write(node, _dictionary(Type="/Pages", Parent=_ref(2), Kids=kids, Count=len(numbers)))
        return _Section(part.title, part.label, node, numbers[0], len(numbers))

    def _blank(self, like: PageObject, node: int) -> int:
        number = self._next()
        box = ArrayObject(NumberObject(int(side)) for side in like.mediabox)
        empty = _dictionary(Type="/Page", Parent=_ref(node), MediaBox=box, Resources=DictionaryObject())
        self._write(number, empty)
        return number

    def _outlines(self) -> int:
        if not self._sections:
            return 0
        root = self._next()
        entries = [self._next() for _ in self._sections]
        for at, (number, section) in enumerate(zip(entries, self._sections, strict=True)):
            view = ArrayObject([_ref(section.first), NameObject("/Fit")])
            entry = _dictionary(Title=TextStringObject(section.title), Parent=_ref(root), Dest=view)
            if at:
                entry.update(_dictionary(Prev=_ref(entries[at - 1])))
            if at + 1 < len(entries):
                entry.update(_dictionary(Next=_ref(entries[at + 1])))
            self._write(number, entry)
        ends = {"First": _ref(entries[0]), "Last": _ref(entries[-1])}
        self._write(root, _dictionary(Type="/Outlines", Count=len(entries), **ends))
        return root

    def _labels(self) -> ArrayObject:
        labels, at = ArrayObject(), 0
        for section in self._sections:
            said = section.label
            label = _dictionary(S="/r" if said.roman else "/D", St=said.start)
            if said.prefix:
                label.update(_dictionary(P=TextStringObject(said.prefix)))
            labels.extend((NumberObject(at), label))
            at += section.pages
        return labels

    def _close(self) -> None:
        start, size = self.out.tell(), self._last + 1
        self.out.write(f"xref\n0 {size}\n0000000000 65535 f \n".encode())
        for number in range(1, size):
            self.out.write(f"{self._offsets[number]:010d} 00000 n \n".encode())
        trailer = _dictionary(Size=size, Root=_ref(1))
        self.out.write(b"trailer\n")
        trailer.write_to_stream(self.out)
        self.out.write(f"\nstartxref\n{start}\n%%EOF\n".encode())

    def _next(self) -> int:
        self._last += 1
        self._offsets.append(0)
        return self._last

    def _write(self, number: int, thing: PdfObject) -> None:
        self._offsets[number] = self.out.tell()
        self.out.write(f"{number} 0 obj\n".encode())
        thing.write_to_stream(self.out)
        self.out.write(b"\nendobj\n")


class _Copy:
    """The objects of one file on their way into the output, each under a new number."""

    def __init__(self, binder: Binder, stamp: int = 0):
        self._binder = binder
        self._stamp = stamp
        self._numbers: dict[tuple[int, int], int] = {}
        self._waiting: deque[tuple[int, IndirectObject]] = deque()

    def page(self, page: PageObject, node: int) -> int:
        """Copy what is drawn on a page; returns its new number."""
        number = self._binder._next()
        drawn = _dictionary(Type="/Page", Parent=_ref(node))
        drawn.update({NameObject(key): self.copied(page.raw_get(key)) for key in _DRAWN if key in page})
        if self._stamp:
            self._stamped(page, drawn)
        notes = ArrayObject(self._notes(page))
        if notes:
            drawn.update(_dictionary(Annots=notes))
        self._binder._write(number, drawn)
        return number

    def drawing(self, page: PageObject) -> int:
        """Copy a page as a drawing that others may show; returns its number."""
        number, content = self._binder._next(), page.get_contents()
        drawn = _stream(b"" if content is None else content.get_data())
        drawn.update(_dictionary(Type="/XObject", Subtype="/Form", Group=_dictionary(S="/Transparency")))
        drawn.update(_dictionary(BBox=self.copied(page.mediabox), Resources=self.copied(page["/Resources"])))
        self._binder._write(number, drawn)
        self.finish()
        return number

    def _stamped(self, page: PageObject, drawn: DictionaryObject) -> None:
        """Draw the stamp over the page, whatever its own content does to the state of the pen."""
        source = page.get("/Resources", DictionaryObject()).get_object()
        resources = DictionaryObject(self._entries(source, ()))
        shown = DictionaryObject(self._entries(source.get("/XObject", DictionaryObject()).get_object(), ()))
        shown.update(_dictionary(ReadingCopy=_ref(self._stamp)))
        resources[NameObject("/XObject")] = shown
        own = page.raw_get("/Contents") if "/Contents" in page else ArrayObject()
        several = own.get_object()
        own = several if isinstance(several, ArrayObject) else ArrayObject([own])
        before, after = self._content(b"q\n"), self._content(b"\nQ\nq /ReadingCopy Do Q\n")
        drawn.update(_dictionary(Resources=resources, Contents=ArrayObject([before, *map(self.copied, own), after])))

    def _content(self, drawing: bytes) -> IndirectObject:
        number = self._binder._next()
        self._binder._write(number, _stream(drawing))
        return _ref(number)

    def finish(self) -> None:
        """Write everything that the pages asked for."""
        while self._waiting:
            number, source = self._waiting.popleft()
            found = source.get_object()
            is_tree = isinstance(found, DictionaryObject) and found.get("/Type") in _TREES
            self._binder._write(number, self.copied(NullObject() if found is None or is_tree else found))

    def copied(self, thing: PdfObject) -> PdfObject:
        """The same with new numbers in place of the old ones."""
        if isinstance(thing, IndirectObject):
            return _ref(self._number(thing))
        if isinstance(thing, StreamObject):
            stream = StreamObject()
            stream._data = thing._data  # as it is compressed
            stream.update(self._entries(thing, _ELSEWHERE))
            return stream
        if isinstance(thing, DictionaryObject):
            return DictionaryObject(self._entries(thing, frozenset()))
        if isinstance(thing, ArrayObject):
            return ArrayObject(self.copied(one) for one in thing)
        return thing

    def _entries(self, source: DictionaryObject, left_out: Iterable[str]) -> dict[PdfObject, PdfObject]:
        return {key: self.copied(source.raw_get(key)) for key in source if key not in left_out}

    def _number(self, source: IndirectObject) -> int:
        old = (source.idnum, source.generation)
        if old not in self._numbers:
            self._numbers[old] = self._binder._next()
            self._waiting.append((self._numbers[old], source))
        return self._numbers[old]

    def _notes(self, page: PageObject) -> list[PdfObject]:
        """Stamps, signatures and marks as they look; what acts or opens something is left out."""
        found = page.get("/Annots")
        notes = [one.get_object() for one in (found.get_object() if found is not None else ())]
        shown = [one for one in notes if isinstance(one, DictionaryObject) and one.get("/Subtype") not in _ACTING_NOTES]
        return [DictionaryObject(self._entries(one, _ACTING)) for one in shown]


def page_count(content: bytes) -> int:
    """How many pages a PDF has; raises ``Unbindable``."""
    try:
        return len(PdfReader(BytesIO(content)).pages)
    except (*_BROKEN, *_MALFORMED) as error:
        raise Unbindable from error


def _ref(number: int) -> IndirectObject:
    return IndirectObject(number, 0, None)


def _stream(content: bytes) -> StreamObject:
    stream = StreamObject()
    stream._data = zlib.compress(content)
    stream.update(_dictionary(Filter="/FlateDecode"))
    return stream


def _dictionary(**entries: object) -> DictionaryObject:
    made = DictionaryObject()
    for key, value in entries.items():
        made[NameObject(f"/{key}")] = _plain(value)
    return made


def _plain(value: object) -> object:
    """Whole numbers and names as a PDF holds them; what it holds already stays."""
    if isinstance(value, int):
        return NumberObject(value)
    return value if isinstance(value, TextStringObject) or not isinstance(value, str) else NameObject(value)


def fingerprint(content: bytes) -> str:
    """The SHA-256 of a file, as lists of files print it."""
    return hashlib.sha256(content).hexdigest()
