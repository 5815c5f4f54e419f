"""Who sits at which desk of the demo county: takes calls, dispatches, calls back, writes for others."""

from random import Random

from sixia.cases.models import Case, Voice
from sixia.config.demo.comings import BY_THEMSELVES, Coming
from sixia.config.demo.founding import County
from sixia.people import rules as role
from sixia.people.actors import Actor


class Desks:
    """Picks people, always the same for the same case."""

    def __init__(self, county: County) -> None:
        self.county = county
        self.grid = sorted(name for (_unit, word), names in county.staff.items() if word == role.GRID_WORKER for name in names)

    def taker(self, one: Coming, voice: Voice) -> Actor | Voice:
        """Who the journal names: the resident themself, a clerk, or the grid worker who writes for them."""
        return voice if one.channel in BY_THEMSELVES else self.official(one)

    def official(self, one: Coming) -> Actor:
        """Who takes it down when it does not come by itself."""
        if one.channel == "visit":
            return self.county.who(self._grid(one))
        return self.county.who(("zhou", "chen", "lin")[one.number % 3])

    def helper(self, one: Coming) -> int | None:
        """The account that writes for somebody."""
        return self.county.accounts[self._grid(one)].pk if one.channel == "visit" else None

    def _grid(self, one: Coming) -> str:
        return self.grid[one.number % len(self.grid)]

    def dispatcher(self, case: Case) -> Actor:
        """Who dispatches this case."""
        return self.county.who(("he", "wu")[case.heard_at.hour % 2])

    def answerer(self, case: Case) -> Actor:
        """Who answers it at once."""
        return self.county.who(("chen", "lin")[case.heard_at.minute % 2])

    def caller(self, luck: Random) -> Actor:
        """Who calls back."""
        return self.county.who(luck.choice(("fang", "tang")))
