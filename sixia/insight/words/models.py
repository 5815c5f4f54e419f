"""Names of places and things learnt from the county's own voices; no verbs."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from sixia.insight.words.rules import endings


class Name(models.Model):
    """A name that several voices have in common: an estate, a road, a school… All are rewritten when learnt anew."""

    KINDS = (
        (endings.AREA, _("Area")),
        (endings.TOWN, _("Town or street office")),
        (endings.VILLAGE, _("Village or community")),
        (endings.ROAD, _("Road or bridge")),
        (endings.ESTATE, _("Housing estate")),
        (endings.SCHOOL, _("School")),
        (endings.HOSPITAL, _("Hospital")),
        (endings.FIRM, _("Business")),
        (endings.OFFICE, _("Office")),
        (endings.SITE, _("Site or facility")),
        (endings.LINE, _("Line or station")),
        (endings.LANDMARK, _("Landmark")),
    )

    name = models.CharField(max_length=40, unique=True)
    kind = models.CharField(max_length=10, choices=KINDS)
    learnt_at = models.DateTimeField()
