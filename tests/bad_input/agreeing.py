"""What somebody agrees to, what leaves, who asks, and the worker's side of it."""

from alongside.core import ids
from tests.bad_input import writes
from tests.bad_input.writes import Write, write
from tests.cast import Cast
from tests.participants import yes


def _sharing(**more: str) -> dict[str, object]:
    return {
        "id": str(ids.new()),
        "recipient": "Rapid access clinic",
        "recipient_kind": "service",
        "purpose": "own-request",
        "categories": ["words"],
        "words": "I would like a morning.",
        "until": "30",
        "signed_name": "Sam",
        **more,
    }


@write("participants:share")
def _(cast: Cast) -> Write:
    return Write("sam", "/en/agreed/share/", _sharing(do="sign"), typed="words")


@write("participants:letter")
def _(cast: Cast) -> Write:
    given = yes.signed(cast.sam)
    return Write("sam", f"/en/agreed/{given.pk}/letter/", {"id": str(ids.new())})


@write("participants:left")
def _(cast: Cast) -> Write:
    writes.told_in_an_emergency(cast)
    return Write("sam", "/en/left/")


@write("participants:asked")
def _(cast: Cast) -> Write:
    row = writes.asking(cast)
    data = {"answer": "nothing", "felt_free": "true"}
    return Write("sam", f"/en/asked/{row.pk}/", data)


@write("participants:laws")
def _(cast: Cast) -> Write:
    cast.programme.refresh_from_db()
    data = {
        "programme": str(cast.programme.pk),
        "version": cast.programme.version,
        "regime": "us-hipaa",
        "minors_from": "14",
    }
    return Write("kit", "/en/organisation/laws/", data)


# --- the worker's side of it -------------------------------------------------------------


@write("participants:hear_withdrawal")
def _(cast: Cast) -> Write:
    given = yes.signed(cast.sam)
    path = f"/en/people/{cast.sam.id}/agreed/back/"
    return Write("maya", path, {"consent": str(given.pk)})


@write("participants:say_ended")
def _(cast: Cast) -> Write:
    given = yes.signed(cast.sam, until_at=None, until_event="study-ends")
    return Write("maya", f"/en/people/{cast.sam.id}/agreed/over/", {"consent": str(given.pk)})


@write("participants:write_down")
def _(cast: Cast) -> Write:
    cast.programme.regime = "us-neither"
    cast.programme.save()
    data = _sharing(way="spoken", given_on=str(yes.today()), read_out="on")
    return Write("maya", f"/en/people/{cast.sam.id}/agreed/write/", data, typed="words")


@write("participants:ask_about")
def _(cast: Cast) -> Write:
    data = {
        "id": str(ids.new()),
        "recipient": "Drug court",
        "recipient_kind": "court",
        "purpose": "legal-proceedings",
        "words": "Whether he comes",
    }
    return Write("maya", f"/en/people/{cast.sam.id}/asked/", data, typed="words")


@write("participants:emergency")
def _(cast: Cast) -> Write:
    data = {
        "id": str(ids.new()),
        "recipient": "Dr Lind",
        "facility": "County hospital",
        "nature": "Not breathing",
        "no_consent": "Could not be woken",
        "told": "Two doses of naloxone",
    }
    return Write("maya", f"/en/people/{cast.sam.id}/emergency/", data, typed="told")


@write("participants:representatives")
def _(cast: Cast) -> Write:
    data = {
        "id": str(ids.new()),
        "name": "Jo Park",
        "basis": "guardian",
        "seen": "Order of 3 May",
        "kinds": ["shared"],
    }
    return Write("maya", f"/en/people/{cast.sam.id}/signers/", data, typed="seen")


@write("participants:refuse_representative")
def _(cast: Cast) -> Write:
    path = f"/en/people/{cast.sam.id}/signers/{writes.signer(cast).pk}/refuse/"
    return Write("maya", path, {"why": "she is afraid of them"})
