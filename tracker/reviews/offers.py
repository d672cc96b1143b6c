"""What reviewed decisions add to the pages of a case."""

from tracker.access import Permission
from tracker.cases.page import Area, Tab
from tracker.core.text import N_
from tracker.reviews import queries

AREA = Area(
    tabs=(
        Tab(
            N_("Decisions reviewed"),
            "reviews.list_reviews",
            Permission.SEE_FILE,
            lambda file: queries.reviews_counted(file.case.id),
            shown=lambda file: file.row.reviews_decisions or file.row.rules_on_complaint,
        ),
    ),
)
