"""Why a row does not come in as it stands, in sentences."""

from collections.abc import Mapping

from django.utils.translation import gettext_lazy as _

from alongside.core.privacy import Words
from alongside.questions import rules as questions

REASONS: Mapping[str, Words] = {
    "before-it-begins": _("It ends before it begins."),
    "contradicts": _("They also say never to use this way: the no counts."),
    "here-already": _("They have this already."),
    "in-the-future": _("That day has not come yet."),
    "likely": _("Somebody who is here already is called the same."),
    "likely-reach": _("Somebody who is here already is reached in the same way."),
    "likely-in-file": _("Another row of this file is called the same."),
    "left-out": _("You said to leave out those who are likely here already."),
    "needed": _("This must be said."),
    "never-wanted": _("They never want this person near their record."),
    "no-law": _("We do not know under which law this was signed."),
    "no-goal": _("They have no such goal, in the file or here."),
    "no-group": _("No group is called so, in the file or here."),
    "no-peer": _("No peer is called so, in the file or here."),
    "no-question": _("Nobody asks this, in the file or here."),
    "no-sheet": _("It belongs to no questions, in the file or here."),
    "no-time": _("They have no such time together, in the file or here."),
    "no-link": _("A link begins with https:// or http://."),
    "no-listing": _("The directory here has no such listing; the words are kept."),
    "no-such-programme": _("There is no programme of this name here."),
    "no-such-site": _("There is no site of this name here."),
    "nobody": _("Nobody is called so, in the file or here."),
    "not-a-date": _("This is not a date that we can read."),
    "not-a-number": _("This is not a number that can stand here."),
    "not-a-time": _("This is not a time that we can read."),
    "not-walking": _("This peer does not work here now, so it is kept as ended."),
    "said-no": _("They said no, so nothing is kept as a yes."),
    "taken-back": _("They had taken back that anything is written down."),
    "taken-to-be": _("We take them to be the colleague of this name."),
    "time-over": _("The time for which it is kept is over."),
    "too-long": _("This is longer than can stand here."),
    "too-many": _("This row has more cells than the table has columns."),
    "twice": _("A row before it is the same."),
    "two-of-this-name": _("Several people are called so: say it by the reference."),
    "two-questions": _("Several questions are asked in these words: say it by the reference."),
    "two-ways": _("Day and month can be read in two ways."),
    "unknown-word": _("We know no such answer."),
    "unreachable": _("It does not say how, so it is kept as: comes back by themselves."),
    **{f"ask-{slug}": words for slug, words in questions.LACKS.items()},
}
