"""A copy of a paper for printing on both sides of a sheet: the words are the same, the side margins change places."""

from io import BytesIO

from pypdf import PdfReader, PdfWriter, Transformation

_SHIFT = (15 - 30) / 25.4 * 72  # margins of templates/documents/_base/base.css, in points


def mirrored(content: bytes) -> bytes:
    """The file with its even pages moved to the left. It is another file: not the one that was signed or is checked."""
    writer = PdfWriter()
    writer.append_pages_from_reader(PdfReader(BytesIO(content)))
    for page in writer.pages[1::2]:
        page.add_transformation(Transformation().translate(tx=_SHIFT))
    made = BytesIO()
    writer.write(made)
    return made.getvalue()
