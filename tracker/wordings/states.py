"""From where the values of a preview come, and how a difference is told."""

from enum import StrEnum

from tracker.core.text import N_


class Source(StrEnum):
    """Whose values a preview shows."""

    SAMPLE = "sample"
    ISSUED = "issued"
    COMPOSED = "composed"
    OUTLINED = "outlined"


SOURCE_TEXTS = {
    Source.SAMPLE: N_("On the sample."),
    Source.ISSUED: N_("With the values of the paper that this case has."),
    Source.COMPOSED: N_("As it would be composed for this case now."),
    Source.OUTLINED: N_(
        "This case has no such paper yet. What its file tells is filled in and what it does not tell is red; a day "
        "that is not known stands as today, a number as 0."
    ),
}


class Change(StrEnum):
    """What became of a word."""

    SAME = "same"
    REMOVED = "removed"
    ADDED = "added"
