"""What may be kept of a paper that is a state secret: a pure rule."""

from tracker.core.text import message
from tracker.documents.states import Secrecy
from tracker.regulations.sources import Citation, Grade
from tracker.regulations.verdict import Verdict

# Read from summaries; which papers are of which degree is laid down in lists that were not seen (process.md 8.4).
SECRETS = Citation("Luật Bảo vệ bí mật nhà nước 2018", "", Grade.B)


def check_content(secrecy: Secrecy, cleared: bool) -> Verdict:
    """An ordinary machine keeps only the register's line of a classified paper: no text, no layout, no file."""
    if secrecy is Secrecy.ORDINARY or cleared:
        return Verdict(True, message("Allowed."))
    reason = message("Of a classified paper only the line of the register is kept here: no content and no file.")
    return Verdict(False, reason, (SECRETS,), {}, "secrecy")


def check_abstract(secrecy: Secrecy, abstract: str) -> Verdict:
    """Only a classified paper may stand in a register without its abstract."""
    if abstract or secrecy is not Secrecy.ORDINARY:
        return Verdict(True, message("Allowed."))
    return Verdict(False, message("Fill this in."), (), {}, "abstract")
