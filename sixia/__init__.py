"""Sixia: four duties carried down to where people live, followed to the resident's own verdict."""

__version__ = "0.1.0"
