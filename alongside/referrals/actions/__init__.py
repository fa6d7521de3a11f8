"""Every write about referrals: sending and closing one, and the partner's side of it."""

from alongside.referrals.actions.partner import Shown, answer, known_link, open_link, show
from alongside.referrals.actions.rating import rate, take_back_rating
from alongside.referrals.actions.sending import Made, agree, close, link, refer, restored, stop

__all__ = [
    "Made",
    "Shown",
    "agree",
    "answer",
    "close",
    "known_link",
    "link",
    "open_link",
    "rate",
    "refer",
    "restored",
    "show",
    "stop",
    "take_back_rating",
]
