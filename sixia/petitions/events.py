"""What happens to petitions, in the past tense; all told in the stream of the case."""

from dataclasses import dataclass

from sixia.kit.events import Event, Witness, Words


@dataclass(frozen=True, kw_only=True)
class _PetitionEvent(Event):
    petition: int
    case: int


@dataclass(frozen=True, kw_only=True)
class PetitionRegistered(_PetitionEvent):
    """A petition office has registered it. `earlier` is the petition it repeats."""

    office: int
    earlier: int | None = None


@dataclass(frozen=True, kw_only=True)
class PetitionClassified(_PetitionEvent):
    """It is known by which procedure it goes."""

    matter: str


@dataclass(frozen=True, kw_only=True)
class PetitionSealed(_PetitionEvent):
    """It is an accusation: from now on only confidential-case officers know of it."""


@dataclass(frozen=True, kw_only=True)
class PetitionSent(_PetitionEvent):
    """It was forwarded or assigned to a unit."""

    unit: int
    manner: str
    order: int


@dataclass(frozen=True, kw_only=True)
class PetitionObjected(_PetitionEvent):
    """The unit says that it is not within its remit."""

    unit: int
    reason: Words


@dataclass(frozen=True, kw_only=True)
class ObjectionUpheld(_PetitionEvent):
    """The petition office agrees: another unit is sought."""

    unit: int
    reason: Words


@dataclass(frozen=True, kw_only=True)
class ObjectionDismissed(_PetitionEvent):
    """The petition office appoints the unit: it cannot object again."""

    unit: int
    reason: Words


@dataclass(frozen=True, kw_only=True)
class PetitionAccepted(_PetitionEvent):
    """The unit has accepted it and must decide until then. `due` is ISO time."""

    unit: int
    due: str


@dataclass(frozen=True, kw_only=True)
class PetitionExtended(_PetitionEvent):
    """More time, approved by the head of the unit."""

    unit: int
    days: int
    due: str
    reason: Words


@dataclass(frozen=True, kw_only=True)
class HearingOpened(_PetitionEvent):
    """A hearing was called."""

    hearing: int
    stage: int


@dataclass(frozen=True, kw_only=True)
class HearingRecorded(_PetitionEvent):
    """The hearing was held and written down."""

    hearing: int


@dataclass(frozen=True, kw_only=True)
class AgreementReached(_PetitionEvent):
    """The parties have agreed by mediation."""

    agreement: int


@dataclass(frozen=True, kw_only=True)
class AgreementBroken(_PetitionEvent):
    """The agreement was not kept: it goes on."""

    agreement: int
    reason: Words


@dataclass(frozen=True, kw_only=True)
class AgreementPerformed(_PetitionEvent):
    """The agreement was kept: it is over."""

    agreement: int


@dataclass(frozen=True, kw_only=True)
class PetitionDecided(_PetitionEvent):
    """There is a written opinion. `stage` 0 the unit's, 1 of the review, 2 of the re-review."""

    unit: int | None
    stage: int
    outcome: str
    report: Words | None = None


@dataclass(frozen=True, kw_only=True)
class ReviewAsked(_PetitionEvent):
    """The petitioner asks the organ one level up."""

    stage: int
    organ: int | None
    reason: Words


@dataclass(frozen=True, kw_only=True)
class PetitionSetAside(_PetitionEvent):
    """The review set the opinion aside: the unit handles it anew, by `due`."""

    unit: int
    due: str


@dataclass(frozen=True, kw_only=True)
class PetitionRefused(_PetitionEvent):
    """Not accepted, or not accepted again; `ground` says why."""

    ground: str


@dataclass(frozen=True, kw_only=True)
class PetitionRedirected(_PetitionEvent):
    """Other lawful ways were named."""

    ways: list[str]


@dataclass(frozen=True, kw_only=True)
class SuggestionAnswered(_PetitionEvent):
    """The suggestion was studied and answered."""

    unit: int | None


@dataclass(frozen=True, kw_only=True)
class PetitionLapsed(_PetitionEvent):
    """Nobody asked for the next review in time: the opinion is final."""

    stage: int


@dataclass(frozen=True, kw_only=True)
class PetitionWithdrawn(_PetitionEvent):
    """The petitioner took it back."""


@dataclass(frozen=True, kw_only=True)
class PetitionMoved(_PetitionEvent):
    """It is no petition: it goes on as a request for service."""


@dataclass(frozen=True, kw_only=True)
class PetitionUrged(_PetitionEvent):
    """The unit was urged (Art. 40)."""

    unit: int | None
    text: Words


@dataclass(frozen=True, kw_only=True)
class PetitionReclaimed(_PetitionEvent):
    """It was turned away wrongly: the petition office must take it up (Art. 40)."""

    reason: Words


@dataclass(frozen=True, kw_only=True)
class NewFactsTold(_PetitionEvent):
    """There are facts that the earlier petition did not know."""

    facts: Words


@dataclass(frozen=True, kw_only=True)
class NoticeMade(_PetitionEvent):
    """A document was issued; the journal commits to all its parts."""

    notice: int
    kind: str
    number: str
    text: Witness


@dataclass(frozen=True, kw_only=True)
class NoticeTaken(_PetitionEvent):
    """Somebody took a document as a file. `form` is `docx` or `pdf`."""

    notice: int
    kind: str
    number: str
    form: str


@dataclass(frozen=True, kw_only=True)
class NoticeServed(_PetitionEvent):
    """A document has reached the petitioner. `on` is ISO time, `means` how."""

    notice: int
    kind: str
    means: str
    on: str
