"""Measuring the product: a throw-away installation filled to any size, and the figures of every promise about speed."""
