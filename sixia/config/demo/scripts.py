"""Journeys out of the ordinary, as tables: what happens, how long after the step before. Pure.

A script's steps are verbs of `scene.Scene` with the pause before each: `40m`, `3h`, `2d`. `year` says how many are played
over the year to their end; `today` how many stand at the last step now, that step having been `tail` ago.
"""

import re
from dataclasses import dataclass, field
from datetime import timedelta
from typing import Final

_UNITS: Final = {"m": "minutes", "h": "hours", "d": "days"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Script:
    """One journey. `traits` change the voice, `category` is drawn when empty, `others` how many voices join it."""

    steps: str
    year: int = 0
    today: int = 0
    tail: str = "0m"
    category: str = ""
    kind: str = ""
    channel: str = ""
    others: int = 0
    traits: dict[str, object] = field(default_factory=dict)

    def parsed(self) -> list[tuple[timedelta, str]]:
        """(pause before, verb) of each step; the first needs no pause."""
        words = self.steps.split()
        out, pause = [], timedelta()
        for word in words:
            if (length := duration(word)) is not None:
                pause = length
            else:
                out.append((pause, word))
                pause = timedelta()
        return out

    def length(self) -> timedelta:
        """From the first step to the last."""
        return sum((pause for pause, _verb in self.parsed()), timedelta())


def duration(word: str) -> timedelta | None:
    """`40m`, `3h` or `2d` as a length of time; None for a verb."""
    match = re.fullmatch(r"(\d+)([mhd])", word)
    return timedelta(**{_UNITS[match[2]]: int(match[1])}) if match else None


_IN_HAND: Final = "hear 30m dispatch 2h accept"
_ANSWERED: Final = f"{_IN_HAND} 1h contact 2d answer 3h approve"
_TWICE_NO: Final = f"{_ANSWERED} 1d no 2h accept 2h contact 1d answer 2h approve 1d no"
_URGENT: Final[dict[str, object]] = {"urgent": True}

SCRIPTS: Final = (
    # Whose is it: refusals and their arbitration, up to three hops.
    Script(steps="hear 30m dispatch 3h refuse 4h grant 2h accept 2h contact 2d answer 3h approve 1d yes", year=10),
    Script(
        steps="hear 1h dispatch 3h refuse 5h grant 1d refuse 5h grant 3h accept 1h contact 2d answer 2h approve 2d yes", year=4
    ),
    Script(
        steps="hear 1h dispatch 4h refuse 1d grant 4h refuse 1d grant 4h refuse 1d dismiss 2h accept 2d answer 2h approve 1d yes",
        year=2,
    ),
    Script(steps="hear 40m dispatch 4h refuse 5h dismiss 1h accept 3h contact 2d answer 2h approve 1d yes", year=6),
    Script(steps="hear 1h dispatch 3h refuse 4h grant 3h refuse 5h grant 2h accept", today=2, tail="5h"),
    Script(steps="hear 1h dispatch 2h refuse", today=3, tail="3h"),
    Script(steps="hear 2d dispatch 1d refuse", today=1, tail="6d"),
    Script(steps="hear 1h dispatch 2h refuse 3h grant", today=2, tail="2h"),
    # More time.
    Script(steps=f"{_IN_HAND} 1d contact 1d extend 4h more 4d answer 3h approve 1d yes", year=8),
    Script(steps=f"{_IN_HAND} 1d contact 1d extend 4h nomore 1d answer 3h approve 1d yes", year=4),
    Script(steps=f"{_IN_HAND} 1d contact 1h extend", today=3, tail="2h"),
    # Four eyes.
    Script(steps=f"{_IN_HAND} 1h contact 1d answer 3h sendback 4h answer_better 2h approve 1d yes", year=8),
    Script(steps=f"{_IN_HAND} 1h contact 1d answer 2h sendback", today=2, tail="3h"),
    Script(steps=f"{_IN_HAND} 2h contact 1d answer", today=7, tail="90m"),
    Script(steps=f"{_IN_HAND} 2h contact 1d answer", today=1, tail="4d"),
    Script(steps="hear 5m dispatch 5m accept 10m contact 20m answer", today=1, tail="95m", traits=_URGENT),
    # No, and what follows.
    Script(steps=f"{_ANSWERED} 1d no 2h accept 3h contact 1d answer 2h approve 1d yes", year=10),
    Script(steps=f"{_ANSWERED} 1d no", today=3, tail="2h"),
    Script(steps=f"{_ANSWERED} 1d no 2h accept", today=3, tail="5h"),
    Script(steps=f"{_ANSWERED} 1d no 2h accept 2h contact 1d answer", today=2, tail="2h"),
    Script(steps=f"{_TWICE_NO} 1d reorder 2h accept 3h contact 1d answer 2h approve 1d yes", year=4),
    Script(steps=f"{_TWICE_NO} 1d settle 1d yes", year=3),
    Script(steps=f"{_TWICE_NO} 1d explain 1d lawful", year=4),
    Script(steps=_TWICE_NO, today=3, tail="5h"),
    Script(steps=_TWICE_NO, today=1, tail="8d"),
    Script(steps=f"{_TWICE_NO} 1d explain", today=2, tail="4h"),
    Script(steps=f"{_TWICE_NO} 1d reorder", today=1, tail="2h"),
    Script(steps=f"{_ANSWERED} 1d yes 3d no 2h accept 1h contact 1d answer 2h approve 1d yes", year=2),
    # Waiting for the verdict, and nobody to be reached.
    Script(steps=_ANSWERED, today=10, tail="8d"),
    Script(steps=f"{_ANSWERED} 8d attempt 1d attempt_sms", today=3, tail="1d"),
    Script(steps=f"{_ANSWERED} 8d attempt 1d attempt_sms 1d attempt", today=2, tail="6d"),
    Script(steps=f"{_ANSWERED} 8d attempt 1d attempt_sms 1d attempt 7d giveup", year=8),
    # Other ends.
    Script(steps=f"{_IN_HAND} 4h takeback", year=8),
    Script(steps="hear 2h takeback", year=3),
    Script(steps="hear 2h redirect", year=5, category="labour_contract"),
    Script(steps="hear 3h redirect", year=3, category="land_contract"),
    Script(steps="hear 2h redirect 2d no 1d explain 1d lawful", year=1, category="neighbour_dispute"),
    # Confidential: accusations, secret ones.
    Script(
        steps="hear 1h shut_dispatch 4h shut_accept 1h shut_contact 5d shut_answer 1d shut_approve 3d yes",
        year=4,
        category="corruption",
        kind="accusation",
        channel="letter",
    ),
    Script(
        steps="hear 1h shut_dispatch 4h shut_accept", today=2, tail="3d", category="corruption", kind="accusation", channel="web"
    ),
    Script(steps="hear", today=2, tail="2h", category="false_work", kind="accusation", channel="web"),
    Script(
        steps="hear 1h shut_dispatch 4h shut_accept 1h shut_contact 5d shut_answer", today=1, tail="3h", category="rude_official"
    ),
    Script(steps="hear 1h dispatch 2h accept 3h restrict", today=1, tail="1d"),
    Script(steps=f"{_ANSWERED} 1d yes", year=4, traits={"secret": True}),
    Script(steps=_IN_HAND, today=1, tail="1h", traits={"secret": True}),
    # Children, grid workers, people without a name.
    Script(steps=f"{_ANSWERED} 1d yes", year=2, category="school_meals", channel="web", traits={"minor": True}),
    Script(steps=_IN_HAND, today=1, tail="4h", category="school_meals", channel="web", traits={"minor": True}),
    Script(steps="hear 30m dispatch", today=2, tail="50m", category="low_income", channel="visit"),
    Script(steps=f"{_ANSWERED}", today=4, tail="5h", category="elderly_allowance", channel="visit"),
    Script(steps="hear", today=1, tail="15m", channel="visit", category="village_clinic"),
    # Emergencies: limits of hours, day and night.
    Script(
        steps="hear 10m dispatch 10m accept 20m contact 50m answer 20m approve 5h yes", year=6, category="manhole", traits=_URGENT
    ),
    Script(steps="hear", today=1, tail="25m", category="power_facility", traits=_URGENT),
    Script(steps="hear", today=1, tail="70m", category="gas_safety", traits=_URGENT),
    Script(steps="hear 10m dispatch", today=1, tail="35m", category="manhole", traits=_URGENT),
    Script(steps="hear 8m dispatch 6m accept 12m contact", today=2, tail="40m", category="elevator", traits=_URGENT),
    Script(steps="hear 10m dispatch 15m accept 15m contact", today=1, tail="3h", category="sewer", traits=_URGENT),
    # Many about one thing: a group with its representatives, joinings, an undone joining.
    Script(
        steps="hear 2h represent 1h dispatch 3h accept 4h contact 6d interim 5d answer 3h approve 1d yes_all",
        year=2,
        category="new_home_delay",
        others=14,
    ),
    Script(
        steps="hear 2h represent 1h dispatch 3h accept 1d contact 3d interim",
        today=1,
        tail="2d",
        category="demolition",
        others=11,
    ),
    Script(steps="hear 1h twin 20m join 40m dispatch 2h accept 1h contact 1d answer 2h approve 1d yes_all", year=10),
    Script(steps="hear 1h twin 20m join", today=3, tail="1h"),
    Script(
        steps="hear 2h twin 1h join 2h part 1h dispatch 3h accept 2h contact 1d answer 2h approve 1d yes "
        "1h other 1h dispatch 3h accept 1h contact 1d answer 2h approve 1d yes",
        year=3,
    ),
    Script(steps="hear 2h twin 1h join 1h part", today=1, tail="2h"),
    # Working together and talking to each other.
    Script(steps=f"{_IN_HAND} 2h callin 4h assist 1d answer 2h approve 1d yes", year=5, category="street_vendors"),
    Script(steps=f"{_IN_HAND} 2h callin", today=3, tail="4h", category="cooking_fumes"),
    Script(steps=f"{_IN_HAND} 2h ask 4h reply 1d note 4h answer 3h approve 1d yes", year=6),
    Script(steps=f"{_IN_HAND} 2h ask", today=2, tail="6h"),
    Script(steps=f"{_IN_HAND} 1d contact 2d interim", today=3, tail="1d", category="property_title"),
    Script(steps=f"{_IN_HAND} 1d look 1h contact 1d answer 2h approve 1d yes", year=3),
    # Left out of the figures: asked, granted, denied.
    Script(steps=f"{_ANSWERED} 1d yes_sour 1d exclude 1d exclude_yes", year=9),
    Script(steps=f"{_ANSWERED} 1d yes_sour 1d exclude 1d exclude_no", year=4),
    Script(steps=f"{_ANSWERED} 1d yes_sour 1d exclude", today=2, tail="5h"),
    # The ordinary work of today, and what has been forgotten.
    Script(steps="hear", today=14, tail="40m"),
    Script(steps="hear", today=6, tail="3h"),
    Script(steps="hear", today=2, tail="12d"),
    Script(steps="hear 30m dispatch", today=14, tail="90m"),
    Script(steps="hear 30m dispatch", today=3, tail="6d"),
    Script(steps=_IN_HAND, today=12, tail="3h"),
    Script(steps=f"{_IN_HAND} 2h contact", today=16, tail="1d"),
    Script(steps=f"{_IN_HAND} 2h contact", today=6, tail="15d"),
    Script(steps=f"{_IN_HAND} 2h contact 1d remind", today=3, tail="20d"),
    Script(steps=_ANSWERED, today=12, tail="20h"),
)
