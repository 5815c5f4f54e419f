"""The only writers of the territory: `load_codes`, `load_boundaries`, `replace`."""

from sixia.places.actions.boundaries import load_boundaries
from sixia.places.actions.codes import load_codes
from sixia.places.actions.replace import replace
from sixia.places.actions.report import Loaded

__all__ = ["Loaded", "load_boundaries", "load_codes", "replace"]
