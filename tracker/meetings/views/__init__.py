"""Pages of sessions."""

from tracker.meetings.views import attending, items, papers, sessions, voting
from tracker.meetings.views.area import blueprint

__all__ = ["attending", "blueprint", "items", "papers", "sessions", "voting"]
