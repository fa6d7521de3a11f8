"""Duties of the directory."""

from alongside.accounts import actors
from alongside.directory.actions import preparing, striking


def strike() -> None:
    striking.strike(by=actors.system("the clock of reports"))


def show_due() -> None:
    preparing.show_due(by=actors.system("the day of a draft"))
