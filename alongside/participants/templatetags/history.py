"""How history is said to the person it is about. One place: verbs and slugs on the left, words
on the right, translated when a page is drawn. What is not here gets a plain sentence."""

from django import template
from django.utils.translation import gettext_lazy as _

from alongside.core.privacy import Words
from alongside.participants.queries import Moment
from alongside.participants.rules import sentences

register = template.Library()

HAPPENED: dict[str, Words] = {
    "add-step": _("A step was added to a goal"),
    "agree-referral": _("You agreed to share something with a service"),
    "answer-asking": _("You answered somebody who asked about you"),
    "answer-check-in": _("A check-in was kept"),
    "answer-note": _("A note was answered"),
    "answer-reply": _("What you said to a note was answered"),
    "answer-referral": _("The service answered"),
    "answer-request": _("Your request was answered"),
    "ask": _("You asked for a peer"),
    "ask-for-others": _("You asked for other introductions"),
    "call-off": _("An appointment was called off"),
    "change-reach": _("You said how you may be reached, and how never"),
    "change-request": _("Your request for a peer was changed"),
    "choose": _("You chose a peer"),
    "close-goal": _("A goal was closed"),
    "close-referral": _("Your answer closed a referral"),
    "close-request": _("Your request for a peer was closed"),
    "confirm-key-lost": _("Somebody who works here confirmed that your words are lost"),
    "correct-contact": _("A contact was corrected"),
    "decide-demand": _("A demand by law for your record was decided"),
    "decline": _("You said no to the peers who were proposed"),
    "disclose": _("Something left Alongside"),
    "end-consent": _("An agreement ended, as it said it would"),
    "end-pairing": _("Walking together ended"),
    "give-consent": _("You agreed"),
    "give-up-account": _("You gave up your account and kept your six words"),
    "hand-new-words": _("New words were made for you, after a day, and the old ones died"),
    "hand-words": _("Six words were made for you at the door"),
    "have-account": _("You chose to have an account"),
    "hear-withdrawal": _("You said that you take it back, and it was honoured at once"),
    "join-account": _("You chose to come in with an account you had"),
    "keep-promise": _("An appointment was kept"),
    "lift-hold": _("A legal hold on your record ended"),
    "log-contact": _("A contact was written down"),
    "make-appointment": _("An appointment was made"),
    "new-key": _("You got six new words"),
    "open-link": _("The service opened its link"),
    "pair": _("You and a peer began to walk together"),
    "pass-on-asking": _("Somebody asked for something about you"),
    "place-hold": _("A legal hold was placed on your record"),
    "accept-time": _("A time was agreed on"),
    "ask-time": _("You asked for a time"),
    "choose-line": _("You chose how to be told that there is something"),
    "did-not-meet": _("You and your peer did not meet. It counts against nobody"),
    "hear-start": _("A text message from your number said START"),
    "hear-stop": _("A text message from your number said STOP"),
    "hear-text": _("A text message came from your number"),
    "leave-past": _("You said whether whoever comes next reads what was written"),
    "let-time-go": _("A time that was asked for was let go"),
    "offer-time": _("You were offered a time"),
    "stop-line": _("You stopped what is sent to you"),
    "suggest-time": _("Another time was named"),
    "tell-outside": _("You were told outside that there is something"),
    "try-line": _("You tried what is sent to you"),
    "write-message": _("A message was written"),
    "prepare-referral": _("A referral was prepared"),
    "promise": _("Something was promised"),
    "propose": _("Peers were proposed to you"),
    "rate-service": _("You said how a service was"),
    "read-account": _("You read what left without your yes"),
    "refuse-representative": _("Somebody may no longer sign for you"),
    "read-notice": _("You read what went wrong"),
    "register-demand": _("Your record was demanded by law"),
    "replace-return-key": _("Your six words were changed for new ones"),
    "reword-goal": _("The words of a goal were changed"),
    "restore-factor": _("Somebody who works here let you in after you lost your second lock"),
    "say-key-lost": _("Your peer said that you have lost your words"),
    "send-referral": _("A link was made for a service"),
    "set-goal": _("A goal was set"),
    "set-wish-aside": _("A wish to be erased was set aside"),
    "settle-request": _("Your request for a peer was settled"),
    "stand-in": _("A paper was looked at that lets somebody sign for you"),
    "still-waiting": _("You said that you are still waiting"),
    "stop-lost-key": _("You said that your words are not lost"),
    "stop-referral": _("A referral was stopped"),
    "take-back-contact": _("A contact was taken back"),
    "take-back-rating": _("You took back what you said of a service"),
    "take-record": _("You took a copy of everything"),
    "tell-limits": _("What can’t be kept private was told"),
    "tell-wish": _("Somebody wrote down that you want to be erased"),
    "tick-step": _("A step was ticked"),
    "tie": _("Somebody may now open your record"),
    "untie": _("Somebody may no longer open your record"),
    "use-return-key": _("Somebody came in with your six words"),
    "agree-link": _("You and somebody close to you made a link"),
    "belong": _("You said whether you belong to a community"),
    "break-glass": _("Your record was opened in an emergency"),
    "cut-link": _("A link with somebody close to you was cut"),
    "name-never": _("You named somebody who never sees your record"),
    "odd-look": _("A look was not like the others, and the privacy lead was told"),
    "offer-link": _("You offered a link to somebody"),
    "open-to-colleagues": _("You said whether colleagues may help you"),
    "review-glass": _("The privacy lead asked about an emergency"),
    "seek": _("You were looked for, and found"),
    "seek-blind": _("The privacy lead looked whether you are here"),
    "settle-odd": _("The privacy lead asked about a look"),
    "take-back-never": _("You took back whom you never want"),
    "join-group": _("You came to a group"),
    "ask-to-join": _("You asked to come to a group"),
    "answer-join": _("Your question to come to a group was answered"),
    "invite-to-group": _("You were invited to a group"),
    "answer-invitation": _("You answered an invitation to a group"),
    "settle-membership": _("You said what you are called in a group, and what you give"),
    "pause-membership": _("You paused in a group, or came back"),
    "leave-group": _("You left a group"),
    "ask-talk": _("You asked for a talk after you were hurt"),
    "answer-talk": _("A talk that you asked for was answered"),
    "time-away": _("You were asked to stay away from a group for a time"),
    "end-time-away": _("You may come to a group again"),
    "sign-up": _("You asked for a place"),
    "give-place-back": _("You gave a place back"),
    "check-in-group": _("It was kept that you were in a group"),
    "take-back-attendance": _("You took back that you were in a group"),
    "log-group-session": _("A group was written down as a time together"),
    "begin-own-group": _("You began a group"),
    "edit-own-group": _("You changed what is said of a group"),
    "end-own-group": _("You ended a group"),
    "offer-help": _("You offered to help"),
    "take-back-offer": _("You took back an offer to help"),
    "answer-offer": _("Your offer to help was answered"),
    "show-step": _("You said where you are on the way to helping"),
    "make-calendar": _("You made an address for your calendar"),
    "end-calendar": _("You ended the address of your calendar"),
    "welcome": _("You were welcomed"),
    "wish-to-be-missed": _("You said when to be missed"),
    "withdraw-consent": _("You took your consent back"),
    "write-consent": _("What you agreed to was written down"),
    "write-down-danger": _("What happened in a danger was written down"),
    "write-strengths": _("Your strengths were written down"),
}

LOOKED: dict[str, Words] = {
    "agreement": _("A look at something you agreed to"),
    "agreements": _("A look at what you agree to"),
    "check-ins": _("A look at your check-ins"),
    "contact": _("A look at a contact with you"),
    "contacts": _("A look at the contacts with you"),
    "end-consent": _("An agreement ended, as it said it would"),
    "end-pairing": _("A look at who walks with you, to end it"),
    "limits": _("A look at whether you heard what can’t be kept private"),
    "log": _("A look, to write down a contact"),
    "lost-words": _("A look, to say that your words are lost"),
    "messages": _("A look at your messages"),
    "person": _("A look at your page"),
    "plan": _("A look at your plan"),
    "promise": _("A look, to promise something"),
    "referrals": _("A look at your referrals"),
    "request": _("A look at your request for a peer"),
    "wish": _("A look, to write down that you want to be erased"),
}

# A refusal carries the permission that was missing.
REFUSED: dict[str, Words] = {
    "checkin-read": _("An attempt to see your check-ins"),
    "consent-hear": _("An attempt to take back what you agreed to"),
    "consent-write": _("An attempt to write down that you agreed"),
    "contact-correct": _("An attempt to change a contact with you"),
    "contact-log": _("An attempt to write down a contact"),
    "contact-read": _("An attempt to see the contacts with you"),
    "disclosure-make": _("An attempt to send something that nothing you agreed to covers"),
    "emergency-tell": _("An attempt to tell somebody of an emergency"),
    "group-offer": _("An attempt to invite you to a group, or to check you in"),
    "goal-close": _("An attempt to close one of your goals"),
    "goal-set": _("An attempt to change your plan"),
    "key-lost-say": _("An attempt to say that your words are lost"),
    "message-send": _("An attempt to read or write your messages, or to ask you for a time"),
    "pairing-end": _("An attempt to end walking together"),
    "participant-read": _("An attempt to open your page"),
    "plan-read": _("An attempt to see your plan"),
    "proposal-choose": _("An attempt to answer an introduction that is yours"),
    "referral-answer": _("A service’s attempt to open what you no longer share"),
    "referral-read": _("An attempt to see your referrals"),
    "referral-send": _("An attempt to send a referral about you"),
    "request-read": _("An attempt to see or change your request for a peer"),
    "return-key-use": _("An attempt to come in with the six words you were handed"),
    "record-forget": _("An attempt to erase your record"),
    "rights-keep": _("An attempt to place a legal hold on your record"),
    "wish-tell": _("An attempt to write down that you want to be erased"),
    "note-answer": _("An attempt to answer a note in your name"),
    "step-tick": _("An attempt to tick one of your steps"),
}

# A consent says what it was about.
AGREED: dict[tuple[str, str], Words] = {
    ("give-consent", "supported"): _("You agreed to being supported"),
    ("give-consent", "recorded"): _("You agreed to things being written down"),
    ("give-consent", "shared"): _("You agreed that something may leave"),
    ("withdraw-consent", "supported"): _("You took back your consent to being supported"),
    ("withdraw-consent", "recorded"): _("You took back your consent to things being written down"),
    ("withdraw-consent", "shared"): _("You took back your consent to something leaving"),
}

ANY_LOOK = _("A look at your record")
ANY_CHANGE = _("Something in your record was changed")
ANY_ATTEMPT = _("An attempt to open or change your record")


@register.filter
def sentence(moment: Moment) -> Words:
    """What happened, as a sentence to the person it is about."""
    if moment.is_refused:
        return REFUSED.get(moment.verb, ANY_ATTEMPT)
    if moment.verb == "look":
        return LOOKED.get(moment.page, ANY_LOOK)
    said = AGREED.get((moment.verb, moment.consent))
    return said or HAPPENED.get(moment.verb, ANY_CHANGE)


@register.filter
def shared_words(slug: str) -> Words:
    """One thing that a service was shown."""
    return sentences.CATEGORIES.get(slug, slug)
