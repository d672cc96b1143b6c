"""The foot of an issued paper: the code by which anybody checks it, in words and as a picture to point a phone at.

It stands in the bottom margin of each page, outside the text, where no component of the layout stands.
"""

import io
import json

import segno

from tracker.documents import wording

PICTURE = "paper:code"  # the one address the layout process answers, from memory, for the paper being made
SIDE = 13  # mm of the picture: at the longest address a module has a third of one, and printers reach its lower edge
_WORDS = f"8pt 'Liberation Serif'; line-height: 10pt; vertical-align: top; padding: 4.5mm 0 0 {SIDE + 3}mm"


def style(code: str, address: str) -> str:
    """The style sheet of the foot: the picture at the left, the code beside it, and below it where it is checked."""
    words = "\n".join(part for part in (f"Mã kiểm tra: {wording.grouped(code)}", address) if part)
    content = json.dumps(words, ensure_ascii=False).replace("\\n", "\\a ")  # a string of CSS is quoted in the same way
    picture = f"background: url('{PICTURE}') 0 1.5mm / {SIDE}mm {SIDE}mm no-repeat"
    return f"@page {{ @bottom-left {{ content: {content}; font: {_WORDS}; white-space: pre; {picture} }} }}"


def contact(words: str) -> str:
    """The style sheet of the contact line at the foot of the first page, right of where the code stands."""
    about = (
        "font: 10pt/12pt 'Liberation Serif'; text-align: right; vertical-align: top; padding: 4.5mm 0 0; width: 100mm"
    )
    return f"@page :first {{ @bottom-right {{ content: {json.dumps(words, ensure_ascii=False)}; {about} }} }}"


def picture(code: str, address: str) -> bytes:
    """The QR code as SVG: the page that checks the paper with its code filled in, or the code where there is none."""
    drawn = io.BytesIO()
    said = f"{address}?code={code}" if address else code
    segno.make_qr(said, error="m").save(drawn, kind="svg", border=0, omitsize=True, xmldecl=False)
    return drawn.getvalue()
