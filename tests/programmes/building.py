"""Programmes brought to any point of their life through the services, by the people whose work it is."""

from datetime import date

from tests.cast import TODAY, Cast
from tracker.access import Actor
from tracker.accounts.queries import get_actor
from tracker.cases.planning import AHEAD
from tracker.programmes import queries, services
from tracker.programmes.models import PlanEntry
from tracker.programmes.queries import ProgrammeFile
from tracker.programmes.states import ProgrammeType

YEAR = TODAY.year
KIND = "thematic_supervision"


class Plan:
    """The commission's programme of this year and who works on it; each verb brings it one step on."""

    def __init__(self, cast: Cast, body: str = "commission", drafter: str = "officer", approver: str = "chair"):
        self.cast, self.body, self.drafter, self.approver = cast, body, drafter, approver
        self.key = str(YEAR)

    def actor(self, name: str) -> Actor:
        return get_actor(self.cast.accounts[name])

    def file(self, name: str | None = None) -> ProgrammeFile:
        return queries.get_programme(self.actor(name or self.drafter), self.cast.bodies[self.body], self.key)

    @property
    def url(self) -> str:
        return f"/programmes/{self.cast.bodies[self.body]}/{self.key}"

    def new(self, **changed: object) -> services.NewProgramme:
        values: dict = {"body_id": self.cast.bodies[self.body], "type": ProgrammeType.YEARLY}
        return services.NewProgramme(**values | {"year_from": YEAR, "year_until": YEAR} | changed)

    def item(self, **changed: object) -> services.ItemDraft:
        values: dict = {
            "kind": KIND,
            "matter": "việc nâng cao chất lượng sinh hoạt chi bộ",
            "organizations": [self.cast.organizations["cell"]],
            "members": [],
            "contents": ["org.working_rules"],
            "period_from": date(YEAR - 1, 1, 1),
            "period_until": date(YEAR - 1, 12, 31),
            "year": YEAR,
            "quarter": 4,
            "body_id": self.cast.bodies[self.body],
            "head_id": self.cast.accounts["head"],
        }
        return services.ItemDraft(**values | changed)

    def drafted(self, *items: dict) -> "Plan":
        services.draft_programme(self.actor(self.drafter), self.new(), TODAY)
        for item in items or ({},):
            self.add(**item)
        return self

    def add(self, **changed: object) -> PlanEntry:
        return services.add_item(self.actor(self.drafter), self.file(), self.item(**changed), AHEAD, TODAY)

    def entry(self, number: int = 1) -> PlanEntry:
        file = self.file()
        return queries.get_entry(file.open or file.present, number)

    def change(self, number: int = 1, **changed: object) -> None:
        draft = self.item(**changed)
        services.change_item(self.actor(self.drafter), self.file(), self.entry(number), draft, AHEAD, TODAY)

    def submitted(self, *items: dict) -> "Plan":
        if not self._exists():
            self.drafted(*items)
        services.submit_programme(self.actor(self.drafter), self.file(), TODAY)
        return self

    def approved(self, *items: dict, number: str | None = "03-CTr/UBKTĐU") -> "Plan":
        self.submitted(*items)
        approval = services.Approval(TODAY, "Vũ Minh Nguyệt", number)
        services.approve_programme(self.actor(self.approver), self.file(self.approver), approval, AHEAD, TODAY)
        return self

    def adjusting(self) -> "Plan":
        services.adjust_programme(self.actor(self.drafter), self.file(), "Thông báo số 12-TB/ĐU", "Theo chỉ đạo.")
        return self

    def rows(self, name: str | None = None) -> list[queries.ItemRow]:
        file = self.file(name)
        return queries.item_rows(self.actor(name or self.drafter), file, file.present, AHEAD)

    def _exists(self) -> bool:
        new = self.new()
        return queries.same_period(new.body_id, new.type, (new.year_from, new.year_until))
