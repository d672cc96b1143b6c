"""Pages of evidence and of the subject's answers."""

from tracker.evidence.views import answers, register
from tracker.evidence.views.area import blueprint

__all__ = ["answers", "blueprint", "register"]
