"""Whether the end of a PDF is there: told from its marks (ISO 32000-2, 7.5), without reading what it shows.

A PDF may hold several ends: each later change appends a part with an end of its own, and one arranged for the web has
its first end near its start. So an end somewhere proves nothing: what was cut off behind it is missing.
"""

import re

_END = b"%%EOF"
_BEGUN = re.compile(rb"(?<![0-9])[0-9]{1,10}[ \t]{1,4}[0-9]{1,5}[ \t]{1,4}obj\b|\bxref\b|\bendobj\b|\bendstream\b")
_POINTER = re.compile(rb"startxref\s+([0-9]{1,12})\s*$")
_ARRANGED = re.compile(rb"/Linearized\b")
_LENGTH = re.compile(rb"/L[ \t\r\n]+([0-9]{1,12})")
_HEAD, _TAIL = 2048, 2048


def is_whole_pdf(content: bytes) -> bool:
    """Whether nothing is missing behind the last end: no part begun after it, and its pointers lead into the file."""
    end = content.rfind(_END)
    if end < 0 or _BEGUN.search(content, end):
        return False
    pointer = _POINTER.search(content[max(0, end - _TAIL) : end])
    if pointer is not None and not 0 < int(pointer[1]) < end:
        return False  # the first part of one arranged for the web points to 0, a broken one behind its own end
    head = content[:_HEAD]
    length = _LENGTH.search(head) if _ARRANGED.search(head) else None
    return length is None or int(length[1]) <= len(content)
