"""What is in a yes before it is written down, and what it still lacks. Plain values only."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from alongside.participants.rules import leaving, regimes

LONGEST = timedelta(days=366)  # a yes that ends on a day ends within a year and a day
USUAL = timedelta(days=90)
PAUSE = timedelta(days=2)  # how long one may think about it before we ask again
ALWAYS = ("right-to-withdraw", "cannot-undo", "refusing")


@dataclass(frozen=True, slots=True)
class Yes:
    """Who may be told what, for what and until when, as somebody would sign it. `name` is what
    they sign with, and `own_name` says whether that is their own. `said` is what they read or
    heard, word for word; `age` is None for an adult; `both`: they signed beside somebody."""

    purpose: str
    categories: tuple[str, ...]
    recipient: str
    recipient_kind: str
    how: str = leaving.NAMED
    members: tuple[str, ...] = ()
    until_at: datetime | None = None
    until_event: str = ""
    words: str = ""
    name: str = ""
    own_name: bool = False
    age: int | None = None
    both: bool = False
    statements: tuple[str, ...] = ()
    said: str = ""
    language: str = "en"


def heard(law: regimes.Regime, kind: str) -> tuple[str, ...]:
    """The sentences that are said before somebody signs: those of the law, and always ours."""
    asked = law.asks(kind)
    return tuple(slug for slug in leaving.STATEMENTS if slug in asked or slug in ALWAYS)


def lacks(
    given: leaving.Agreement, law: regimes.Regime, *, at: datetime, minors_from: int | None
) -> tuple[str, ...]:
    """Why it would not hold, were it signed so. Empty where it would."""
    purposes = law.kinds[given.kind].purposes
    purpose = purposes[0] if given.purpose == regimes.TPO else given.purpose
    serves = regimes.serving(purpose, given.categories)
    if given.kind == regimes.TPO:
        serves = tuple(slug for slug in given.categories if any_serves(slug, purposes))
    checks = {
        "purpose-fits": leaving.serves(given, law, purpose),
        "categories-fit": set(serves) == set(given.categories),
        "apart": leaving.stands_apart(given, given.categories),
        "own-name": not leaving.hides(given, given.categories),
        "age": leaving.may_sign(given, law, at=at, minors_from=minors_from),
        "both": not leaving.lacks_one(given, law, minors_from=minors_from),
        "ends": given.until_at is None or at < given.until_at <= at + LONGEST,
    }
    found = leaving.incomplete(given, law)
    return found + tuple(slug for slug, holds in checks.items() if not holds)


def any_serves(category: str, purposes: tuple[str, ...]) -> bool:
    return any(regimes.serving(purpose, (category,)) for purpose in purposes)
