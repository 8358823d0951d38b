"""Waypost: a weekly diary of a transformation becomes a journal, feeds and an archive."""

__version__ = "0.1.0"
