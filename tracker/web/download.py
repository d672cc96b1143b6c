"""Answers that are files."""

from urllib.parse import quote

from flask import Response


def pdf_response(content: bytes, name: str, *, attachment: bool = False) -> Response:
    """A PDF, shown in the browser or saved under its name."""
    how = "attachment" if attachment else "inline"
    headers = {
        "Content-Disposition": f"{how}; filename*=UTF-8''{quote(name)}",
        "Content-Security-Policy": "default-src 'none'; object-src 'self'",
        "Cache-Control": "private, no-store",
    }
    return Response(content, mimetype="application/pdf", headers=headers)
