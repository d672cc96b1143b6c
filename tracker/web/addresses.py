"""Addresses that come from outside, and the one of this request."""

import re

from flask import request

_OWN_PATH = re.compile(r"/(?!/)[^\\\x00-\x1f]*")


def own_path(path: str) -> str | None:
    """The path if it leads to a page of this site; browsers read ``/\\`` as ``//`` and skip control characters."""
    return path if _OWN_PATH.fullmatch(path) else None


def present_path() -> str:
    """The address of this request with its query."""
    return request.full_path.rstrip("?")
