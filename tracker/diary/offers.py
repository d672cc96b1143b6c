"""What the diary adds to the pages of a case."""

from tracker.access import Permission
from tracker.cases.page import Area, Tab
from tracker.core.text import N_

AREA = Area(
    tabs=(Tab(N_("Team diary"), "diary.show_diary", Permission.SEE_FILE),),
)
