"""Pages of the follow-up: of one case, its recommendations and its money, and the register of the house."""

from tracker.follow_up.views import money, recommendations, register
from tracker.follow_up.views.area import blueprint

__all__ = ["blueprint", "money", "recommendations", "register"]
