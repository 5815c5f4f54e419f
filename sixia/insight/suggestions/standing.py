"""Who sees a suggestion: officials who see its case, and nobody else. The only place that decides it."""

from sixia.cases.flow import HELPER, RESIDENT
from sixia.cases.standing import SEEN, through_case
from sixia.kit.standing import Standing

SUGGESTION: Standing = {role: through_case(rows) for role, rows in SEEN.items() if role not in (RESIDENT, HELPER)}
