"""The controlled lists of content codes from which the periodic forms are computed."""

from dataclasses import dataclass
from enum import StrEnum

from tracker.core.text import N_


class ContentList(StrEnum):
    """Which list a code belongs to: what organizations, and what members, are inspected on; what members violate."""

    ORGANIZATION = "organization"
    MEMBER = "member"
    MEMBER_VIOLATION = "member_violation"


@dataclass(frozen=True)
class Content:
    """One code. ``name_vi`` is the wording of the forms and papers."""

    code: str
    list: ContentList
    label: str
    name_vi: str


CONTENTS: dict[str, Content] = {
    row.code: row
    for row in (
        Content(
            "org.resolutions",
            ContentList.ORGANIZATION,
            N_("Party resolutions, directives, regulations, conclusions"),
            "chấp hành nghị quyết, chỉ thị, quy định, kết luận của Đảng",
        ),
        Content(
            "org.state_law",
            ContentList.ORGANIZATION,
            N_("State policies and laws"),
            "chấp hành chính sách, pháp luật của Nhà nước",
        ),
        Content(
            "org.working_rules",
            ContentList.ORGANIZATION,
            N_("Working regulations, democratic centralism, internal unity"),
            "thực hiện quy chế làm việc, tập trung dân chủ, đoàn kết nội bộ",
        ),
        Content("org.cadres", ContentList.ORGANIZATION, N_("Cadre work"), "công tác cán bộ"),
        Content(
            "org.thrift",
            ContentList.ORGANIZATION,
            N_("Thrift and prevention of waste"),
            "thực hành tiết kiệm, chống lãng phí",
        ),
        Content(
            "org.petitions",
            ContentList.ORGANIZATION,
            N_("Handling of complaints and denunciations"),
            "giải quyết khiếu nại, tố cáo",
        ),
        Content("org.other", ContentList.ORGANIZATION, N_("Other (organization)"), "nội dung khác"),
        Content(
            "member.working_rules",
            ContentList.MEMBER,
            N_("Working regulations, democratic centralism"),
            "thực hiện quy chế làm việc, nguyên tắc tập trung dân chủ",
        ),
        Content(
            "member.ethics",
            ContentList.MEMBER,
            N_("Qualities, ethics, way of life"),
            "phẩm chất đạo đức, lối sống",
        ),
        Content(
            "member.duties",
            ContentList.MEMBER,
            N_("Functions and assigned duties"),
            "thực hiện chức trách, nhiệm vụ được giao",
        ),
        Content(
            "member.prohibited",
            ContentList.MEMBER,
            N_("What members must not do"),
            "thực hiện những điều đảng viên không được làm",
        ),
        Content("member.other", ContentList.MEMBER, N_("Other (member)"), "nội dung khác"),
        Content(
            "violation.working_rules",
            ContentList.MEMBER_VIOLATION,
            N_("Democratic centralism, working regulations, working discipline"),
            "vi phạm nguyên tắc tập trung dân chủ, quy chế làm việc, chế độ công tác",
        ),
        Content(
            "violation.ethics",
            ContentList.MEMBER_VIOLATION,
            N_("Ethics and way of life"),
            "vi phạm đạo đức, lối sống",
        ),
        Content(
            "violation.unity",
            ContentList.MEMBER_VIOLATION,
            N_("Internal disunity"),
            "gây mất đoàn kết nội bộ",
        ),
        Content(
            "violation.prohibited",
            ContentList.MEMBER_VIOLATION,
            N_("Prohibited conduct"),
            "vi phạm những điều đảng viên không được làm",
        ),
        Content(
            "violation.population",
            ContentList.MEMBER_VIOLATION,
            N_("Population and family planning"),
            "vi phạm chính sách dân số, kế hoạch hoá gia đình",
        ),
        Content(
            "violation.corruption",
            ContentList.MEMBER_VIOLATION,
            N_("Corruption, deliberate wrongdoing"),
            "tham nhũng, cố ý làm trái",
        ),
        Content(
            "violation.irresponsibility",
            ContentList.MEMBER_VIOLATION,
            N_("Lack of responsibility"),
            "thiếu trách nhiệm, buông lỏng lãnh đạo, quản lý",
        ),
        Content(
            "violation.land",
            ContentList.MEMBER_VIOLATION,
            N_("Land and natural resources"),
            "vi phạm trong quản lý, sử dụng đất đai, tài nguyên",
        ),
        Content(
            "violation.finance",
            ContentList.MEMBER_VIOLATION,
            N_("Finance, banking, investment, construction"),
            "vi phạm về tài chính, ngân hàng, đầu tư, xây dựng cơ bản",
        ),
        Content(
            "violation.assets",
            ContentList.MEMBER_VIOLATION,
            N_("Declaration of assets and income"),
            "vi phạm về kê khai tài sản, thu nhập",
        ),
        Content("violation.other", ContentList.MEMBER_VIOLATION, N_("Other violation"), "vi phạm khác"),
    )
}


def codes_of(*lists: ContentList) -> list[Content]:
    """The contents of the lists, in the order of the forms."""
    return [content for content in CONTENTS.values() if content.list in lists]
