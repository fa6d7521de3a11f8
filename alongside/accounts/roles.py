"""Roles are code: a name, a sentence that a supervisor can read, and permissions.

The database stores slugs. `docs/running/roles.md` shows the same and is tested against it.
"""

from dataclasses import dataclass

from django.utils.translation import gettext_lazy as _

from alongside.accounts.access import Permission as P
from alongside.core.privacy import Words


@dataclass(frozen=True, slots=True)
class Role:
    slug: str
    name: Words
    sentence: Words
    home: str  # the URL name of the page the role lands on
    permissions: frozenset[P]

    @property
    def labelled(self) -> str:
        return f"{self.name} – {self.sentence}"  # a colon is set differently in French


_WALKING = frozenset(
    {
        P.ACCOUNT_KEEP,
        P.TODAY_READ,
        P.KEY_LOST_SAY,
        P.PARTICIPANT_READ,
        P.LIMITS_TELL,
        P.PLAN_READ,
        P.GOAL_SET,
        P.STEP_TICK,
        P.JOURNEY_TELL,
        P.CONTACT_LOG,
        P.CONTACT_READ,
        P.CONTACT_CORRECT,
        P.APPOINTMENT_MAKE,
        P.MESSAGE_SEND,
        P.PROFILE_READ,
        P.PROFILE_PUBLISH,
        P.PAIRING_END,
        P.CONSENT_HEAR,
        P.DISCLOSURE_MAKE,
        P.EMERGENCY_TELL,
        P.DIRECTORY_EDIT,
        P.FRAMEWORK_SWITCH,
        P.SERVICE_RATE,
        P.WISH_TELL,
        P.PERSON_SEEK,
        P.DANGER_TAP,
        P.OWN_KEEP,
        P.WORK_SHOWN,
        P.DESK_KEEP,
        P.COMMUNITY_ANSWER,
        P.GROUP_OFFER,
        P.GROUP_JOIN,
        P.FIELD_WORK,
    }
)

ROLES: dict[str, Role] = {
    role.slug: role
    for role in (
        Role(
            "participant",
            _("Participant"),
            _("Directs their own support, and sees everything kept about them."),
            "homes:support",
            frozenset(
                {
                    P.ACCOUNT_KEEP,
                    P.ACCOUNT_HAVE,
                    P.RETURN_KEY_MAKE,
                    P.SUPPORT_READ,
                    P.PARTICIPANT_READ,
                    P.REQUEST_ASK,
                    P.REQUEST_READ,
                    P.PROPOSAL_CHOOSE,
                    P.PAIRING_MAKE,
                    P.PAIRING_END,
                    P.TIE_WRITE,
                    P.LIMITS_TELL,
                    P.CONSENT_GIVE,
                    P.CONSENT_WITHDRAW,
                    P.DISCLOSURE_MAKE,
                    P.LOOKS_READ,
                    P.PLAN_READ,
                    P.GOAL_SET,
                    P.STEP_TICK,
                    P.GOAL_CLOSE,
                    P.JOURNEY_TELL,
                    P.CONTACT_READ,
                    P.MESSAGE_SEND,
                    P.CHECKIN_ANSWER,
                    P.CHECKIN_READ,
                    P.REFERRAL_SEND,
                    P.REFERRAL_READ,
                    P.REFERRAL_CLOSE,
                    P.SERVICE_RATE,
                    P.RECORD_TAKE,
                    P.RECORD_FORGET,
                    P.NOTE_ANSWER,
                    P.WALL_OWN,
                    P.COMMUNITY_ANSWER,
                    P.GROUP_JOIN,
                }
            ),
        ),
        Role(
            "volunteer",
            _("Volunteer"),
            _("Walks with people who chose them, and sees only those people."),
            "homes:welcome",
            _WALKING,
        ),
        Role(
            "peer",
            _("Peer worker"),
            _("Walks with people who chose them: contacts, plans, referrals together."),
            "homes:today",
            _WALKING
            | {
                P.CHECKIN_READ,
                P.REFERRAL_SEND,
                P.REFERRAL_READ,
                P.CONSENT_WRITE,
                P.GLASS_BREAK,
            },
        ),
        Role(
            "supervisor",
            _("Supervisor"),
            _("Sees how their team’s peers are doing, and the people those peers walk with."),
            "homes:team",
            frozenset(
                {
                    P.ACCOUNT_KEEP,
                    P.FACTOR_RESTORE,
                    P.TEAM_READ,
                    P.PARTICIPANT_READ,
                    P.PLAN_READ,
                    P.CONTACT_READ,
                    P.REFERRAL_READ,
                    P.CONSENT_HEAR,
                    P.DISCLOSURE_MAKE,
                    P.EMERGENCY_TELL,
                    P.PROFILE_READ,
                    P.DIRECTORY_EDIT,
                    P.FRAMEWORK_SWITCH,
                    P.WISH_TELL,
                    P.PERSON_SEEK,
                    P.GLASS_BREAK,
                    P.DANGER_TAP,
                    P.WORK_SHOWN,
                    P.DESK_KEEP,
                    P.COMMUNITY_ANSWER,
                    P.GROUP_OFFER,
                    P.GROUP_JOIN,
                    P.FIELD_WORK,
                    P.FIELD_KEEP,
                }
            ),
        ),
        Role(
            "coordinator",
            _("Coordinator"),
            _("Reads requests for a peer and proposes peers; does not open plans or notes."),
            "homes:requests",
            frozenset(
                {
                    P.ACCOUNT_KEEP,
                    P.KEY_LOST_CONFIRM,
                    P.FACTOR_RESTORE,
                    P.RETURN_KEY_MAKE,
                    P.REQUEST_READ,
                    P.REQUEST_ANSWER,
                    P.PROPOSAL_MAKE,
                    P.PROFILE_READ,
                    P.PAIRING_END,
                    P.PARTICIPANT_WELCOME,
                    P.RECORD_JOIN,
                    P.PEOPLE_BRING,
                    P.QUESTION_ASK,
                    P.DIRECTORY_IMPORT,
                    P.DIRECTORY_EDIT,
                    P.AREA_GIVE,
                    P.FRAMEWORK_SWITCH,
                    P.DANGER_TAP,
                    P.WORK_SHOWN,
                    P.DESK_KEEP,
                    P.COMMUNITY_ANSWER,
                    P.GROUP_OFFER,
                    P.GROUP_JOIN,
                    P.FIELD_WORK,
                    P.FIELD_KEEP,
                }
            ),
        ),
        Role(
            "privacy",
            _("Privacy lead"),
            _("Guards who sees what: answers searches and reviews looks, and opens no record."),
            "homes:privacy",
            frozenset(
                {
                    P.ACCOUNT_KEEP,
                    P.COMMUNITY_ANSWER,
                    P.DISCLOSURE_MAKE,
                    P.RECORD_FORGET,
                    P.RIGHTS_KEEP,
                    P.WALL_KEEP,
                }
            ),
        ),
        Role(
            "manager",
            _("Programme manager"),
            _("Sees counts for the whole organisation, never a person’s record."),
            "homes:outcomes",
            frozenset(
                {
                    P.ACCOUNT_KEEP,
                    P.OUTCOMES_READ,
                    P.QUESTION_ASK,
                    P.DIRECTORY_EDIT,
                    P.FRAMEWORK_SWITCH,
                    P.COMMUNITY_ANSWER,
                }
            ),
        ),
        Role(
            "administrator",
            _("Administrator"),
            _("Invites people and gives them roles; has no access to anybody’s record."),
            "homes:setup",
            frozenset(
                {
                    P.ACCOUNT_KEEP,
                    P.FACTOR_RESTORE,
                    P.SETUP_READ,
                    P.ORGANISATION_EDIT,
                    P.PERSON_INVITE,
                    P.MEMBERSHIP_GRANT,
                    P.MEMBERSHIP_REVOKE,
                    P.DIRECTORY_IMPORT,
                    P.DIRECTORY_EDIT,
                    P.AREA_GIVE,
                    P.FRAMEWORK_SWITCH,
                    P.COMMUNITY_ANSWER,
                }
            ),
        ),
        Role(
            "funder",
            _("Funder"),
            _("Sees published numbers only, with small ones hidden."),
            "homes:outcomes",
            frozenset({P.ACCOUNT_KEEP, P.OUTCOMES_READ, P.COMMUNITY_ANSWER}),
        ),
        Role(
            "partner",
            _("Partner"),
            _("Opens one referral with a one-time link, and answers it."),
            "referrals:partner",
            frozenset({P.REFERRAL_ANSWER, P.DISCLOSURE_MAKE}),
        ),
        Role(
            "kiosk",
            _("Check-in tablet"),
            _("Lets people say at the door that they are here, and shows nobody who else is."),
            "welcome:kiosk",
            frozenset({P.DESK_KEEP}),
        ),
        Role(
            "system",
            _("Alongside itself"),
            _("Imports, seals and reminders; every time with a reason."),
            "directory:find",
            frozenset(
                {
                    P.REQUEST_ASK,
                    P.RETURN_KEY_MAKE,
                    P.RETURN_KEY_USE,
                    P.PARTICIPANT_WELCOME,
                    P.PEOPLE_BRING,
                    P.PERSON_INVITE,
                    P.MEMBERSHIP_GRANT,
                    P.ORGANISATION_BEGIN,
                    P.ORGANISATION_EDIT,
                    P.TIE_WRITE,
                    P.PAIRING_END,
                    P.MESSAGE_SEND,
                    P.DISCLOSURE_MAKE,
                    P.RECORD_FORGET,
                    P.RECORD_JOIN,
                    P.RIGHTS_KEEP,
                    P.DIRECTORY_IMPORT,
                    P.DIRECTORY_TELL,
                    P.DIRECTORY_EDIT,
                    P.FRAMEWORK_SWITCH,
                    P.WALL_KEEP,
                    P.GROUP_OFFER,
                    P.DESK_KEEP,
                    P.FIELD_WORK,
                }
            ),
        ),
    )
}

# Those that can be a membership; an administrator gives all but the participant's: nobody is
# made a participant by somebody else.
GRANTABLE = [slug for slug in ROLES if slug not in {"partner", "kiosk", "system"}]
STAFF = [slug for slug in GRANTABLE if slug != "participant"]


_IDENTIFYING = frozenset(
    {
        P.PARTICIPANT_READ,
        P.PARTICIPANT_WELCOME,
        P.PEOPLE_BRING,
        P.REQUEST_READ,
        P.PERSON_INVITE,
        P.MEMBERSHIP_GRANT,
    }
)


def needs_second_lock(role: str) -> bool:
    """Whether the role shows who people are, or decides who may: a passphrase is not enough.
    Participants may have a second lock, and never must."""
    known = ROLES.get(role)
    return known is not None and role != "participant" and bool(known.permissions & _IDENTIFYING)


def reaches_by_ties(role: str) -> bool:
    """Whether the role opens records, and only those of people it is tied to."""
    return role in {"volunteer", "peer", "supervisor"}
