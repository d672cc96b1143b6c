"""The few citations that whole procedures rest on, where the tables hold no article of their own."""

from tracker.regulations.sources import Citation, Grade

# The skeleton of process.md 1.1 is read from published procedures, not from their full text.
PROCEDURE = Citation("354-QĐ/UBKTTW; 89-QĐ/TW", "", Grade.B)
# Who is near to a subject stays out of the work on the case.
CONFLICT = Citation("131-QĐ/TW", "", Grade.B)
# A file that lies in the archive is read and not changed.
ARCHIVE = Citation("270-QĐ/TW", "", Grade.B)
# The body that ordered the work concludes it, in a session.
COLLECTIVE = Citation("89-QĐ/TW; 354-QĐ/UBKTTW", "", Grade.B)
# Discipline is voted on by secret ballot, by whom and with what majority.
SECRET_BALLOT = Citation("22-QĐ/TW", "Điều 15", Grade.A)
# Who denounces is named to nobody but those who need it. That the rule stands in this edition is an inference.
DENOUNCER = Citation("21-QĐ/TW", "", Grade.C)
# Numbers run from 01 through a term, for each type of paper. Digests were read, not the wording.
NUMBERING = Citation("36-HD/VPTW; 05-HD/VPTW", "", Grade.UNCONFIRMED)
