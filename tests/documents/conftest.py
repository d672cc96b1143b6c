"""The samples that stand beside the templates."""

from collections.abc import Callable

import pytest

from tracker.documents.contexts import Paper, from_json
from tracker.documents.render import TEMPLATES


def _sample(key: str) -> Paper:
    return from_json((TEMPLATES / key / "sample.json").read_text(encoding="utf-8"))


@pytest.fixture(scope="session")
def sample() -> Callable[[str], Paper]:
    """``sample("member_discipline")``: the paper kept beside its template."""
    return _sample
