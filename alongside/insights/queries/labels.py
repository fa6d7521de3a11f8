"""What each number is called."""

from django.utils.translation import gettext_lazy as _

from alongside.core.privacy import Words
from alongside.support.models import Contact, facts

KINDS: dict[str, Words] = {
    "emotional": _("Listened"),
    "informational": _("Shared information"),
    "instrumental": _("Helped with something"),
    "affiliational": _("Connected with others"),
}
FORMS: dict[str, Words] = {each.value: each.label for each in Contact.Form}
SPECIAL: dict[str, Words] = {each.value: each.label for each in facts.Special}
PLAIN = _("without a name of its own")
CONTACTS = _("All contacts")
PEOPLE = _("All people")
REQUESTS: dict[str, Words] = {
    "all": _("Asked for a peer"),
    "answered": _("Answered"),
}
WAITING = _("Still waiting")
VISITS: dict[str, Words] = {
    "all": _("Visits"),
    "talks": _("Wanted to talk to someone"),
}
REFERRALS: dict[str, Words] = {
    "all": _("Sent together"),
    "answered": _("Answered by the service"),
    "closed": _("Closed by the person’s own answer"),
}
