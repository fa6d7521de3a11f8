"""How plans, journeys, things that were given, what followed an overdose and what is a worker's own
are said in the whole record."""

from collections.abc import Mapping
from typing import Any

from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from alongside.core.privacy import Words
from alongside.questions.templatetags.questions import answered
from alongside.supplies.rules import catalogue
from alongside.support.rules import ideas
from alongside.support.templatetags.plans import rough

KINDS: Mapping[str, Words] = {
    "support.Appointment": _("What was promised"),
    "support.Away": _("Home, while you are away"),
    "support.Attempt": _("When we tried to reach you"),
    "support.Contact": _("Your times together"),
    "support.NotMine": _("Who asks peers for what is not their job"),
    "support.Work": _("Work in nobody’s record"),
    "support.DayCount": _("Days you count"),
    "support.Goal": _("Your goals"),
    "support.Invitation": _("Times that were asked for"),
    "support.Help": _("Who and what helps you"),
    "support.Kept": _("Lines of your journey that you keep to yourself"),
    "support.Pairing": _("Who walks with you"),
    "support.Passage": _("Your journey"),
    "support.Phrase": _("How your plan was said before"),
    "support.Planned": _("What was planned with you"),
    "support.Plan": _("Your plan"),
    "support.Reply": _("Your answers to what was written"),
    "support.Signature": _("Who signed your plan"),
    "support.Step": _("Your steps"),
    "support.Talk": _("Guided talks you had"),
    "support.Touch": _("Which of your goals a time together was about"),
    "support.Wording": _("What was written before it was corrected"),
}

COLUMNS: Mapping[str, Words] = {
    "bringing": _("With which file"),
    "participants.Said.told": _("How you told it"),
    "broken_at": _("Opened"),
    "called_off_at": _("Called off"),
    "measures.WorkShown.asks": _("What you ask for"),
    "measures.WorkShown.until_at": _("Until"),
    "measures.WorkShown.what": _("What is shown"),
    "measures.WorkShown.with_words": _("With your own words"),
    "measures.WorkShown.to": _("To whom"),
    "measures.WorkShown.seen_at": _("Opened"),
    "peers.LivedExperience.experience": _("What you lived"),
    "peers.StepBack.helps": _("What would help"),
    "peers.StepBack.shows": _("What your supervisor reads"),
    "peers.StepBack.until_on": _("Until about"),
    "peers.PeerProfile.called": _("What people call you"),
    "peers.PeerProfile.introduction": _("How you introduce yourself"),
    "peers.PeerProfile.published_at": _("Shown since"),
    "peers.PeerProfile.place": _("Where people can meet you"),
    "peers.Availability.weekday": _("Day"),
    "peers.Availability.part": _("Part of the day"),
    "sites.Witness.was_at": _("When you were there"),
    "questions.Answer.by_self": _("You said it yourself"),
    "questions.Answer.is_declined": _("You would rather not say"),
    "questions.Answer.picked": _("What you chose"),
    "questions.Answer.question": _("What was asked"),
    "questions.Answer.until_on": _("Kept until"),
    "questions.Answer.words": _("In your words"),
    "questions.Answer.written_by": _("Written down by"),
    "came_of_at": _("When that was said"),
    "due_at": _("When you want to hear next"),
    "ended_why": _("Why it ended"),
    "every_days": _("After how many days each time"),
    "followups.Bridge.came_of": _("What came of it"),
    "followups.Bridge.said": _("What you said"),
    "followups.Bridge.to": _("What was offered"),
    "followups.Bridge.together": _("Somebody goes with you"),
    "followups.Card.used_at": _("When its words were typed"),
    "followups.FollowUp.called": _("Whom they ask for"),
    "followups.FollowUp.where": _("Where you were asked"),
    "leave_word": _("A message may be left"),
    "look_back_at": _("When to look back"),
    "protocol": _("Which talk"),
    "reached_at": _("When you were reached"),
    "wants_words": _("Whom you wish"),
    "was_stopped": _("Stopped before its end"),
    "whom": _("Whom it is about"),
    "back_when": _("Back when"),
    "by_participant": _("You changed it"),
    "by_when": _("By when"),
    "carries": _("What to carry"),
    "dreams": _("What you dream of"),
    "culture": _("Culture"),
    "gender": _("Gender"),
    "pronouns": _("Pronouns"),
    "shows": _("Who else reads pronouns, gender and culture"),
    "edition": _("Which plan it was"),
    "from_when": _("From"),
    "from_day": _("From"),
    "support.DayCount.is_shown": _("Shown to whoever walks with you"),
    "support.DayCount.words": _("What you count"),
    "goes_on": _("It goes on"),
    "home": _("Home, and your culture"),
    "in_the_way": _("What stands in the way"),
    "is_private": _("Kept to yourself"),
    "keeps_contact": _("Who keeps contact"),
    "let_go_at": _("Let go of"),
    "line": _("Which line"),
    "meeting": _("Meeting"),
    "passage": _("On your journey"),
    "phase": _("How far it went"),
    "plan_said": _("What was signed"),
    "signed_on": _("Signed"),
    "support.Planned.sequence": _("What began"),
    "support.Planned.on": _("About when"),
    "support.Planned.seen_at": _("Offered"),
    "support.Planned.off_at": _("Called off"),
    "support.Signature.who": _("Who signed"),
    "until_when": _("Until"),
}

ROUGH = {"by_when", "from_day", "from_when", "until_when", "back_when"}


def said(column: Any, row: Any) -> str:
    """A rough date or a kind of the journey in words; empty where the column is another one."""
    value = getattr(row, column.attname)
    if column.name in ROUGH:
        return rough(value)
    if column.model._meta.label == "questions.Answer" and column.name in {"picked", "words"}:
        return answered(row) if value and not row.is_declined else ""
    language = get_language() or "en"
    if column.model._meta.label == "support.Passage" and column.name == "what":
        return ideas.called(row.line, value, language)
    if column.model._meta.label == "supplies.Given" and column.name == "things":
        return ", ".join(catalogue.amount(thing, language) for thing in value)
    if column.model._meta.label == "support.Passage" and column.name == "phase":
        return ideas.phase_called(value, language)
    return ""
