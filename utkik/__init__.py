"""Utkik: systematic horizon scanning for a municipality, from real feeds to a report that decision-makers read."""

__version__ = "0.1.0"
