"""Pages of complaints against discipline; importing a module puts its pages on the blueprint."""

from tracker.appeals.views import deciding, linking, lists, receiving
from tracker.appeals.views.area import blueprint

__all__ = ["blueprint", "deciding", "linking", "lists", "receiving"]
