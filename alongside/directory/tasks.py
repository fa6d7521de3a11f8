"""Duties of the directory."""

from alongside.accounts import actors
from alongside.directory.actions import striking


def strike() -> None:
    striking.strike(by=actors.system("the clock of reports"))
