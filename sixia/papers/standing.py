"""Who may look at templates of papers: the only place that decides it."""

from django.db.models import Q

from sixia.kit.standing import Standing
from sixia.people.rules import SYSTEM_ADMIN

TEMPLATE: Standing = {SYSTEM_ADMIN: lambda who: Q() if who.has(SYSTEM_ADMIN) else None}
