"""Pages of discipline; importing a module puts its pages on the blueprint."""

from tracker.discipline.views import answering, executing, records, steps, weighing
from tracker.discipline.views.area import blueprint

__all__ = ["answering", "blueprint", "executing", "records", "steps", "weighing"]
