"""The frame knows who is here and offers the places that exist for them."""

import uuid
from typing import Any

import pytest
from django.http import HttpRequest, HttpResponse
from django.test import RequestFactory
from django.urls import include, path

from alongside.accounts import actors
from alongside.shell import context


def nothing(request: HttpRequest) -> HttpResponse:
    return HttpResponse()


def app(name: str, *words: str) -> Any:
    patterns = [path(f"{word}/", nothing, name=word) for word in words]
    return path(f"{name}/", include((patterns, name), namespace=name))


class Built:
    urlpatterns = (
        app(
            "homes",
            "today",
            "welcome",
            "support",
            "team",
            "requests",
            "outcomes",
            "setup",
            "privacy",
        ),
        app("support", "people", "plan", "log"),
        app("participants", "looks", "talk"),
        app("measures", "checkin"),
        app("directory", "find"),
        app("peers", "profile"),
    )


class Unbuilt:
    urlpatterns = (app("directory", "find"),)


def frame(role: str = "") -> dict[str, Any]:
    request = RequestFactory().get("/")
    request.resolver_match = None
    if role:
        request.by = actors.Actor(actors.Kind.PERSON, uuid.uuid4(), uuid.uuid4(), role)  # type: ignore[attr-defined]
    return context.shell(request)


@pytest.mark.parametrize(
    ("role", "names"),
    [
        ("", ["directory:find", "participants:talk"]),
        (
            "participant",
            [
                "homes:support",
                "support:plan",
                "measures:checkin",
                "participants:looks",
                "directory:find",
            ],
        ),
        ("peer", ["homes:today", "support:people", "directory:find", "peers:profile"]),
        ("volunteer", ["homes:welcome", "support:people", "directory:find", "peers:profile"]),
        ("supervisor", ["homes:team", "homes:welcome"]),
        ("coordinator", ["homes:requests", "homes:welcome"]),
        ("privacy", ["homes:privacy"]),
        ("manager", ["homes:outcomes"]),
        ("funder", ["homes:outcomes"]),
        ("administrator", ["homes:setup"]),
        ("partner", []),
    ],
)
def test_it_offers_each_role_its_places(settings: Any, role: str, names: list[str]) -> None:
    settings.ROOT_URLCONF = Built
    assert [place.name for place in frame(role)["places"]] == names


@pytest.mark.parametrize(
    ("role", "shown"), [("peer", True), ("volunteer", True), ("funder", False)]
)
def test_it_gives_log_to_those_who_walk(settings: Any, role: str, shown: bool) -> None:
    settings.ROOT_URLCONF = Built
    assert (frame(role)["log_place"] is not None) is shown


def test_it_leaves_out_what_is_not_built(settings: Any) -> None:
    settings.ROOT_URLCONF = Unbuilt
    assert [place.name for place in frame("peer")["places"]] == ["directory:find"]
    assert frame("peer")["log_place"] is None


@pytest.mark.parametrize(("role", "guarded"), [("", True), ("participant", True), ("peer", False)])
def test_it_guards_public_and_participant_pages(role: str, guarded: bool) -> None:
    assert frame(role)["guarded"] is guarded


def test_it_reads_the_help_lines(settings: Any) -> None:
    settings.HELP_LINES = ["Talk now|+1 800 555-0100", "988|988"]
    assert frame()["help_lines"] == [("Talk now", "+1 800 555-0100"), ("988", "988")]
