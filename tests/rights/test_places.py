"""Nothing about a participant is forgotten when it is taken, erased or due."""

from django.apps import apps

from alongside.core.privacy import IDENTITY, RECOVERY, Keep
from alongside.participants.models import Disclosure
from alongside.participants.rules import regimes
from alongside.rights import rules
from alongside.rights.record import places, reading, words


def ours() -> list[type]:
    return [model for model in apps.get_models() if model.__module__.startswith("alongside.")]


def private(model: type) -> bool:
    return bool({IDENTITY, RECOVERY} & set(model.privacy.fields.values()))  # type: ignore[attr-defined]


def test_it_reaches_every_model_that_says_something_of_a_person() -> None:
    reached = {place.label for place in places.places()}
    known = reached | set(places.ELSEWHERE)
    lost = [m._meta.label for m in ours() if private(m) and m._meta.label not in known]  # type: ignore[attr-defined]
    assert not lost, f"Point them at a participant, or say why not in places.ELSEWHERE: {lost}"
    gone = set(places.ELSEWHERE) - {model._meta.label for model in ours()}  # type: ignore[attr-defined]
    assert not gone, f"No such model: {gone}"
    assert not set(places.ELSEWHERE) & reached


def test_it_knows_how_long_each_is_kept() -> None:
    wordy = [place.label for place in places.places() if place.paths and not place.declared.rule]
    assert not wordy, f"Say keep=Keep(…) where rows are about a participant: {wordy}"


def test_it_keeps_the_account_of_what_left_as_long_as_each_law_asks() -> None:
    keep = Disclosure.privacy.rule
    assert keep is not None
    assert keep.after == "happened_at"
    for law in regimes.REGIMES.values():
        assert 6 * 365 <= law.account_years * 365.25 <= keep.days


def test_it_counts_from_columns_that_are_there() -> None:
    for model in places.dated():
        keep: Keep = model.privacy.rule
        assert model._meta.get_field(keep.after)
        assert model.objects.filter(**keep.when) is not None
        assert not keep.ground or keep.ground in rules.GROUNDS
        for name in keep.clears:
            assert model._meta.get_field(name)


def test_it_takes_rows_out_before_what_they_point_at() -> None:
    order = [place.model for place in places.places()]
    for place in places.places():
        for column in place.model._meta.concrete_fields:
            if column.related_model in order and column.related_model is not place.model:
                assert order.index(column.related_model) < order.index(place.model), column


def test_it_has_a_word_for_everything_that_is_read() -> None:
    nameless = [label for label in places.ELSEWHERE if label not in words.KINDS]
    for place in places.places():
        if place.label not in words.KINDS:
            nameless.append(place.label)
        for column in reading.columns(place):
            label = f"{place.label}.{column.name}"
            if reading.is_read(place, column) and not {label, column.name} & set(words.COLUMNS):
                nameless.append(label)
    assert not nameless, f"Say what it is called, in rights/record/words.py: {nameless}"
