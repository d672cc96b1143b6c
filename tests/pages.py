"""What every HTML page owes its reader, checked on each page a test fetches; and the forms a page holds."""

import re
from collections import Counter
from dataclasses import dataclass, field
from functools import lru_cache
from xml.etree.ElementTree import Element, TreeBuilder

import markupever
import turbohtml

INPUTS = ("input", "select", "textarea")
SUBMITS = ("submit", "image")
UNLABELLED = ("hidden", "submit", "image", "button", "reset")
REFERENCES = ("for", "aria-describedby", "aria-labelledby", "aria-controls", "form", "list")
# What is the same however often it is sent.
HARMLESS_TWICE = re.compile(r"/(language|sign-in|sign-out|notifications/(\d+/)?read|printing/\w+/\w+)(\?|$)")
LEFTOVERS = re.compile(r"\{\{|\}\}|\{%|%\(\w+\)s|<Undefined|\bLazyString\b|<tracker\.")


@lru_cache(maxsize=64)
def parse(html: str) -> tuple[Element, list[str]]:
    """The page's tree, and what the HTML standard calls an error in it.

    Both parsers are compiled: thousands of pages are read in a run. Only one tells where elements are nested wrongly,
    only the other gives its tree away quickly.
    """
    builder = TreeBuilder()
    _build(builder, turbohtml.parse(html, positions=False))
    parser = markupever.Parser(markupever.HtmlOptions())
    parser.process(html)
    parser.finish()
    return builder.close(), [f"the HTML is wrong: {error}" for error in parser.errors()]


def _build(builder: TreeBuilder, node: turbohtml.Node) -> None:
    for child in node.children:
        if isinstance(child, turbohtml.Element):
            # an attribute of many words is a list there, one without a value None
            attributes = {
                name: " ".join(value) if isinstance(value, list) else value or "" for name, value in child.attrs.items()
            }
            builder.start(child.tag, attributes)
            _build(builder, child)
            builder.end(child.tag)
        elif isinstance(child, turbohtml.Text):
            builder.data(child.data)


def faults(html: str) -> list[str]:
    """Everything wrong with the page, as sentences; an empty list for a good one."""
    root, errors = parse(html)
    elements = [element for element in root.iter() if isinstance(element.tag, str)]
    checks = (_heading_and_title, _identifiers, _labels, _inline_code, _forms, _texts)
    return errors + [fault for check in checks for fault in check(elements)]


def text_of(element: Element) -> str:
    """The text a reader sees in the element, with single spaces."""
    return " ".join("".join(element.itertext()).split())


def _heading_and_title(elements: list[Element]) -> list[str]:
    headings = [text_of(element) for element in elements if element.tag == "h1"]
    titles = [text_of(element) for element in elements if element.tag == "title"]
    found = []
    if len(headings) != 1 or not headings[0]:
        found.append(f"the page has the h1 headings {headings}; it must have exactly one")
    if not titles or not titles[0]:
        found.append("the page has no title")
    if not elements[0].get("lang"):
        found.append("the page does not tell its language")
    return found


def _identifiers(elements: list[Element]) -> list[str]:
    counts = Counter(element.get("id") for element in elements if element.get("id") is not None)
    found = [f"the id {name!r} occurs {count} times" for name, count in counts.items() if count > 1 or not name]
    for element in elements:
        named = [word for attribute in REFERENCES for word in element.get(attribute, "").split()]
        link = element.get("href", "")
        if link.startswith("#") and len(link) > 1:
            named.append(link[1:])
        found += [f"<{element.tag}> refers to #{name}, which is not there" for name in named if name not in counts]
    return found


def _labels(elements: list[Element]) -> list[str]:
    labels = [element for element in elements if element.tag == "label"]
    labelled = {label.get("for") for label in labels if text_of(label)}
    wrapped = {child for label in labels if text_of(label) for child in label.iter()}
    found = []
    for element in elements:
        if element.tag in INPUTS and element.get("type") not in UNLABELLED:
            own = element.get("aria-label") or element.get("aria-labelledby")
            if not own and element not in wrapped and element.get("id") not in labelled:
                found.append(f"<{element.tag} name={element.get('name')!r}> has no label")
        elif element.tag in ("button", "a") and not _name(element) and element.get("aria-hidden") != "true":
            found.append(f"<{element.tag} {dict(element.attrib)}> has no text")
        elif element.tag == "img" and element.get("alt") is None:
            found.append(f"<img src={element.get('src')!r}> has no alt")
    return found


def _name(element: Element) -> str:
    if element.tag == "a" and element.get("href") is None:
        return "not a link"
    pictures = " ".join(child.get("alt") or child.get("aria-label") or "" for child in element.iter())
    return text_of(element) or element.get("aria-label") or element.get("aria-labelledby") or pictures.strip()


def _inline_code(elements: list[Element]) -> list[str]:
    found = []
    for element in elements:
        names = [name for name in element.attrib if str(name) == "style" or str(name).startswith("on")]
        found += [f"<{element.tag}> has the inline attribute {name}, which the CSP refuses" for name in names]
        if element.tag == "script" and not element.get("src") and element.get("type") != "application/json":
            found.append("an inline script, which the CSP refuses")
        if element.tag == "style":
            found.append("an inline style sheet, which the CSP refuses")
    return found


def _forms(elements: list[Element]) -> list[str]:
    """Nothing typed is lost, and nothing that is sent twice counts twice."""
    found = []
    for form in (element for element in elements if element.tag == "form"):
        if form.get("method", "get").lower() != "post":
            continue
        action, inputs = form.get("action") or "", [child for child in form.iter() if child.tag in INPUTS]
        names = [child.get("name") or "" for child in inputs]
        if "csrf_token" not in names:
            found.append(f"the form to {action!r} has no csrf_token")
        if "idempotency_key" not in names and not HARMLESS_TWICE.search(action):
            found.append(f"the form to {action!r} has no number: sent twice it is carried out twice")
        is_typed = any(child.tag == "textarea" and child.get("readonly") is None for child in inputs)
        is_sealed = any(name.startswith("identity_") for name in names)  # what is typed goes into the vault only
        if is_typed and form.get("data-draft") is None and not is_sealed:
            found.append(f"the form to {action!r} keeps no draft of what is typed")
    return found


def _texts(elements: list[Element]) -> list[str]:
    body = next(element for element in elements if element.tag == "body")
    found = [f"the page shows {match.group()!r}" for match in LEFTOVERS.finditer(text_of(body))]
    return found + [f"<{element.tag}> shows None" for element in elements if text_of(element) == "None"]


@dataclass
class PageForm:
    """A form as a browser holds it: ``values`` are what it would send now, ``buttons`` its named ways to send it."""

    action: str
    method: str
    in_main: bool
    names: set[str]
    values: dict[str, list[str]]
    buttons: list[tuple[str, str, str]]  # name, value, text
    typed: list[str] = field(default_factory=list)  # of its text areas

    def knows(self, name: str) -> bool:
        """Whether the form could send a value under ``name``; a picker offers its names only after a search."""
        return name in self.names or f"{name}-q" in self.names

    def pressed(self, wanted: str | None) -> dict[str, list[str]]:
        """What pressing a button adds: the one whose text, name or value is ``wanted``, else a nameless one."""
        if wanted is None:
            if not self.buttons or any(not name for name, _, _ in self.buttons):
                return {}
            raise AssertionError(f"say which button to press: {self.buttons}")
        for name, value, text in self.buttons:
            if wanted in (name, value, text):
                return {name: [value]} if name else {}
        raise AssertionError(f"no button {wanted!r} among {self.buttons}")


def forms(html: str) -> list[PageForm]:
    """The forms of a page, in order."""
    root, _ = parse(html)
    main = {form for region in root.iter("main") for form in region.iter("form")}
    return [_read_form(root, form, form in main) for form in root.iter("form")]


def _read_form(root: Element, form: Element, in_main: bool) -> PageForm:
    read = PageForm(form.get("action") or "", form.get("method", "get").lower(), in_main, set(), {}, [])
    outside = [element for element in root.iter() if form.get("id") and element.get("form") == form.get("id")]
    for element in dict.fromkeys([*form.iter(), *outside]):
        name = element.get("name") or ""
        kind = element.get("type", "")
        if element.get("disabled") is not None:
            continue
        if (element.tag == "button" and kind in ("", "submit")) or (element.tag == "input" and kind in SUBMITS):
            read.buttons.append((name, element.get("value", ""), text_of(element) or element.get("value", "")))
        elif element.tag in INPUTS and name:
            read.names.add(name)
            read.typed += [name] if element.tag == "textarea" else []
            for value in _current(element):
                read.values.setdefault(name, []).append(value)
    return read


def _current(element: Element) -> list[str]:
    """What the control would send now."""
    kind = element.get("type", "text")
    if element.tag == "textarea":
        return ["".join(element.itertext())]
    if element.tag == "select":
        options = list(element.iter("option"))
        chosen = [option for option in options if option.get("selected") is not None]
        if not chosen and element.get("multiple") is None:
            chosen = options[:1]
        return [option.get("value", text_of(option)) for option in chosen]
    if kind in ("checkbox", "radio"):
        return [element.get("value", "on")] if element.get("checked") is not None else []
    return [] if kind == "file" else [element.get("value", "")]
