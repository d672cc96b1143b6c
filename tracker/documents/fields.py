"""Fields of the forms that record a decision signed elsewhere, or have it numbered and printed here."""

from typing import Any

from flask_babel import lazy_gettext as _l

from tracker.accounts.queries import signers
from tracker.web.fields import ChoiceField

NUMBERED_HERE = _l("Left empty, the register gives the next number; then choose who signs.")
MAYBE_NUMBERED_HERE = _l("Only where there is one; or choose who signs, and the register gives it its number.")


class SignerField(ChoiceField):
    """Who signs a decision that is numbered and printed here, where its number is not typed."""

    def __init__(self, **options: Any):
        label, told = _l("Signer"), _l("Only if the decision is to be numbered and printed here.")
        super().__init__(label, required=False, description=told, **options)

    def offer_signers(self, body_id: int) -> None:
        """Offer those who may sign for a body."""
        self.offer([(one.full_name, one.full_name) for one in signers(body_id)])
