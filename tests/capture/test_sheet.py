"""A time together with all that went with it, at a desk: whole, once, or not at all."""

from typing import Any

from alongside.core import ids
from alongside.supplies import models as supplies
from alongside.support.models import Contact, Work
from tests.cast import Cast
from tests.history import happened
from tests.supplies import kits


def typed(**more: Any) -> dict[str, Any]:
    said = {"id": str(ids.new()), "kinds": ["emotional"], "minutes": "15", "setting": "street"}
    return said | {"route": "nasal", "back_from": "clean-up", "back_item": "syringe"} | more


def test_it_writes_down_all_of_it_once(cast: Cast) -> None:
    van, maya = kits.place(cast, kits=3), cast.maya.client()
    path = f"/en/people/{cast.sam.id}/sheet/"
    assert "Out of which stock?" in maya.get(path).content.decode()
    said = typed(stock=str(van.pk), kits="2", taught=["signs"], told="on", doses="2", back="5")
    for _ in range(2):
        assert maya.post(path, said).status_code == 302

    assert Contact.objects.get().participant_id == cast.sam.id
    assert supplies.Given.objects.get().participant_id == cast.sam.id
    kit = supplies.Kit.objects.get()
    assert (kit.kits, kit.reversal) == (2, None)  # a story never leads to a person
    assert supplies.Reversal.objects.get().doses == 2
    assert supplies.Entry.objects.filter(what="cleaned").count() == 1
    assert len(happened(verb="save-sheet")) == 1

    nobody = typed(kits="1", told="on")
    assert maya.post("/en/field/sheet/", nobody).status_code == 302
    assert Work.objects.count() == 1
    assert supplies.Kit.objects.exclude(reversal=None).get().reason == "used"


def test_it_changes_nothing_where_one_part_cannot_be(cast: Cast) -> None:
    van, maya = kits.place(cast, kits=1), cast.maya.client()
    path = f"/en/people/{cast.sam.id}/sheet/"
    lacks: list[dict[str, Any]] = [
        {"stock": str(van.pk), "kits": "9"},
        {"back": "3"},
        {"kinds": []},
        {"stock": str(ids.new())},
    ]
    for wrong in lacks:
        assert maya.post(path, typed(**wrong)).status_code == 422, wrong
    assert maya.post(f"/en/people/{cast.lee.id}/sheet/", typed()).status_code == 410
    assert cast.riley.client().post(path, typed()).status_code == 404
    assert cast.ana.client().post(path, typed()).status_code == 403
    assert not Contact.objects.exists()
    assert not supplies.Kit.objects.exists()
