from alongside.core import ids


def test_it_makes_ids_that_sort_by_time() -> None:
    made = [ids.new() for _ in range(500)]
    assert made == sorted(made)
    assert len(set(made)) == 500
    assert all(one.version == 7 for one in made)


def test_it_reads_bad_input_as_nothing() -> None:
    assert ids.parse(str(one := ids.new())) == one
    for bad in ("", "x", "1234", "../../etc", None):
        assert ids.parse(bad) is None  # type: ignore[arg-type]
