"""Tables of the territory: places through the years, who followed whom, and drawn boundaries."""

from datetime import date
from typing import TYPE_CHECKING, Any, ClassVar, Self

from django.db import models
from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from sixia.places.rules import codes

if TYPE_CHECKING:
    _Text = models.CharField[str, str]
else:
    _Text = models.CharField


class BytewiseCharField(_Text):
    """Text compared byte by byte on both engines, so that a range of prefixes is a range of the index.

    SQLite does so by default; PostgreSQL needs the collation "C", which SQLite does not know: hence not `db_collation`.
    """

    def db_parameters(self, connection: BaseDatabaseWrapper) -> Any:
        """The column's type, with the collation where the engine needs it."""
        found = super().db_parameters(connection)
        found["collation"] = "C" if connection.vendor == "postgresql" else None
        return found


class PlaceQuerySet(models.QuerySet["Place"]):
    """Questions about places that chain."""

    def current(self, on: date) -> Self:
        """Those valid on that day: `valid_from` is the first day, `valid_to` the first day no more."""
        return self.filter(Q(valid_to__isnull=True) | Q(valid_to__gt=on), valid_from__lte=on)

    def under(self, place: "Place | str") -> Self:
        """The place itself and everything within; also takes a path, such as an actor's scope."""
        path = place if isinstance(place, str) else place.path
        return self.filter(path__gte=path, path__lt=path + codes.AFTER)

    def at_level(self, *levels: str) -> Self:
        """Those at any of the levels."""
        return self.filter(level__in=levels)

    def named(self, text: str) -> Self:
        """Those whose name begins with the text."""
        return self.filter(name__gte=text, name__lt=text + "\U0010ffff")


class Place(models.Model):
    """A place as the lists of one or more years knew it. A code may be reissued, so it is no key.

    A renamed place is a new row that keeps its predecessor's path: whoever answers for the path sees the history.
    """

    LEVELS: ClassVar = [
        (codes.COUNTRY, _("country")),
        (codes.PROVINCE, _("province")),
        (codes.CITY, _("prefecture")),
        (codes.COUNTY, _("county")),
        (codes.TOWN, _("town")),
        (codes.VILLAGE, _("village or community")),
        (codes.GRID, _("grid")),
    ]

    code = BytewiseCharField(max_length=15)
    name = BytewiseCharField(max_length=100)
    level = models.CharField(max_length=8, choices=LEVELS)
    parent = models.ForeignKey("self", models.PROTECT, null=True, related_name="children")
    path = BytewiseCharField(max_length=60)
    kind = models.CharField(max_length=3, default="")
    lat = models.FloatField(null=True)
    lon = models.FloatField(null=True)
    households = models.PositiveIntegerField(null=True)
    population = models.PositiveIntegerField(null=True)
    valid_from = models.DateField()
    valid_to = models.DateField(null=True)

    objects = PlaceQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["code", "valid_from"], name="place_code_from"),
            models.UniqueConstraint(
                fields=["code"],
                name="place_code_now",
                condition=Q(valid_to__isnull=True),
            ),
            models.UniqueConstraint(fields=["path", "valid_from"], name="place_path_from"),
        ]
        indexes = [models.Index(fields=["name", "path"], name="place_name_path")]

    def __str__(self) -> str:
        return self.name

    @property
    def urban(self) -> bool | None:
        """Whether the urban-rural class (`kind`, such as 111 or 220) is urban; None when unknown."""
        return self.kind.startswith("1") if self.kind else None

    @property
    def official_code(self) -> str:
        """The code as official tables print it: filled up with zeros to 12 digits, grids 15."""
        return self.code.ljust(12, "0")


class Succession(models.Model):
    """From a day on, `new` stands where `old` stood: renamed, recoded or merged."""

    old = models.ForeignKey(Place, models.PROTECT, related_name="followers")
    new = models.ForeignKey(Place, models.PROTECT, related_name="forerunners")
    on = models.DateField()
    note = models.CharField(max_length=200, default="")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["old", "new"], name="succession_once")]


class Boundary(models.Model):
    """A place's outline: GeoJSON geometry (Polygon or MultiPolygon, WGS 84) and its bounding box in degrees."""

    place = models.OneToOneField(Place, models.CASCADE, related_name="boundary")
    geojson = models.TextField()
    min_lat = models.FloatField()
    max_lat = models.FloatField()
    min_lon = models.FloatField()
    max_lon = models.FloatField()

    class Meta:
        indexes = [models.Index(fields=["min_lat", "max_lat", "min_lon", "max_lon"], name="boundary_box")]
