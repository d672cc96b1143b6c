"""Reports that tests begin and write."""

from datetime import date

from tests.cast import TODAY, Cast, ago
from tracker.accounts.queries import get_actor
from tracker.periodic.models import PeriodicReport
from tracker.periodic.queries import get_report
from tracker.periodic.rules import Words
from tracker.periodic.services import NewReport, begin_report, write_report
from tracker.periodic.states import Comparison, PeriodKind
from tracker.statistics.states import Deciders

LONG_AGO = ago(1500)
WORDS = Words(
    "Hoàn thành chương trình.",
    "Một số cuộc chậm.",
    "Cán bộ kiêm nhiệm.",
    "Hoàn thành các cuộc còn lại.",
    "Thường trực Đảng uỷ (để báo cáo)\nLưu hồ sơ",
)


def begun(cast: Cast, who: str = "officer", *, since: date = LONG_AGO, until: date = TODAY) -> PeriodicReport:
    """A report of the ward's commission over years, whose figures one of its people takes."""
    actor = get_actor(cast.accounts[who])
    new = NewReport(
        body_id=cast.bodies["commission"],
        kind=PeriodKind.TERM,
        since=since,
        until=until,
        comparison=Comparison.BEFORE,
        deciders=Deciders.ALL,
        organization_id=cast.organizations["ward"],
    )
    return get_report(actor, begin_report(actor, new).ref)


def written(cast: Cast, who: str = "officer") -> PeriodicReport:
    """The same with every word written."""
    report = begun(cast, who)
    write_report(get_actor(cast.accounts[who]), report, WORDS)
    return report
