"""Tables of policies, sessions, questions and checks; no verbs."""

from sixia.fieldwork.outreach.models.policies import Doubt, Policy, Version
from sixia.fieldwork.outreach.models.sessions import FORMS, MOMENTS, WAYS, Audience, Check, Question, Reach, Session, Tally

__all__ = [
    "FORMS",
    "MOMENTS",
    "WAYS",
    "Audience",
    "Check",
    "Doubt",
    "Policy",
    "Question",
    "Reach",
    "Session",
    "Tally",
    "Version",
]
