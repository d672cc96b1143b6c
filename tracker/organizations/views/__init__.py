"""Pages of the tree; importing a module puts its pages on the blueprint."""

from tracker.organizations.views import bodies, changes, importing, tree
from tracker.organizations.views.area import blueprint

__all__ = ["blueprint", "bodies", "changes", "importing", "tree"]
