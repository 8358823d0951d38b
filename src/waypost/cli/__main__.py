"""`python -m waypost.cli`."""

from waypost.cli import run

run()
