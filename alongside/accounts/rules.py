"""Words that open: how they are made, read and compared. And what an administrator may not
undo. Plain values only."""

import functools
import re
import unicodedata
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import mnemonic

WORDS = 6  # of some 1,700: more than 63 bits
LISTS = {"en": "english", "es": "spanish", "fr": "french"}
LEFT_OUT = Path(__file__).parent / "data" / "left_out.txt"
LEAST_CHARACTERS = 12
LEAST_LETTERS = 6  # of a word of one's own, beside six that somebody else has seen
ADMINISTRATOR = "administrator"
PARTICIPANT = "participant"


def plain(words: str) -> str:
    """Words as they are compared: accents, capitals, commas and extra spaces do not matter."""
    letters = unicodedata.normalize("NFKD", words.casefold())
    bare = "".join(sign for sign in letters if not unicodedata.combining(sign))
    return " ".join(re.findall(r"\w+", bare.casefold()))


@functools.cache
def wordlist(language: str) -> tuple[str, ...]:
    """The words to choose from, in that language (English where there is no list)."""
    code = language if language in LISTS else "en"
    left_out = _left_out()[code]
    words = mnemonic.Mnemonic(LISTS[code]).wordlist
    return tuple(
        unicodedata.normalize("NFC", word) for word in words if plain(word) not in left_out
    )


@functools.cache
def _left_out() -> dict[str, frozenset[str]]:
    lines = LEFT_OUT.read_text(encoding="utf-8").splitlines()
    pairs = [line.partition(":") for line in lines if line and not line.startswith("#")]
    return {code: frozenset(plain(words).split()) for code, _, words in pairs}


def six_words(language: str, *, choose: Callable[[Sequence[str]], str]) -> str:
    """`choose` is `secrets.choice`, or a test's."""
    return " ".join(choose(wordlist(language)) for _ in range(WORDS))


def parted(words: str) -> tuple[str, str]:
    """Six words as they are compared, and what was typed after them."""
    typed = plain(words).split()
    return " ".join(typed[:WORDS]), " ".join(typed[WORDS:])


def is_own_word(word: str, *, alias: str) -> bool:
    """Whether somebody else would need many tries to guess it: long enough, no bare number
    such as a birthday, and not the name they are called by."""
    said = plain(word)
    signs = said.replace(" ", "")
    return len(signs) >= LEAST_LETTERS and not signs.isdecimal() and said != plain(alias)


def sign_in_name(wish: str, *, choose: Callable[[Sequence[str]], str]) -> str:
    """The name wished for and two digits: whether a name is taken can't be found out, because
    none is ever refused."""
    return f"{' '.join(wish.split())}{choose('23456789')}{choose('23456789')}"


def free_name(
    wish: str, *, choose: Callable[[Sequence[str]], str], is_taken: Callable[[str], bool]
) -> str:
    """A sign-in name like the one wished for that nobody has."""
    name = sign_in_name(wish, choose=choose)
    while is_taken(name):
        name = sign_in_name(name, choose=choose)
    return name


def is_last_administrator(role: str, administrators: int) -> bool:
    return role == ADMINISTRATOR and administrators <= 1


def somebody(*_: Any) -> str:
    """Who tried to sign in, as logs may know it."""
    return "somebody"


# --- how long a session lives ---------------------------------------------------------------

LIVE, ASLEEP, OVER = "live", "asleep", "over"
NOTED_SECONDS = 60  # a session that is used is written to this often at most
EVERYBODY = "everybody"


@dataclass(frozen=True, slots=True)
class Limits:
    """In seconds: untouched, in one role, and altogether."""

    idle: int
    worn: int
    whole: int


def of_role(table: Mapping[str, int], role: str) -> int:
    return table.get(role, table[EVERYBODY])


def life(limits: Limits, *, began: int, worn: int, seen: int, now: int) -> str:
    """Of a session that began, put on its role and was last used at these seconds."""
    if now - began >= limits.whole or now - worn >= limits.worn:
        return OVER
    return ASLEEP if now - seen >= limits.idle + NOTED_SECONDS else LIVE


_KINDS = (
    ("ipad", "ipad"),
    ("iphone", "iphone"),
    ("android", "android"),
    ("cros", "chromebook"),
    ("windows", "windows"),
    ("mac os", "mac"),
    ("linux", "linux"),
)
_BROWSERS = (
    ("edg", "edge"),
    ("samsungbrowser", "samsung"),
    ("firefox", "firefox"),
    ("fxios", "firefox"),
    ("chrom", "chrome"),
    ("crios", "chrome"),
    ("safari", "safari"),
)


def device(user_agent: str) -> str:
    """`iphone-safari`: enough for its owner to know it again, too little to know anybody by."""
    said = user_agent.casefold()
    kind = next((slug for sign, slug in _KINDS if sign in said), "other")
    return f"{kind}-{next((slug for sign, slug in _BROWSERS if sign in said), 'other')}"


# --- second locks -----------------------------------------------------------------------------

CODES, CODE_SIGNS = 10, 10  # of 32 signs each: 50 bits
CODE_ALPHABET = "ABCDEFGHJKLMNPQRSTUVWXYZ23456789"  # none that looks like another
SHORT_CODE, SHORT_SECONDS = 8, 600


def printed_code(*, choose: Callable[[Sequence[str]], str]) -> str:
    return "".join(choose(CODE_ALPHABET) for _ in range(CODE_SIGNS))


def written(code: str) -> str:
    """As it is read and typed: in two halves."""
    half = len(code) // 2
    return f"{code[:half]} {code[half:]}"


# --- passphrases that others would think of ----------------------------------------------------

COMMON = Path(__file__).parent / "data" / "common_passphrases.txt"
_RUNS = (
    "abcdefghijklmnopqrstuvwxyz" * 2,
    "0123456789" * 4,
    "qwertyuiopasdfghjklzxcvbnm" * 2,
    "azertyuiopqsdfghjklmwxcvbn" * 2,
    "1qaz2wsx3edc4rfv5tgb6yhn7ujm8ik9ol0p",
)
LEAST_DIFFERENT = 5  # signs
LEAST_OF_NAME = 4  # signs of a word in the name of a house, to count by itself
LEAST_BESIDE_NAMES = 8  # signs that are not one's own name


def is_on_earth(latitude: float | None, longitude: float | None) -> bool:
    """Both numbers of a position, or neither."""
    if latitude is None or longitude is None:
        return latitude is longitude
    return -90 <= latitude <= 90 and -180 <= longitude <= 180


@functools.cache
def _common() -> frozenset[str]:
    lines = COMMON.read_text(encoding="utf-8").splitlines()
    return frozenset(_run_together(line) for line in lines if not line.startswith("#"))


def _run_together(words: str) -> str:
    return plain(words).replace(" ", "").replace("_", "")


def is_thought_of_by_many(passphrase: str, *, names: Sequence[str] = ()) -> bool:
    """Whether somebody who guesses comes to it soon: a slogan or famous sentence, one thing
    repeated, a run of keys, or hardly more than one's own name or that of the house. Nothing is
    asked of how it is made up: capitals, digits and signs are nobody's duty."""
    said = _run_together(passphrase)
    bare = re.sub(r"\d+$", "", said)
    if {said, bare} & _common() or len(set(said)) < LEAST_DIFFERENT:
        return True
    if re.fullmatch(r"(.{1,8})\1+", said) or any(said in run or said[::-1] in run for run in _RUNS):
        return True
    words = plain(passphrase).split()
    if len(words) > 1 and len(set(words)) == 1:
        return True
    left = said
    for name in sorted((_run_together(name) for name in names), key=len, reverse=True):
        left = left.replace(name, "") if name else left
    return len(left) < min(LEAST_BESIDE_NAMES, len(said))
