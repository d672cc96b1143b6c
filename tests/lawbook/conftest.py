"""See tests/office.py."""

from tests.office import cast, play, world

__all__ = ["cast", "play", "world"]
