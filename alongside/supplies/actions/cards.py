"""What is said where the stock can't do what was asked: what happened, what was kept, what to do.
Each is a card on the page, and for a phone that sends it later."""

import uuid
from typing import Any

from django.utils.translation import gettext_lazy as _

from alongside.core import errors, sentences
from alongside.core.privacy import Words

KEPT = _("Nothing was written down yet.")


class Short(errors.Problem):
    """More than the book says is there. `item` and `have` let a page offer 'I count so many'."""

    def __init__(self, place: Any, called: Words, item: str, *, have: int) -> None:
        super().__init__(
            sentences.filled(
                _("The book says that there are %(have)s of “%(item)s” in “%(place)s”."),
                have=have,
                item=called,
                place=str(place),
            ),
            kept=KEPT,
            todo=_(
                "Look how many there are and write it beside “I count”: the book is put right, and "
                "what you did is written down."
            ),
        )
        self.item, self.have, self.called = item, have, called


class OnlyExpired(errors.Problem):
    """Enough is there only with what is past its date."""

    def __init__(self, called: Words, item: str) -> None:
        super().__init__(
            sentences.filled(_("What is left of “%(item)s” is past its date."), item=called),
            kept=KEPT,
            todo=_(
                "You can share it knowingly: tell the person that it is past its date, and tick "
                "the box that says so."
            ),
        )
        self.item, self.called = item, called


class OtherLot(errors.Problem):
    """It can't have been this lot. `item` and `lot` let a page offer the others."""

    def __init__(self, happened: Words, todo: Words, item: str, lot: uuid.UUID | None) -> None:
        super().__init__(happened, kept=KEPT, todo=todo)
        self.item, self.lot = item, lot


def recalled(number: str, item: str = "", lot: uuid.UUID | None = None) -> OtherLot:
    return OtherLot(
        sentences.filled(
            _("Lot %(number)s has been recalled. It can’t be handed out."), number=number
        ),
        _("Put it aside, so that nobody takes it, and choose another one."),
        item,
        lot,
    )


def wrong_lot(item: str, lot: uuid.UUID | None) -> OtherLot:
    return OtherLot(
        _("This lot is not one of this thing."),
        _("Look at the number on the box again, or leave the lot open."),
        item,
        lot,
    )


def another_date(number: str) -> errors.Problem:
    return errors.Problem(
        sentences.filled(_("Lot %(number)s stands in the book with another date."), number=number),
        kept=KEPT,
        todo=_("Look at the box again. If the book is wrong, ask whoever looks after the stock."),
    )


def not_yet() -> errors.Problem:
    return errors.Problem(
        _("That time has not come yet."),
        kept=KEPT,
        todo=_("Leave the time empty if it was just now, or look at the clock of your phone."),
    )


class Closed(errors.Problem):
    """Nothing goes out of a place that is no more. `place` lets a page offer the others."""

    def __init__(self, place: uuid.UUID) -> None:
        super().__init__(
            _("This place is closed. Nothing comes in or goes out of it any more."),
            kept=KEPT,
            todo=_("Choose the place where you are."),
        )
        self.place = place


def same_place() -> errors.Problem:
    return errors.Problem(
        _("Both are the same place."), kept=KEPT, todo=_("Choose where it goes to.")
    )


def nothing_said() -> errors.Problem:
    return errors.Problem(
        _("There is nothing in it yet."), kept=KEPT, todo=_("Say how many of at least one thing.")
    )


def not_on_the_page() -> errors.Problem:
    return errors.Problem(
        _("Something in it is not one of the answers we know."),
        kept=KEPT,
        todo=_("Look at each number again and choose from the page."),
    )


def does_not_come_back() -> errors.Problem:
    return errors.Problem(
        _("Nobody brings this back used."), kept=KEPT, todo=_("Choose what came back.")
    )


def righted_before() -> errors.Problem:
    return errors.Problem(
        _("This was put right already."),
        kept=_("Both stand in the book."),
        todo=_("Write down what is right as something new."),
    )


def too_late_to_right() -> errors.Problem:
    return errors.Problem(
        _("This is longer ago than a day, or somebody else wrote it."),
        kept=_("Nothing was changed."),
        todo=_("Ask whoever looks after the stock to put it right."),
    )


def named_twice() -> errors.Problem:
    return errors.Problem(
        _("There is one of this name already."),
        kept=_("It is in the list."),
        todo=_("Choose another name."),
    )
