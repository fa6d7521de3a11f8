"""The kit's own pages: a shell with nobody in it, its version, and what a browser may keep."""

import base64
import hashlib
import json
from typing import Any

import pytest
from django.test import Client
from django.test.utils import override_settings
from django.urls import reverse

from alongside.capture.views import kit
from alongside.shell.templatetags.shell import qr
from tests.cast import Cast


def said_by_the_worker(language: str = "en") -> dict[str, object]:
    answer = Client().get(f"/{language}/field/worker.js")
    assert answer.headers["Content-Type"].startswith("text/javascript")
    said: dict[str, object] = json.loads(
        answer.content.decode().partition("=")[2].partition(";\n")[0]
    )
    return said


def served(path: str) -> bytes:
    answer: Any = Client().get(path)
    assert answer.status_code == 200, path
    raw = b"".join(answer.streaming_content) if answer.streaming else answer.content
    answer.close()
    return bytes(raw)


def test_it_shows_everybody_the_same_shell_and_nobody_in_it(cast: Cast) -> None:
    shells = [Client(), cast.maya.client(), cast.sam.client()]
    pages = {client.get("/en/field/").content for client in shells}
    assert len(pages) == 1
    page = pages.pop().decode()
    for tap in ("not-breathing", "naloxone", "no-ambulance"):
        assert f'data-tap="{tap}"' in page
    assert "csrfmiddlewaretoken" not in page
    assert "Sam" not in page


@pytest.mark.django_db
def test_it_names_all_files_of_the_kit_and_what_is_in_them() -> None:
    said = said_by_the_worker()
    assert said["shells"] == ["/en/field/", "/fr/field/", "/es/field/"]
    files = said["files"]
    assert isinstance(files, dict)
    for path, digest in files.items():
        own = base64.b64encode(hashlib.sha256(served(path)).digest()).decode()
        assert digest in {"", f"sha256-{own}"}, path
    assert said["version"] == said_by_the_worker("fr")["version"]
    assert said_by_the_worker("fr")["language"] == "fr"


@pytest.mark.django_db
def test_it_is_another_version_when_a_word_of_it_changes() -> None:
    before = said_by_the_worker()["version"]
    kit._version.cache_clear()
    with override_settings(HELP_LINES=["Night line|555 0100"]):
        after = said_by_the_worker()["version"]
        rescue = served("/en/field/").decode().split('id="at-rescue"')[1]
    assert rescue.index("tel:911") < rescue.index("tel:5550100"), "the ambulance comes first"
    kit._version.cache_clear()
    assert before != after


@pytest.mark.django_db
@override_settings(PUBLIC_ADDRESS="https://kit.example")
def test_it_has_a_code_on_the_card_that_holds_an_address_alone() -> None:
    for language in ("en", "fr"):
        page = served(f"/{language}/field/").decode()
        address = f"https://kit.example/{language}/after/card/"
        assert f'data-code="{address}">{qr(address)}</div>' in page


@pytest.mark.django_db
def test_it_can_be_put_on_the_first_screen_in_each_language() -> None:
    for language in ("en", "fr", "es"):
        said = Client().get(f"/{language}/field/kit.webmanifest").json()
        assert said["scope"] == said["start_url"] == f"/{language}/field/"
        assert said["lang"] == language
        for picture in said["icons"]:
            assert served(picture["src"]).startswith(b"\x89PNG")


@pytest.mark.django_db
def test_it_stays_on_a_phone_that_leaves_quickly() -> None:
    client = Client()
    path = reverse("accounts:leave")
    assert "storage" in client.get(path).headers["Clear-Site-Data"]
    client.cookies["field"] = "1"
    assert client.get(path).headers["Clear-Site-Data"] == '"cache"'
