"""Pages of petitions; importing a module puts its pages on the blueprint."""

from tracker.petitions.views import deciding, identity, intake, letters, register
from tracker.petitions.views.area import blueprint

__all__ = ["blueprint", "deciding", "identity", "intake", "letters", "register"]
