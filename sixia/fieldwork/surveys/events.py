"""What happens to surveys and filled forms, in the past tense."""

from dataclasses import dataclass

from sixia.kit.events import Event, Witness, Words


@dataclass(frozen=True, kw_only=True)
class _SurveyEvent(Event):
    survey: int


@dataclass(frozen=True, kw_only=True)
class SurveyDrafted(_SurveyEvent):
    """A survey came into being with its first form."""

    unit: int
    name: str


@dataclass(frozen=True, kw_only=True)
class FormUploaded(_SurveyEvent):
    """A version of its form was taken in; `digest` is the SHA-256 of the workbook."""

    form: int
    version: str
    digest: str


@dataclass(frozen=True, kw_only=True)
class SurveyStarted(_SurveyEvent):
    """It can be filled in."""


@dataclass(frozen=True, kw_only=True)
class SurveyEnded(_SurveyEvent):
    """It is over; what was filled in before and is still on its way is taken."""


@dataclass(frozen=True, kw_only=True)
class SurveyShared(_SurveyEvent):
    """Anybody who has the link may answer."""


@dataclass(frozen=True, kw_only=True)
class SurveyUnshared(_SurveyEvent):
    """The public link is off."""


@dataclass(frozen=True, kw_only=True)
class SheetsPrinted(_SurveyEvent):
    """Paper sheets got their numbers."""

    form: int
    first: int
    last: int


@dataclass(frozen=True, kw_only=True)
class AnswersExported(_SurveyEvent):
    """The answers were taken as a file, without what is personal."""

    file: str


@dataclass(frozen=True, kw_only=True)
class _AnswerEvent(Event):
    survey: int
    submission: int


@dataclass(frozen=True, kw_only=True)
class FormFilled(_AnswerEvent):
    """A filled form came in, by `way`; `replaces` is the one it corrects."""

    form: int
    way: str
    answers: Witness
    replaces: int | None = None


@dataclass(frozen=True, kw_only=True)
class FillingReplaced(_AnswerEvent):
    """A corrected one has taken its place."""

    successor: int


@dataclass(frozen=True, kw_only=True)
class FillingApproved(_AnswerEvent):
    """It was read and found in order."""


@dataclass(frozen=True, kw_only=True)
class FillingSentBack(_AnswerEvent):
    """Whoever filled it in is asked to correct it."""

    reason: Words


@dataclass(frozen=True, kw_only=True)
class FillingSetAside(_AnswerEvent):
    """It does not count, for this reason."""

    reason: Words


@dataclass(frozen=True, kw_only=True)
class FillingRestored(_AnswerEvent):
    """It counts again."""


@dataclass(frozen=True, kw_only=True)
class PersonalAnswersRead(_AnswerEvent):
    """An official has read what is personal in it."""

    reason: Words


@dataclass(frozen=True, kw_only=True)
class DeviceAdmitted(Event):
    """An official made a token with which a telephone fetches forms and sends them in their name."""

    device: int


@dataclass(frozen=True, kw_only=True)
class DeviceShutOut(Event):
    """The token does not work any more."""

    device: int
