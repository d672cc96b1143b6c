"""Pages of programmes; importing a module puts its pages on the blueprint."""

from tracker.programmes.views import deciding, external, items, programmes
from tracker.programmes.views.area import blueprint

__all__ = ["blueprint", "deciding", "external", "items", "programmes"]
