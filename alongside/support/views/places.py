"""Times are shown as the place of work has them."""

import uuid
from contextlib import AbstractContextManager
from typing import Any

from django.http import HttpResponse, QueryDict
from django.shortcuts import render
from django.utils import timezone

from alongside.accounts import access
from alongside.accounts import queries as accounts
from alongside.support import queries


def zone_of(request: access.Request) -> str:
    return accounts.zone_of(request) or queries.zone_of(request.by)


def clock_of(zone: str) -> AbstractContextManager[None]:
    """Times inside are those of that zone."""
    found: AbstractContextManager[None] = timezone.override(zone)
    return found


def site_of(request: access.Request) -> uuid.UUID | None:
    return getattr(getattr(request, "hat", None), "site_id", None)


def programme_of(request: access.Request) -> uuid.UUID | None:
    return getattr(getattr(request, "hat", None), "programme_id", None)


def page(
    request: access.Request,
    template: str,
    context: dict[str, Any],
    *,
    zone: str = "",
    status: int = 200,
) -> HttpResponse:
    with timezone.override(zone or zone_of(request)):
        return render(request, template, context, status=status)


def own_name(request: access.Request) -> str:
    """What colleagues call whoever is at work; empty for participants."""
    hat = getattr(request, "hat", None)
    return "" if hat is None or request.by.is_participant else str(hat.person.name)


def renewed(typed: QueryDict, **columns: object) -> QueryDict:
    """What was typed, to be sent again on top of what is there now."""
    data = typed.copy()
    for name, value in columns.items():
        data[name] = str(value)
    return data
