"""What a phone may say, field by field: the question it answers, and what an answer is in words.
A person decides by this what becomes of it, so nothing on it is a word of ours alone."""

from collections.abc import Mapping
from typing import Any

from django.utils.translation import gettext_lazy as _

from alongside.accounts import words as vocabulary
from alongside.core.privacy import Words
from alongside.followups import rules as followed
from alongside.followups.models import FollowUp, Touch
from alongside.outreach import rules as outreach
from alongside.sites import models as sites
from alongside.supplies.rules import naloxone, stock
from alongside.support import models as support

Field = tuple[Words, Mapping[Any, Words]]
AS_SAID: Mapping[Any, Words] = {}
YES: Mapping[Any, Words] = {}  # a tick, which is shown where it was made


def _of(choices: Any) -> Mapping[Any, Words]:
    return dict(choices.choices)


NUMBER: Field = (_("How many"), AS_SAID)
PEOPLE: Field = (_("How many people"), AS_SAID)
OTHERS: Field = (_("For others"), AS_SAID)
MINUTES: Field = (_("Minutes"), AS_SAID)
SETTING: Field = (_("Where"), _of(support.Setting))
PAST_ITS_DATE: Field = (_("It is past its date, and they know"), YES)
COUNTED: Field = (_("I count"), AS_SAID)
USING: Mapping[str, Field] = {
    "mode": (_("How?"), _of(sites.Use.Mode)),
    "substances": (_("What do they say it is?"), _of(sites.Substance)),
    "assisted": (_("Does anybody help?"), _of(sites.Use.Assisted)),
    "sample": (_("Number of a checked sample"), AS_SAID),
}
WHO: Mapping[str, Field] = {
    "gender": (_("Gender"), _of(sites.Gender)),
    "age": (_("Age, about"), _of(sites.Age)),
}
BACK: Mapping[str, Field] = {"item": (_("What"), AS_SAID), "count": NUMBER}
TOLD: Mapping[str, Field] = {name: (ask, of) for name, (ask, of) in naloxone.QUESTIONS.items()}

# By kind. A thing on the shelf and a talk are called as their own lists call them.
FIELDS: Mapping[str, Mapping[str, Field]] = {
    "contact": {
        "kinds": (_("What it was"), _of(support.Kind)),
        "form": (_("How"), _of(support.Form)),
        "setting": SETTING,
        "minutes": MINUTES,
        "special": (_("What it was"), _of(support.Special)),
        "stage": (_("What it was"), _of(support.StageOfCare)),
        "for_others": OTHERS,
        "for_what": (_("For what?"), _of(support.Errand)),
        "note": (_("Note"), AS_SAID),
    },
    "talk": {
        "protocol": (_("Which talk"), AS_SAID),
        "answers": (_("What they wanted kept"), AS_SAID),
        "was_stopped": (_("We stopped before the end"), YES),
        "looks_back": (_("They want me to ask later how it went"), YES),
        "minutes": MINUTES,
        "setting": SETTING,
    },
    "hand-out": {
        "lines": (_("What"), AS_SAID),
        "people": PEOPLE,
        "for_others": OTHERS,
        "bulk_to": (_("Was it many at once, to a place or a group?"), stock.BULK),
        "knowingly_expired": PAST_ITS_DATE,
        "counted": COUNTED,
    },
    "take-back": BACK,
    "clean-up": BACK,
    "kit": {
        "item": (_("What"), AS_SAID),
        "route": (_("Which kind?"), naloxone.ROUTES),
        "kits": NUMBER,
        "taught": (_("What did you show them?"), naloxone.TAUGHT),
        "trained": (_("People shown how"), AS_SAID),
        "reason": (_("Why, if they said it by themselves?"), naloxone.REASONS),
        "people": PEOPLE,
        "for_others": OTHERS,
        "knowingly_expired": PAST_ITS_DATE,
        "counted": COUNTED,
    },
    "reversal": {
        "doses": (_("How many doses?"), AS_SAID),
        **TOLD,
        "words": (_("In their words"), AS_SAID),
        "may_pass_on": (
            _("These words may be read to others, so that they learn from it"),
            YES,
        ),
    },
    "visit-in": {
        "called": (_("A word or any name"), AS_SAID),
        "seat": (_("Which seat?"), AS_SAID),
        **USING,
        **WHO,
    },
    "visit-use": USING,
    "look-in": {"how": (_("How are they?"), _of(sites.Look.How))},
    "visit-out": {},
    "overdose": {"where": (_("Where?"), _of(sites.Overdose.Where))},
    "tap": {
        "what": (_("What is done?"), _of(sites.Tap.What)),
        "why": (_("Why?"), _of(sites.Tap.Why)),
    },
    "overdose-finish": {
        "turned_out": (_("What was it?"), _of(sites.Finish.Turned)),
        "outcome": (_("How did it end?"), _of(sites.Finish.Outcome)),
        "substances": USING["substances"],
        "mode": (_("How had they used?"), _of(sites.Use.Mode)),
        **WHO,
        "story": (_("Anything we should learn from?"), AS_SAID),
    },
    "seen": {
        "place": (_("Where was it?"), AS_SAID),
        "people": (_("How many people, about?"), AS_SAID),
        "saw": (_("What did you see?"), outreach.SAW),
        "needs": (_("How many need what?"), outreach.NEEDS),
        "note": (_("Anything else?"), AS_SAID),
    },
    "safe": {"minutes": MINUTES},
    "shift-begin": {},
    "shift-end": {},
    "bedside": {
        "answer": (_("May a peer be in touch in one to three days?"), followed.ANSWERS),
        "whom": (_("Who is it?"), _of(FollowUp.Whom)),
        "where": (_("Where are you?"), _of(FollowUp.Where)),
        "they_came": (_("They came to us and asked for it themselves"), YES),
        "way": (_("How may a peer be in touch?"), followed.BY),
        "how": (_("The number, address, or place and time"), AS_SAID),
        "called": (_("Whom do we ask for?"), AS_SAID),
        "say": (_("What may be said if somebody else answers?"), AS_SAID),
        "leave_word": (_("A message may be left"), YES),
        "wants": (_("Who should it be?"), _of(FollowUp.Wants)),
        "wants_words": (_("Whom would they like, or rather not?"), AS_SAID),
        "first_hours": (_("When first?"), followed.FIRST),
        "language": (_("In which language?"), vocabulary.LANGUAGES),
    },
    "follow-up": {
        "came_of": (_("What came of it?"), _of(Touch.CameOf)),
        "way": (_("How did you try?"), _of(Touch.Way)),
        "minutes": MINUTES,
        "every_days": (
            _("If you talked: when would they like the next word?"),
            followed.EVERY,
        ),
        "next_at": (_("When next?"), AS_SAID),
    },
}
