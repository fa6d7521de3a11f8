"""What people answered, as it is published: small numbers hidden, words never counted."""

from datetime import timedelta
from zoneinfo import ZoneInfo

from alongside.core import clock
from alongside.insights import rules as periods
from alongside.questions import models, rules
from tests.cast import Cast
from tests.questions import doors
from tests.support import doors as pages

GENDER = rules.Wording(
    "yes", {"en": "Did your gender matter?"}, {"en": "To know."}, is_careful=True
)

CARE = rules.Wording("yes", {"en": "Would a lift help?"}, {"en": "To find one."})

PATH = "/en/outcomes/answers/"


def a_day_ago() -> str:
    """All that was answered was so then. The quarter of it, where Riverbend is."""
    before = clock.now() - timedelta(days=1)
    models.Answer.objects.update(happened_at=before)
    return periods.quarter_of(before.astimezone(ZoneInfo("America/New_York")).date()).slug


def bars(page: str, question: str) -> str:
    """The picture of one question."""
    return page[page.index(question) :].split("</figure>")[0]


def test_it_counts_lists_with_small_numbers_hidden_and_words_never(cast: Cast) -> None:
    sheet = doors.begun(cast, doors.BUS, doors.EASIER, GENDER)
    people = pages.walk_with_more(cast, 8)
    for n, person in enumerate(people):
        how = rules.Said(("0" if n < 6 else "1",))
        said = (how, rules.Said(words="A lift home."), rules.Said(("yes",)))
        doors.answered(cast.maya, sheet, *said, participant=person.pk)
    assert "How did you" not in cast.max.client().get(PATH).content.decode()  # but tomorrow
    path = f"{PATH}?period={a_day_ago()}"
    for who in (cast.max, cast.ana):
        page = who.client().get(path).content.decode()
        how_they_came = bars(page, "How did you come here?")
        assert "By bus" in how_they_came
        assert how_they_came.count("too few to show") >= 2  # two by bus, and the six that tell it
        assert "<b>2</b>" not in how_they_came
        assert "A lift home." not in page
        assert "gender" not in page
    assert cast.maya.client().get(path).status_code == 403
    assert cast.max.client().get(f"{PATH}?period=1999-q1").status_code == 404


def test_it_counts_only_the_last_answer_of_a_month(cast: Cast) -> None:
    sheet = doors.begun(cast, doors.BUS)
    people = pages.walk_with_more(cast, 6)
    for picked in ("0", "1"):
        for person in people:
            doors.answered(cast.maya, sheet, rules.Said((picked,)), participant=person.pk)
    page = cast.max.client().get(f"{PATH}?period={a_day_ago()}").content.decode()
    shown = bars(page, "How did you come here?")
    assert "<b>6</b>" in shown
    assert "<b>12</b>" not in shown


def test_it_shows_the_questions_of_one_sheet_at_a_time(cast: Cast) -> None:
    """All of twenty sheets would be a page of a hundred screens."""
    first, second = doors.begun(cast, doors.BUS), doors.begun(cast, CARE)
    for sheet, said in ((first, ("0",)), (second, ("yes",))):
        doors.answered(cast.maya, sheet, rules.Said(said), participant=cast.sam.id)
    path = f"{PATH}?period={a_day_ago()}"
    for of, shown, other in (
        ("", doors.BUS, CARE),
        (f"&of={second.pk}", CARE, doors.BUS),
        ("&of=nonsense", doors.BUS, CARE),
    ):
        page = cast.max.client().get(path + of).content.decode()
        assert shown.words["en"] in page and other.words["en"] not in page
    assert f'<option value="{second.pk}">' in page


def test_many_sheets_of_one_person_unfold_one_by_one(cast: Cast) -> None:
    path = f"/en/people/{cast.sam.id}/questions/"
    for many, folds in ((3, False), (1, True)):
        for _ in range(many):
            sheet = doors.begun(cast, doors.BUS)
        page = cast.maya.client().get(path).content.decode()
        assert ('<details class="more">' in page) is folds
        assert f"/questions/{sheet.pk}/" in page  # folded, and still there without a script
