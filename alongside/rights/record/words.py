"""What things are called in the whole record. A kind or column that has no word here is called
by its own name, so that nothing is ever left out; a house test asks for the words."""

from collections.abc import Mapping
from typing import Any

from django.utils.text import capfirst
from django.utils.translation import gettext_lazy as _

from alongside.accounts import words as slugs
from alongside.core.privacy import Words
from alongside.participants.templatetags import history

KINDS: Mapping[str, Words] = {
    "accounts.Person": _("Your account"),
    "accounts.ReturnKey": _("Your return key"),
    "matching.Proposal": _("Peers who were proposed to you"),
    "measures.Response": _("Your check-ins"),
    "participants.Consent": _("What you agreed to"),
    "participants.Disclosure": _("What left Alongside"),
    "participants.Participant": _("Who you are here"),
    "participants.Request": _("Your requests for a peer"),
    "participants.Tie": _("Who may open your record"),
    "referrals.Link": _("Links for services"),
    "referrals.Rating": _("What you said of services"),
    "referrals.Referral": _("Your referrals"),
    "rights.Demand": _("Demands by law for your record"),
    "rights.Erasure": _("Your wishes to be erased"),
    "rights.Hold": _("Legal holds on your record"),
    "rights.Notice": _("What went wrong, and you were told"),
    "support.Appointment": _("What was promised"),
    "support.Contact": _("Your times together"),
    "support.Goal": _("Your goals"),
    "support.Pairing": _("Who walks with you"),
    "support.Plan": _("Your plan"),
    "support.Reply": _("Your answers to what was written"),
    "support.Step": _("Your steps"),
    "support.Wording": _("What was written before it was corrected"),
}

# Columns, by their name; `kind.column` where one of them means something else.
COLUMNS: Mapping[str, Words] = {
    "about": _("For one thing"),
    "affiliational": _("Connected"),
    "alias": _("What we call you"),
    "answer": _("The answer"),
    "answered_at": _("Answered"),
    "answered_by": _("Answered by"),
    "answers": _("What you said"),
    "asked_at": _("Asked"),
    "asked_for_others": _("How often you asked for other peers"),
    "asks_for": _("What was demanded"),
    "at": _("When"),
    "called_off_at": _("Called off"),
    "came_on": _("Came on"),
    "categories": _("What was in it"),
    "closed_at": _("Closed"),
    "consent": _("Under which agreement"),
    "contact": _("The time together"),
    "decided_at": _("Decided"),
    "dimension": _("Part of life"),
    "done_at": _("Done"),
    "email": _("E-mail"),
    "emotional": _("Listened"),
    "ended_at": _("Ended"),
    "expires_at": _("Until"),
    "experiences": _("Lived experience you looked for"),
    "form": _("How"),
    "from_at": _("From"),
    "from_whom": _("From whom"),
    "given_at": _("Agreed"),
    "goal": _("Goal"),
    "going_together": _("A peer came along"),
    "ground": _("Reason"),
    "happened_at": _("When"),
    "has_order": _("With a court’s order"),
    "incident": _("What went wrong"),
    "informational": _("Shared information"),
    "instrument": _("Questions"),
    "instrumental": _("Helped with something"),
    "joined_at": _("Since"),
    "kept_at": _("Kept"),
    "kind": _("What"),
    "language": _("Language"),
    "language_given": _("Language that was given"),
    "last_contact_at": _("Last time together"),
    "last_used_at": _("Used last"),
    "latitude": _("Where, about (north)"),
    "limits_heard_at": _("Heard what can’t be kept private"),
    "longitude": _("Where, about (east)"),
    "made_at": _("Made"),
    "minutes": _("Minutes"),
    "name": _("Name"),
    "name_given": _("Name that was given"),
    "never_ways": _("Never reach you by"),
    "note": _("Note"),
    "opened_at": _("Opened"),
    "organisation": _("Organisation"),
    "other": _("Somebody else"),
    "own_answer": _("Your answer"),
    "own_words": _("Your words"),
    "participant": _("You"),
    "partner_answered_at": _("The service answered"),
    "partner_words": _("What the service wrote"),
    "pathways": _("Ways of recovery"),
    "peer": _("With"),
    "person": _("Who"),
    "place": _("Place"),
    "placed_at": _("Since"),
    "placed_by": _("Placed by"),
    "plan": _("Plan"),
    "profile": _("Who"),
    "programme": _("Programme"),
    "quiet_after_days": _("Missed after days of silence"),
    "rank": _("Order"),
    "reach_given": _("How to reach you, as it was given"),
    "reach_how": _("How to reach you"),
    "reach_never": _("Never reach you like this"),
    "reach_way": _("How you are reached"),
    "read_at": _("Read"),
    "reason": _("Reason"),
    "reasons": _("Why they were proposed"),
    "recipient": _("To whom"),
    "recorded_at": _("Written down"),
    "referral": _("Referral"),
    "replaced_at": _("Corrected"),
    "request": _("Request"),
    "return_key": _("Return key"),
    "said": _("What was changed"),
    "secret_until": _("Secret until"),
    "sent_at": _("Sent"),
    "sent_by": _("Sent by"),
    "service": _("Service"),
    "service_name": _("Service"),
    "set_at": _("Set"),
    "setting": _("Where"),
    "shares": _("What you agreed to share"),
    "site": _("Site"),
    "state": _("How it stands"),
    "strengths": _("Your strengths"),
    "times": _("When you have time"),
    "told_at": _("You were told"),
    "told_by": _("Written down by"),
    "until_at": _("Until"),
    "until_on": _("Until"),
    "useful": _("How useful it was"),
    "username": _("Sign-in name"),
    "wants": _("What you asked for"),
    "welcomed_at": _("Welcomed"),
    "what": _("What"),
    "why": _("Why"),
    "withdrawn_at": _("Taken back"),
    "words": _("In words"),
    "referrals.Rating.kind": _("How kind they were"),
    "support.Reply.words": _("Your words"),
}

# Slugs in columns that hold a list of them.
SLUGS: Mapping[str, Mapping[str, Words]] = {
    "language": slugs.LANGUAGES,
    "language_given": slugs.LANGUAGES,
    "pathways": slugs.PATHWAYS,
    "experiences": slugs.EXPERIENCES,
    "times": slugs.TIMES,
    "reach_way": slugs.WAYS,
    "never_ways": slugs.NEVER,
    "shares": history.SHARED,
    "categories": history.SHARED,
}


def kind_called(model: Any) -> str:
    return str(KINDS.get(model._meta.label) or capfirst(str(model._meta.verbose_name_plural)))


def column_called(field: Any) -> str:
    label = f"{field.model._meta.label}.{field.name}"
    own_name = capfirst(str(field.verbose_name))
    return str(COLUMNS.get(label) or COLUMNS.get(field.name) or own_name)


def slug_called(field: Any, slug: Any) -> str:
    return str(SLUGS.get(field.name, {}).get(slug, slug))
