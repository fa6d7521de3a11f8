"""Tables of the way: what somebody tells of their journey, and where they are in their walk."""

from collections.abc import Mapping

from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from alongside.exchange.people import columns, values
from alongside.support.rules import ideas

LINES = values.vocabulary(
    {
        "stage": "stages, étape, etapa",
        "setting": "settings, place, places, lieu, lugar",
        "treatment": "treatments, care, traitement, soins, tratamiento",
        "moment": "moments, event, milestone, jalon, événement, hito, momento",
    }
)


def _told_by(kinds: Mapping[str, ideas.Kind]) -> dict[str, str]:
    """Each by its slug, and as it is called in our three languages."""
    called = {values.folded(word): slug for slug, k in kinds.items() for word in k.words.values()}
    return called | {values.folded(slug): slug for slug in kinds}


WHATS = {line: _told_by(kinds) for line, kinds in ideas.KINDS.items()}
PLACES = values.vocabulary(
    {
        "waiting": "waiting to begin, waiting list, en attente, en espera",
        "with-us": "active, current, enrolled, with us, actif, avec nous, activo, con nosotros",
        "dropping-in": "drop in, now and then, occasionnel, de temps en temps, a veces",
        "paused": "on hold, pause, taking a pause, inactive, en pause, en pausa, inactivo",
        "moved-on": "closed, left, moved on, discharged, graduated, parti, cerrado, se fue",
    }
)

HOME = ("home", "keeps_contact", "carries", "back_when")  # while somebody is away from it

JOURNEY = columns.Kind(
    "journey",
    _("Journeys"),
    _("What somebody told of their way: stages, places, treatment, and what mattered."),
    "journeys, milestones, timeline, life events, parcours, jalons, camino, trayecto, hitos",
    (
        columns.reference("milestone id, event id"),
        columns.PERSON,
        columns.Field(
            "line",
            _("Which line"),
            "kind of milestone, category, catégorie, categoría",
            values.one_of(LINES),
            grave=True,
        ),
        columns.Field(
            "what",
            _("What it was"),
            "milestone, life event, jalon, hito",
            columns.A_LINE,
            needed=True,
        ),
        columns.Field(
            "phase",
            _("How far it went"),
            "progress, avancement",
            values.one_of(_told_by(ideas.PHASES)),
        ),
        columns.Field(
            "words",
            _("In their words"),
            "description, details, note, notes, descripción, détails",
            columns.A_LONG,
        ),
        columns.Field(
            "from_when",
            pgettext_lazy("a column", "From"),
            "from, date, start, start date, since, début, inicio, fecha",
            values.rough_day,
        ),
        columns.Field(
            "until_when",
            pgettext_lazy("a column", "Until"),
            "until, end, end date, fin, hasta",
            values.rough_day,
        ),
        columns.Field(
            "goes_on", _("It goes on"), "ongoing, current, en cours, en curso", values.yes_or_no
        ),
        columns.Field("told", _("Told on"), "recorded on, noté le, anotado", values.moment),
        columns.Field("home", _("Home, and their culture"), "home and culture", columns.A_LONG),
        columns.Field("keeps_contact", _("Who keeps contact"), "contact at home", columns.A_LONG),
        columns.Field("carries", _("What to carry"), "to carry", columns.A_LONG),
        columns.Field(
            "back_when", _("Back when"), "return date, retour, regreso", values.rough_day
        ),
    ),
)

WHERE = columns.Kind(
    "where",
    _("Where people are"),
    _("Waiting, with us, dropping in, taking a pause or moved on: since when, until when."),
    "status, statuses, whereabouts, enrolments, enrollments, statuts, estados, situación",
    (
        columns.reference("status id, enrollment id, enrolment id"),
        columns.PERSON,
        columns.Field(
            "where",
            _("Where they are"),
            "whereabouts, participation status, enrollment status, enrolment status",
            values.one_of(PLACES),
            needed=True,
            grave=True,
        ),
        columns.Field(
            "begins",
            pgettext_lazy("a column", "From"),
            "from, since, status date, depuis, desde",
            values.moment,
            needed=True,
            grave=True,
        ),
        columns.Field(
            "ends",
            pgettext_lazy("a column", "Until"),
            "until, end, end date, fin, hasta",
            values.moment,
            grave=True,
        ),
    ),
)
