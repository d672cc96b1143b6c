"""Forms of discipline."""

from tracker.discipline.forms.beside import (
    CircumstanceForm,
    DeferralForm,
    DutyForm,
    EndForm,
    ExtensionForm,
    RemovalForm,
    ResponsibilityForm,
    ResumptionForm,
    SuspensionForm,
)
from tracker.discipline.forms.proceeding import (
    AgendaChoiceForm,
    AnnouncementForm,
    BallotForm,
    BarringForm,
    DecisionForm,
    ExemptionForm,
    MinutesForm,
    ProposalForm,
    ReferralForm,
    RefrainForm,
    ReviewForm,
)

__all__ = [
    "AgendaChoiceForm",
    "AnnouncementForm",
    "BallotForm",
    "BarringForm",
    "CircumstanceForm",
    "DecisionForm",
    "DeferralForm",
    "DutyForm",
    "EndForm",
    "ExemptionForm",
    "ExtensionForm",
    "MinutesForm",
    "ProposalForm",
    "ReferralForm",
    "RefrainForm",
    "RemovalForm",
    "ResponsibilityForm",
    "ResumptionForm",
    "ReviewForm",
    "SuspensionForm",
]
