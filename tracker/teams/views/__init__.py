"""Pages about teams: changes of a case, declarations, missions."""

from tracker.teams.views import changes, missions
from tracker.teams.views.area import blueprint

__all__ = ["blueprint", "changes", "missions"]
