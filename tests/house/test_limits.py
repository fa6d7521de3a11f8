"""The page of limits, and of which data must fit together, says what the code says."""

from collections.abc import Iterator
from datetime import timedelta
from importlib import import_module
from typing import Any

from django.apps import apps
from django.conf import settings
from django.db.models import CheckConstraint, UniqueConstraint

from tests.house import tree

PAGE = tree.ROOT / "docs" / "running" / "limits.md"
BEGIN, END = "<!-- limits: begin -->", "<!-- limits: end -->"

# Where a limit stands, and whom it holds: by module (below `alongside`) or by setting.
LIMITS = {
    "settings.AXES_FAILURE_LIMIT": "wrong passphrases for one name, before a wait",
    "settings.RETURN_KEY_TRIES": "wrong return keys of one network, before a wait",
    "settings.GLASS_TRIES": "times a day that a worker names somebody in an emergency in vain",
    "settings.GLASS_HOURS": "hours for which an emergency opens a record",
    "settings.LINK_DAYS": "days for which a partner’s link opens",
    "settings.STEP_UP_MINUTES": "minutes after which a grave act asks again who it is",
    "settings.DATA_UPLOAD_MAX_MEMORY_SIZE": "bytes of a form without its files",
    "settings.DATA_UPLOAD_MAX_NUMBER_FIELDS": "fields of a form",
    "participants.rules.MOST_REQUESTS": "requests for a peer, an hour from one network",
    "participants.rules.walls.GUESSES": "records that did not open in a day, until somebody looks",
    "participants.rules.agreeing.LONGEST": "for which a yes that ends on a day may last",
    "participants.rules.knowing.MOST_WAYS": "ways to be found again, of one person",
    "participants.actions.links.MOST_TRIES": "words of a link tried by one person in a day",
    "participants.actions.likeness.MOST_TRIES": "codes of remembered facts, a day by one worker",
    "threads.rules.LONGEST": "signs of a message",
    "threads.actions.rows.ONE_IN": "in which somebody is told once that something was written",
    "support.rules.logging.MOST_ROWS": "people of a shift, in one save",
    "support.rules.logging.UNDO": "in which an unsure tap can be undone",
    "support.actions.plans.MOST_STEPS": "steps of a goal",
    "welcome.actions.tablets.TRIES": "wrong codes of a tablet by the door, before a wait",
    "welcome.rules.LONGEST_SHIFT": "of a shift at the desk",
    "followups.actions.cards.TRIES": "wrong words of a card from one network, before a wait",
    "outreach.views.public.TRIES": "wrong numbers of samples from one network in five minutes",
    "outreach.rules.shifts.LONGEST": "of a shift outside",
    "capture.rules.MOST_PHONES": "phones of one worker at a time",
    "capture.rules.MOST_CAPTURES": "things that a phone hands in with one request",
    "capture.rules.MOST_BYTES": "bytes of such a request",
    "directory.rules.truth.MOST_TOLD": "words about places, a day from one network",
    "directory.rules.truth.MOST_HIDDEN": "doors that one network closes in a day",
    "directory.rules.truth.MOST_HIDDEN_BY_ALL": "doors that all together close in a day",
    "exchange.files.LARGEST": "bytes of all files that come in together, unpacked",
    "exchange.files.MOST_FILES": "files that come in together",
    "exchange.files.MOST_VALUES": "values in them",
    "exchange.ical.LARGEST": "bytes of a calendar",
    "exchange.ical.MOST_EVENTS": "events of a calendar",
    "accounts.views.chosen.MOST": "bytes of the files of one form",
}  # fmt: skip


def value(dotted: str) -> Any:
    if dotted.startswith("settings."):
        return getattr(settings, dotted.removeprefix("settings."))
    module, _, name = dotted.rpartition(".")
    return getattr(import_module(f"alongside.{module}"), name)


def said(found: Any) -> str:
    if isinstance(found, timedelta):
        hours, days = found / timedelta(hours=1), found / timedelta(days=1)
        return f"{days:g} days" if hours > 48 else f"{hours:g} hours"
    return f"{found:,}"


def fitting() -> Iterator[str]:
    """What the database itself refuses, table by table, in the words of its constraints."""
    ours = [model for model in apps.get_models() if model.__module__.startswith("alongside.")]
    for model in sorted(ours, key=lambda each: each._meta.label):
        rules = [
            each.name.replace("_", " ")
            for each in model._meta.constraints
            if isinstance(each, CheckConstraint | UniqueConstraint)
        ]
        if rules:
            yield f"| {model._meta.label} | {'; '.join(rules)} |"


def generated() -> str:
    lines = ["| at most | of what | where |", "| --- | --- | --- |"]
    lines += [f"| {said(value(key))} | {what} | `{key}` |" for key, what in LIMITS.items()]
    lines += ["", "## What must fit together", ""]
    lines += ["| table | the database keeps |", "| --- | --- |", *fitting()]
    return "\n".join(lines)


def test_the_page_says_what_the_code_says() -> None:
    written = PAGE.read_text(encoding="utf-8").partition(BEGIN)[2].partition(END)[0]
    assert written.strip() == generated(), (
        "docs/running/limits.md is behind: run `python manage.py shell -c "
        '"from tests.house import test_limits as t; t.write()"`'
    )


def write() -> None:
    """Bring docs/running/limits.md up to date."""
    before, _, rest = PAGE.read_text(encoding="utf-8").partition(BEGIN)
    PAGE.write_text(
        f"{before}{BEGIN}\n{generated()}\n{END}{rest.partition(END)[2]}", encoding="utf-8"
    )
