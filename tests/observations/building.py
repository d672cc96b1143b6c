"""Observations as tests make them."""

from tests.cast import TODAY, Cast, ago
from tracker.accounts.queries import get_actor
from tracker.cases import services as cases
from tracker.cases.kinds import Kind
from tracker.cases.states import Basis
from tracker.members.states import SubjectType
from tracker.observations import services
from tracker.observations.models import Observation
from tracker.observations.queries import get_observation
from tracker.observations.services import Note
from tracker.observations.states import Assessment, Source


def note(cast: Cast, **changed: object) -> Note:
    values: dict = {
        "observed_on": ago(10),
        "area": "Tổ dân phố 1",
        "source": Source.MEETING,
        "content": "Chi bộ họp muộn hai tháng.",
        "assessment": Assessment.SHORTCOMING,
        "proposal": "Nhắc nhở.",
        "subjects": [f"member-{cast.members['secretary']}"],
    }
    return Note(**values | changed)


def noted(cast: Cast, name: str = "officer", **changed: object) -> Observation:
    actor = get_actor(cast.accounts[name])
    return get_observation(actor, services.note_observation(actor, note(cast, **changed), TODAY).ref)


def reported(cast: Cast, **changed: object) -> Observation:
    observation = noted(cast, **changed)
    services.report_observation(get_actor(cast.accounts["officer"]), observation, ago(8), TODAY)
    return observation


def draft(cast: Cast, **changed: object) -> cases.Draft:
    values: dict = {
        "kind": Kind.VIOLATION_INSPECTION,
        "body_id": cast.bodies["commission"],
        "title": "việc sinh hoạt chi bộ",
        "subjects": [(SubjectType.MEMBER, cast.members["secretary"])],
        "contents": ["member.duties"],
        "period_from": ago(900),
        "period_until": ago(60),
        "basis": Basis.ORDER,
        "basis_text": "Kết quả giám sát thường xuyên",
        "head": cast.accounts["head"],
        "team": [],
    }
    return cases.Draft(**values | changed)
