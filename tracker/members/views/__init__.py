"""Pages of members; importing a module puts its pages on the blueprint."""

from tracker.members.views import changes, importing, people, posts, relatives
from tracker.members.views.area import blueprint

__all__ = ["blueprint", "changes", "importing", "people", "posts", "relatives"]
