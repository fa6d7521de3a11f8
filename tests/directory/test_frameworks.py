"""A community's own framework: off until its steward switches it on."""

import json
from pathlib import Path
from typing import Any

import pytest
from django.core.management import CommandError, call_command
from django.test import Client

from alongside.audit.models import Event
from alongside.directory import models
from tests.cast import Cast
from tests.directory import telling

pytestmark = pytest.mark.django_db
FOUR_WINDS = {
    "slug": "four-winds",
    "name": "Four winds",
    "owners": "an invented Nation",
    "about": "In their words.",
    "centre": [{"slug": "family", "name": "Family"}],
    "ring": [{"slug": "tending", "name": "Tending"}],
}


@pytest.fixture
def framework(cast: Cast, tmp_path: Path) -> models.Framework:
    return bring(tmp_path)


def bring(folder: Path, steward: str = "maya", **changed: Any) -> models.Framework:
    file = folder / "framework.json"
    file.write_text(json.dumps(FOUR_WINDS | changed))
    call_command("bring_framework", str(file), steward=steward, verbosity=0)
    return models.Framework.objects.get()


def place(cast: Cast, framework: models.Framework, service: models.Service) -> Any:
    part = framework.parts.get(slug="tending")
    path = f"/en/listings/frameworks/{framework.pk}/{service.pk}/"
    return cast.maya.client().post(path, {"part": str(part.pk)})


def switch(who: Any, framework: models.Framework, on: str) -> int:
    framework.refresh_from_db()
    data = {"version": framework.version, "on": on}
    path = f"/en/listings/frameworks/{framework.pk}/switch/"
    return int(who.client().post(path, data).status_code)


def test_it_is_shown_only_while_its_steward_wishes(cast: Cast, framework: models.Framework) -> None:
    row = telling.service()
    assert place(cast, framework, row).status_code == 302

    def everywhere() -> str:
        pages = [telling.path(row), "/api/v1/services?lat=45&lon=-75", "/en/?place=x"]
        pages.append("/api/v1/openapi.json")
        return "".join(Client().get(page).content.decode() for page in pages)

    assert "Four winds" not in everywhere()
    assert "Tending" not in everywhere()
    assert switch(cast.maya, framework, "yes") == 302
    assert "Four winds" in everywhere()
    assert "an invented Nation" in everywhere()
    assert switch(cast.maya, framework, "no") == 302
    assert "Four winds" not in everywhere()
    assert Event.objects.filter(verb="switch-framework").count() == 2


def test_it_is_nobody_elses(cast: Cast, framework: models.Framework) -> None:
    for who in (cast.omar, cast.kit, cast.dana, cast.riley):
        page = who.client().get("/en/listings/frameworks/")
        assert "Four winds" not in page.content.decode()
        assert switch(who, framework, "yes") == 404
    framework.refresh_from_db()
    assert framework.on_since is None
    switch(cast.maya, framework, "yes")
    assert switch(cast.omar, framework, "no") == 403


def test_it_is_off_again_with_another_steward(
    cast: Cast, framework: models.Framework, tmp_path: Path
) -> None:
    switch(cast.maya, framework, "yes")
    assert bring(tmp_path, name="Four winds, again").on_since is not None
    assert bring(tmp_path, steward="omar").on_since is None


def test_it_is_kept_only_where_it_can_be_read(cast: Cast, tmp_path: Path) -> None:
    file = tmp_path / "broken.json"
    for text in ("{", "[]", json.dumps({"slug": "x"}), json.dumps(FOUR_WINDS | {"ring": [1]})):
        file.write_text(text)
        with pytest.raises(CommandError, match="Nothing was kept"):
            call_command("bring_framework", str(file), steward="maya")
    with pytest.raises(CommandError, match="sign-in name"):
        call_command("bring_framework", str(file), steward="nobody")
    assert not models.Framework.objects.exists()
