"""Tables of research topics, their sites and outings, what people said, how it was coded, and what was found; no verbs."""

from sixia.fieldwork.research.models.dissections import Dissection, DissectionRows, Stop, Why
from sixia.fieldwork.research.models.findings import Evidence, Finding, FindingRows
from sixia.fieldwork.research.models.sites import HAND, LOT, NEED, PARTS, WAYS, Outing, Site, Suggestion
from sixia.fieldwork.research.models.talks import AnswerCoding, Code, Coding, Interview, InterviewRows, Line
from sixia.fieldwork.research.models.topics import KINDS, METHODS, Topic, TopicRows, Within

__all__ = [
    "HAND",
    "KINDS",
    "LOT",
    "METHODS",
    "NEED",
    "PARTS",
    "WAYS",
    "AnswerCoding",
    "Code",
    "Coding",
    "Dissection",
    "DissectionRows",
    "Evidence",
    "Finding",
    "FindingRows",
    "Interview",
    "InterviewRows",
    "Line",
    "Outing",
    "Site",
    "Stop",
    "Suggestion",
    "Topic",
    "TopicRows",
    "Why",
    "Within",
]
