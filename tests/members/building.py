"""Members to test with, on the tree of the organizations' tests."""

from datetime import date

from tests.organizations.building import TODAY
from tracker.access import Actor
from tracker.members import services
from tracker.members.models import Member
from tracker.members.states import Sex
from tracker.organizations.models import Organization

ADMITTED = date(2005, 5, 19)


def facts(**changes: object) -> services.MemberFacts:
    """A complete record, an official member since 2006."""
    values = {
        "code": "050001",
        "full_name": "Nguyễn Văn Đức",
        "sex": Sex.MALE,
        "born_on": date(1980, 9, 5),
        "admitted_on": ADMITTED,
        "official_on": date(2006, 5, 19),
        "ethnicity": "Thái",
        "home_town": "Mường Thanh",
    }
    return services.MemberFacts(**{**values, **changes})


def admit(organization: Organization, actor: Actor | None = None, **changes: object) -> Member:
    """Enter a member of the organization, by default as the program itself."""
    return services.admit_member(actor, facts(**changes), organization.id, TODAY)
