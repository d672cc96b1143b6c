"""The arithmetic of the chain: canonical text, leaf and link. Pure, so that anyone can check it without this program.

``leaf = SHA-256(0x00 ‖ body)``, ``hash = SHA-256(0x01 ‖ previous hash ‖ leaf)``, all hashes as lower-case hex.
"""

import hashlib
import json
import unicodedata
from collections.abc import Iterable, Mapping
from typing import NamedTuple

START = "0" * 64
FORMAT = 1


class Entry(NamedTuple):
    """What the check needs of one stored entry. ``beside`` are the parts of the body that other columns repeat."""

    seq: int
    body: str
    hash: str
    beside: Mapping[str, object] = {}


class Break(NamedTuple):
    """The first bad place of a chain and what is wrong there."""

    seq: int
    reason: str


def canonical(body: Mapping[str, object]) -> str:
    """The one text of an entry: sorted keys, no spaces, NFC, with the version of the format."""
    text = json.dumps({"v": FORMAT, **body}, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return unicodedata.normalize("NFC", text)


def link(previous: str, body: str) -> str:
    """The hash of an entry that follows ``previous``."""
    leaf = hashlib.sha256(b"\x00" + body.encode()).hexdigest()
    return hashlib.sha256(b"\x01" + previous.encode() + leaf.encode()).hexdigest()


def find_break(entries: Iterable[Entry], head: tuple[int, str]) -> Break | None:
    """Walk the chain in order; None when every entry and the head fit."""
    seq, last = 0, START
    for entry in entries:
        if entry.seq != seq + 1:
            return Break(seq + 1, "the entry is missing")
        if link(last, entry.body) != entry.hash:
            return Break(entry.seq, "the text does not fit the hash")
        if entry.beside and not entry.beside.items() <= json.loads(entry.body).items():
            return Break(entry.seq, "a column beside the text says something else")
        seq, last = entry.seq, entry.hash
    if (seq, last) != head:
        return Break(seq + 1, "the chain does not end where its head says")
    return None
