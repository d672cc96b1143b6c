"""Who acts: the signed-in person as plain values, and how that person may stand to a case."""

from dataclasses import dataclass
from enum import StrEnum

from tracker.core.text import N_


class Role(StrEnum):
    """What an account is for. The Vietnamese names are in the glossary."""

    OFFICER = "officer"  # cán bộ kiểm tra
    COMMISSION_MEMBER = "commission_member"  # uỷ viên UBKT
    VICE_CHAIR = "vice_chair"  # phó chủ nhiệm
    CHAIR = "chair"  # chủ nhiệm
    CLERK = "clerk"  # văn thư
    PETITION_RECEIVER = "petition_receiver"  # tiếp nhận đơn
    COMMITTEE_LEADER = "committee_leader"  # thường trực cấp uỷ
    REPORT_VIEWER = "report_viewer"  # người xem báo cáo
    ADMINISTRATOR = "administrator"  # quản trị hệ thống


ROLE_LABELS = {
    Role.OFFICER: N_("Inspection officer"),
    Role.COMMISSION_MEMBER: N_("Commission member"),
    Role.VICE_CHAIR: N_("Vice-chair"),
    Role.CHAIR: N_("Chair"),
    Role.CLERK: N_("Clerk"),
    Role.PETITION_RECEIVER: N_("Petition receiver"),
    Role.COMMITTEE_LEADER: N_("Committee leader"),
    Role.REPORT_VIEWER: N_("Report viewer"),
    Role.ADMINISTRATOR: N_("Administrator"),
}


class Relation(StrEnum):
    """How an actor stands to one case. Computed once per case page by ``cases.queries``."""

    OPENER = "opener"  # opened it, while it is still a draft
    TEAM_HEAD = "team_head"
    TEAM_MEMBER = "team_member"
    DIRECTING = "directing"  # the commission member who directs the team
    CHAIR = "chair"  # leads the body whose case it is
    CLERK = "clerk"  # keeps the papers of that body
    SESSION_MEMBER = "session_member"  # attends a session whose agenda has it
    # of somebody in the team of a decided case, whose part in the team does not count until then
    UNDECLARED = "undeclared"  # has not declared on conflict of interest yet
    IN_CONFLICT = "in_conflict"  # declared one and is to be replaced


# What keeps somebody in the team from its work.
HELD_BACK = frozenset({Relation.UNDECLARED, Relation.IN_CONFLICT})


@dataclass(frozen=True)
class Actor:
    """The signed-in person. ``member_id`` ties the account to a Party member, if it is known.

    ``left`` are the ended organizations that the person came out of: what concerns one of them concerns him.
    """

    user_id: int
    full_name: str
    roles: frozenset[Role]
    body_id: int
    organization_id: int
    organization_level: str
    member_id: int | None = None
    left: frozenset[int] = frozenset()

    @property
    def homes(self) -> frozenset[int]:
        """The own organization and those that the person came out of."""
        return self.left | {self.organization_id}

    def has(self, *roles: Role) -> bool:
        """Whether the actor holds at least one of the roles."""
        return not self.roles.isdisjoint(roles)
