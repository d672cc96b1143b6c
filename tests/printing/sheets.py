"""A small PDF as somebody else would bring it."""

import io

from pypdf import PdfWriter


def blank_pdf() -> bytes:
    """One empty page."""
    writer, out = PdfWriter(), io.BytesIO()
    writer.add_blank_page(width=595, height=842)
    writer.write(out)
    return out.getvalue()
