"""What somebody typed, understood: things that many words mean, words of the directory, days and
times, a place. Typing errors are led back to words that we have."""

from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from alongside.directory.policy import finding
from alongside.directory.rules import lexicon, spelling, words
from alongside.directory.search.prepared import Prepared

MOST = 6  # words of one search that are looked at
RARE = 3  # a word in fewer entries may be a typing error of the listing itself
SIMILAR = 12  # words that begin like one that nobody uses
_SINGLES: dict[str, list[str]] = {}  # words of the lexicon, by how they may be mistyped
for _single in sorted(lexicon.SINGLE):
    for _variant in spelling.variants(_single):
        _SINGLES.setdefault(_variant, []).append(_single)


@dataclass(frozen=True, slots=True)
class Term:
    """One thing that is looked for: vocables of which one must be there, how many entries have
    one, and those that count only in a name."""

    said: str
    ids: tuple[int, ...]
    count: int
    names: tuple[int, ...] = ()


@dataclass(slots=True)
class Understood:
    """`corrected` is what was typed and what is looked for instead; `unknown` what we have
    nothing for."""

    terms: list[Term] = field(default_factory=list)
    when: str = ""
    part: str = ""
    corrected: dict[str, str] = field(default_factory=dict)
    unknown: list[str] = field(default_factory=list)

    def without(self, terms: Sequence[Term]) -> "Understood":
        return replace(self, terms=[term for term in self.terms if term not in terms])


@dataclass(frozen=True, slots=True)
class _Piece:
    """Some of the words as typed: the sense they mean, or '' for a word as it stands."""

    said: str
    sense: str = ""


def understand(text: str) -> Understood:
    """At most four questions to the database, however much was typed."""
    found = Understood()
    pieces = _pieces(text, found)[:MOST]
    if not pieces:
        return found
    known = _known({p.sense for p in pieces if p.sense} | {p.said for p in pieces})
    doubtful = [p.said for p in pieces if not p.sense and known.get(p.said, (0, 0))[1] < RARE]
    meant = _led_back(doubtful, known) if doubtful else {}
    senses = {lexicon.PHRASES[w] for ws in meant.values() for w in ws if w in lexicon.PHRASES}
    if senses - known.keys():
        known |= _known(senses - known.keys())
    for piece in pieces:
        _add(found, piece, known, meant.get(piece.said, []))
    return found


def of_sense(sense: str) -> Term:
    """The term of one sense, such as a pathway that has no mark of its own; in no entry where
    nothing has it."""
    (pk, count), *_ = [*_known({f"={sense}"}).values(), (0, 0)]
    return Term(f"={sense}", (pk,), count)


def _add(
    found: Understood, piece: _Piece, known: dict[str, tuple[int, int]], meant: list[str]
) -> None:
    """The term of one piece, or that nothing is known of it."""
    senses = [piece.sense] if piece.sense else []
    literal = [piece.said] if piece.said in known else []
    for word in meant:
        if word in lexicon.WHENS:
            found.when = found.when or lexicon.WHENS[word]
        senses += [lexicon.PHRASES[word]] if word in lexicon.PHRASES else []
    literal += [word for word in meant if word in known and word not in literal]
    telling = [known[sense] for sense in dict.fromkeys(senses) if sense in known]
    bare = [known[word] for word in literal]
    if meant and piece.said not in known:
        found.corrected[piece.said] = meant[0]
    if telling or bare:
        ids = tuple(dict.fromkeys(pk for pk, _ in (*telling, *bare)))
        names = tuple(pk for pk, _ in bare) if telling else ()
        found.terms.append(Term(piece.said, ids, sum(n for _, n in (*telling, *bare)), names))
    elif not any(word in lexicon.WHENS for word in meant):
        found.unknown.append(piece.said)


def _pieces(text: str, found: Understood) -> list[_Piece]:
    """The longest phrases first: 'a place to sleep' is one thing."""
    tokens = [words.stem(word)[:40] for word in words.fold(text).split()][:40]
    pieces: list[_Piece] = []
    start = 0
    while start < len(tokens):
        for length in range(min(lexicon.LONGEST, len(tokens) - start), 0, -1):
            phrase = " ".join(tokens[start : start + length])
            if phrase in lexicon.WHENS:
                found.when = lexicon.WHENS[phrase]
            elif phrase in lexicon.PARTS:
                found.part = lexicon.PARTS[phrase]
            elif phrase in lexicon.PHRASES:
                pieces.append(_Piece(phrase, lexicon.PHRASES[phrase]))
            elif length > 1:
                continue
            elif phrase not in words.EMPTY and len(phrase) > 1:
                pieces.append(_Piece(phrase))
            start += length
            break
    return list(dict.fromkeys(pieces))


_vocables = Prepared(
    lambda wanted: (
        finding.vocables().filter(word__in=wanted, count__gt=0).values_list("word", "pk", "count")
    ),
    str,
)
_alike = Prepared(
    lambda variants: (
        finding.spellings()
        .filter(variant__in=variants, vocable__count__gt=0)
        .values_list("vocable__word", "vocable_id", "vocable__count")
    ),
    str,
)


def _known(wanted: set[str]) -> dict[str, tuple[int, int]]:
    return {word: (pk, count) for word, pk, count in _vocables(sorted(wanted))}


def _led_back(missing: list[str], known: dict[str, tuple[int, int]]) -> dict[str, list[str]]:
    """For each word that we (hardly) have, those that it may stand for; `known` learns them."""
    variants = {variant for word in missing for variant in spelling.variants(word)}
    alike = {tuple(row) for row in _alike(sorted(variants))}
    meant: dict[str, list[str]] = {}
    for word in missing:
        own = known.get(word, (0, 0))[1]
        counts = {other: count for other, _, count in alike if count > own * 20}
        if not own:
            singles = {s for v in spelling.variants(word) for s in _SINGLES.get(v, ())}
            counts |= {single: RARE for single in singles if spelling.distance(single, word) < 2}
        meant[word] = spelling.nearest(word, counts.items()) if spelling.variants(word) else []
        if not meant[word] and not own and len(word) > 2:
            longer = _beginning(word)
            meant[word], known_now = list(longer), longer
            known |= known_now
    chosen = {word for words_ in meant.values() for word in words_}
    known |= {word: (pk, count) for word, pk, count in alike if word in chosen}
    return meant


def _beginning(start: str) -> dict[str, tuple[int, int]]:
    """The most common words that begin so."""
    rows = finding.vocables().filter(word__gte=start, word__lt=start + "zzzz", count__gt=0)
    most = rows.order_by("-count", "word").values_list("word", "pk", "count")[:SIMILAR]
    return {word: (pk, count) for word, pk, count in most}
