"""The pages of the stock: two taps, a card with a way out, places, and things of one's own."""

import html
from typing import Any

from alongside.audit.models import Event
from alongside.core import clock, ids
from alongside.supplies import actions, models
from tests.cast import Cast
from tests.supplies import doors
from tests.supplies.doors import NASAL, SYRINGE


def said(response: Any) -> str:
    return html.unescape(response.content.decode())


def test_it_hands_out_in_two_taps_and_lets_somebody_count(cast: Cast) -> None:
    van = doors.place(cast)
    doors.came_in(cast, van, 12)
    maya = cast.maya.client()
    page = said(maya.get("/en/supplies/"))
    assert "Syringes 1 ml" in page and "Hand out" in page
    path = f"/en/supplies/at/{van.pk}/out/"
    assert maya.get(f"/en/supplies/out/?place={van.pk}")["Location"] == path
    assert 'name="one" value="syringe"' in said(maya.get(path))
    tap = {"id": str(ids.new()), "one": SYRINGE}
    for _ in range(2):
        assert maya.post(path, tap).status_code == 302
    assert doors.left(van) == 2
    tap["id"] = str(ids.new())
    card = maya.post(path, tap)
    assert card.status_code == 422
    assert "The book says that there are 2 of “Syringes 1 ml” in “Van”." in said(card)
    assert f'name="counted-{SYRINGE}"' in said(card) and tap["id"] in said(card)
    assert maya.post(path, tap | {f"counted-{SYRINGE}": "15"}).status_code == 302
    assert doors.left(van) == 5
    to_sam = said(maya.get(f"{path}?person={cast.sam.id}"))
    assert "What does Sam take?" in to_sam
    assert "Sam" not in said(cast.vera.client().get(f"{path}?person={cast.sam.id}"))
    several = {
        "id": str(ids.new()), "participant": str(cast.sam.id), f"n-{SYRINGE}": "3",
        "n-condom": "10", "for_others": "2", "people": "",
    }  # fmt: skip
    assert maya.post(path, several).status_code == 302
    assert models.Given.objects.get().for_others == 2
    nothing = maya.post(path, {"id": str(ids.new())})
    assert nothing.status_code == 422 and "There is nothing in it yet." in said(nothing)
    future = {"id": str(ids.new()), f"n-{SYRINGE}": "1", "happened_at": "2199-01-01T10:00"}
    wrong = maya.post(path, future)
    assert wrong.status_code == 422 and "has not come yet" in said(wrong)
    assert 'value="1"' in said(wrong)


def test_what_is_past_its_date_is_shared_knowingly(cast: Cast) -> None:
    van = doors.place(cast)
    old = clock.now().date().replace(year=2020)
    doors.came_in(cast, van, 3, item=NASAL, number="A1", expires_on=old)
    maya, path = cast.maya.client(), f"/en/supplies/at/{van.pk}/out/"
    assert "3 past their date" in said(maya.get("/en/supplies/"))
    tap = {"id": str(ids.new()), "one": NASAL}
    card = maya.post(path, tap)
    assert card.status_code == 422 and 'name="knowingly_expired"' in said(card)
    assert maya.post(path, tap | {"knowingly_expired": "on"}).status_code == 302
    wrong = maya.post(path, {"id": str(ids.new()), f"n-{SYRINGE}": "1", "lot": "A1"})
    assert wrong.status_code == 422 and "not one of this thing" in said(wrong)
    assert 'value="A1"' in said(wrong)


def test_it_takes_in_counts_moves_and_is_put_right(cast: Cast) -> None:
    van, store = doors.place(cast), doors.place(cast, "Store")
    maya, at = cast.maya.client(), f"/en/supplies/at/{store.pk}"
    box = {
        "id": str(ids.new()), "item": NASAL, "count": "10", "number": "A 1",
        "expires_on": "2098-01-31", "funder": "County",
    }  # fmt: skip
    assert maya.post(f"{at}/in/", box).status_code == 302
    lot = doors.lot("A1")
    undated = box | {"id": str(ids.new()), "number": ""}
    assert "Write both" in said(maya.post(f"{at}/in/", undated))
    move = {"id": str(ids.new()), "to": str(van.pk), f"n-{NASAL}-{lot.pk}": "4"}
    assert maya.post(f"{at}/move/", move).status_code == 302
    assert "from Store" in said(maya.get(f"/en/supplies/book/?place={van.pk}"))
    many = maya.post(f"{at}/move/", move | {"id": str(ids.new()), f"n-{NASAL}-{lot.pk}": "40"})
    assert many.status_code == 422 and "there are 6" in said(many) and 'value="40"' in said(many)
    count = {"id": str(ids.new()), f"n-{NASAL}-{lot.pk}": "5", "n-socks": "9"}
    assert maya.post(f"{at}/count/", count).status_code == 302
    assert (doors.left(store, NASAL), doors.left(store, "socks")) == (5, 9)
    gone = {"id": str(ids.new()), "why": "lost", f"n-{NASAL}-{lot.pk}": "1"}
    assert maya.post(f"{at}/gone/", gone).status_code == 302
    used = {"id": str(ids.new()), "item": SYRINGE, "count": "40", "where": "cleaned"}
    assert maya.post(f"{at}/back/", used).status_code == 302
    assert models.Movement.objects.get(what="cleaned").count == 40
    page = said(maya.get(f"/en/supplies/book/?place={store.pk}"))
    assert "40 × Syringes 1 ml" in page and "Lost or broken" in page
    right = f"/en/supplies/book/{gone['id']}/right/"
    assert maya.post(right, {"id": str(ids.new())}).status_code == 302
    assert doors.left(store, NASAL) == 5
    twice = maya.post(right, {"id": str(ids.new())}, follow=True)
    assert "put right already" in said(twice)
    assert cast.riley.client().get(f"{at}/out/").status_code == 404


def test_a_place_says_what_is_low_and_somebody_brings_it(cast: Cast) -> None:
    dana, maya = cast.dana.client(), cast.maya.client()
    assert "There is no place for supplies yet" in said(maya.get("/en/supplies/"))
    form = {
        "id": str(ids.new()), "name": "Blue bag", "kind": "bag", "site": str(cast.site.pk),
        "programme": str(cast.programme.pk),
    }  # fmt: skip
    for _ in range(2):
        assert dana.post("/en/supplies/places/", form).status_code == 302
    bag = models.Place.objects.get()
    twice = dana.post("/en/supplies/places/", form | {"id": str(ids.new())})
    assert twice.status_code == 422 and "of this name already" in said(twice)
    assert maya.get("/en/supplies/places/").status_code == 403
    enough = f"/en/supplies/places/{bag.pk}/enough/"
    assert dana.post(enough, {f"n-{SYRINGE}": "50"}).status_code == 302
    assert "low: fewer than 50" in said(maya.get("/en/supplies/"))
    ask = {"id": str(ids.new()), "item": SYRINGE, "count": "100", "why": "low"}
    assert maya.post(f"/en/supplies/at/{bag.pk}/refill/", ask).status_code == 302
    assert "100 × Syringes 1 ml" in said(dana.get("/en/supplies/"))
    answer = {"version": "1", "outcome": "done"}
    assert dana.post(f"/en/supplies/refills/{ask['id']}/", answer).status_code == 302
    assert dana.post(f"/en/supplies/refills/{ask['id']}/", answer).status_code == 409
    assert Event.objects.filter(verb="answer-refill").count() == 1
    path = f"/en/supplies/places/{bag.pk}/"
    closed = {"version": "1", "name": "Old bag", "closed": "on"}
    assert dana.post(path, closed).status_code == 302
    assert dana.post(path, closed).status_code == 409
    out = maya.post(f"/en/supplies/at/{bag.pk}/out/", {"id": str(ids.new()), "one": SYRINGE})
    assert out.status_code == 422 and "This place is closed." in said(out)


def test_an_organisation_says_what_is_its_own(cast: Cast) -> None:
    dana, van = cast.dana.client(), doors.place(cast)
    form = {
        "id": str(ids.new()), "name": "Foot cream", "name_es": "Crema", "kind": "wounds",
        "unit": "piece", "usual": "2", "doses": "", "keeps_lots": "on",
    }  # fmt: skip
    for _ in range(2):
        assert dana.post("/en/supplies/things/", form).status_code == 302
    own = models.Item.objects.get().slug
    page = said(dana.get("/es/supplies/things/"))
    assert "Crema" in page and "Jeringas de 1 ml" in page
    hide = {"version": "0", "name": "", "is_hidden": "on"}
    assert dana.post("/en/supplies/things/tent/", hide).status_code == 302
    assert dana.post("/en/supplies/things/tent/", hide).status_code == 409
    assert dana.get("/en/supplies/things/nothing/").status_code == 404
    page = said(cast.maya.client().get(f"/en/supplies/at/{van.pk}/out/"))
    assert "Foot cream" in page and "Tent or tarp" not in page
    actions.hand_out(
        by=cast.maya.by, id=ids.new(), place=van.pk, lines={own: 1}, participant=cast.sam.id
    )
    whole: Any = cast.sam.client().get("/en/my-record/whole/")
    assert "1 × Foot cream" in whole.getvalue().decode()
