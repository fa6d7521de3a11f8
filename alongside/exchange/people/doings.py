"""Tables of what was agreed to, wanted and done."""

from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from alongside.exchange.people import columns, values
from alongside.exchange.people import vocabularies as known

CONTACTS = columns.Kind(
    "contacts",
    pgettext_lazy("a table", "Contacts"),
    _("Times together: with whom, when and what it was."),
    "encounters, services, visits, activity, activities, sessions log, rencontres, visites, "
    "encuentros, visitas, contactos",
    (
        columns.reference("contact id, encounter id, service id, visit id"),
        columns.PERSON,
        columns.Field(
            columns.PEER.slug,
            columns.PEER.label,
            columns.PEER.heads,
            columns.PEER.read,
            needed=True,
        ),
        columns.Field(
            "happened",
            pgettext_lazy("a column", "When"),
            "date, day, date of service, service date, contact date, date and time, fecha, "
            "date du contact",
            values.moment,
            needed=True,
        ),
        columns.Field(
            "time", pgettext_lazy("a column", "Time"), "start time, heure, hora", values.clock_time
        ),
        columns.Field(
            "minutes",
            _("Minutes"),
            "duration, length, durée, duración, minutos, time spent",
            values.minutes,
        ),
        columns.Field(
            "kinds",
            _("What it was"),
            "kind, type, type of support, support type, service type, "
            "type de soutien, tipo de apoyo",
            values.some_of(known.KINDS),
        ),
        columns.Field(
            "form",
            pgettext_lazy("a column", "How"),
            "format, mode, modality, forme, formato",
            values.one_of(known.FORMS),
        ),
        columns.Field(
            "setting",
            pgettext_lazy("a column", "Where"),
            "where, place, lieu, lugar, location",
            values.one_of(known.SETTINGS),
        ),
        columns.NOTE,
        columns.Field(
            "goals",
            _("Goals it was about"),
            "goal, objective, objectives, goals touched, objectif, objectifs, objetivo, objetivos, "
            "meta, metas",
            columns.A_LONG,
        ),
        columns.PROGRAMME,
        columns.Field(
            columns.SITE.slug, columns.SITE.label, "office, site, sede", columns.SITE.read
        ),
    ),
)

AGREEMENTS = columns.Kind(
    "consents",
    _("Agreements"),
    _("What somebody agreed to before, and what they took back."),
    "consent, agreements, releases, consentements, accords, consentimientos, acuerdos",
    (
        columns.reference("consent id, release id"),
        columns.PERSON,
        columns.Field(
            "kind",
            _("To what"),
            "type, consent type, consent, agreement, type de consentement, tipo, for what",
            values.one_of(known.CONSENTS),
            needed=True,
            grave=True,
        ),
        columns.Field(
            "agreed",
            _("Said yes"),
            "yes, answer, signed, oui, réponse, respuesta, firmado",
            values.yes_or_no,
            grave=True,
        ),
        columns.Field(
            "given",
            _("Agreed on"),
            "date, date signed, signed on, given on, date de signature, "
            "fecha, fecha de firma, start date",
            values.moment,
            needed=True,
            grave=True,
        ),
        columns.Field(
            "withdrawn",
            _("Taken back on"),
            "revoked, revoked on, withdrawn on, retiré, retirado, revocado",
            values.moment,
            grave=True,
        ),
        columns.Field(
            "until",
            pgettext_lazy("a column", "Until"),
            "expires, expiry, expiration date, end date, expire, vence, hasta",
            values.moment,
            grave=True,
        ),
        columns.Field(
            "recipient",
            _("To whom"),
            "shared with, released to, agency, destinataire, destinatario",
            columns.A_LINE,
            grave=True,
        ),
        columns.Field("recipient_kind", _("What kind of place"), "recipient type", grave=True),
        columns.Field(
            "purpose",
            pgettext_lazy("a column", "For what"),
            "reason, motif, motivo, but",
            grave=True,
        ),
        columns.Field(
            "categories",
            _("What may be said"),
            "information, what, contenu, contenido",
            columns.A_LINE,
            grave=True,
        ),
        columns.Field("law", _("Under which law"), "regime, loi, ley", columns.A_NAME, grave=True),
        columns.Field(
            "signed_name",
            _("Signed by"),
            "signature, signed as, signé par, firmado por",
            columns.A_NAME,
        ),
        columns.Field("language", _("Language"), "langue, idioma", values.one_of(known.LANGUAGES)),
    ),
)

GOALS = columns.Kind(
    "goals",
    _("Plans and goals"),
    _("What somebody wants, in their words, with the steps towards it."),
    "goal, plans, plan, objectifs, objetivos, metas",
    (
        columns.reference("goal id, objective id"),
        columns.PERSON,
        columns.Field(
            "words",
            _("In their words"),
            "goal, description, text, objectif, objetivo, meta",
            columns.A_LONG,
            needed=True,
            grave=True,
        ),
        columns.Field(
            "dimension",
            _("Part of life"),
            "area, domain, domaine, área",
            values.one_of(known.DIMENSIONS),
        ),
        columns.Field(
            "state", _("How it stands"), "status, statut, estado", values.one_of(known.STATES)
        ),
        columns.Field(
            "set", _("Set on"), "date, start date, created, fecha, date de début", values.moment
        ),
        columns.Field(
            "closed",
            _("Closed on"),
            "end date, completed on, date de fin, fecha de fin",
            values.moment,
        ),
        columns.Field(
            "by_when",
            _("By when"),
            "due, due date, target date, échéance, fecha límite",
            values.rough_day,
        ),
        columns.Field(
            "steps", _("Steps"), "tasks, actions, étapes, pasos", columns.A_LONG, grave=True
        ),
    ),
)

HELPERS = values.vocabulary(
    {
        "person": "somebody close to me, somebody close, friend, family, ami, famille, amigo, "
        "familia",
        "peer": "a peer, peer worker, pair, par",
        "group": "a group or circle, circle, groupe, grupo",
        "listing": "from the directory, service, organisation, organization, servicio",
    }
)

HELPS = columns.Kind(
    "helps",
    _("Who helps"),
    _("Who and what helps somebody with their plan, or with one goal of it."),
    "helpers, supports, natural supports, soutiens, apoyos",
    (
        columns.reference("help id, support id"),
        columns.PERSON,
        columns.Field(
            "words",
            _("Who or what it is"),
            "who helps, what helps, helper, support person, natural support, qui aide, quién ayuda",
            columns.A_LINE,
            needed=True,
            grave=True,
        ),
        columns.Field(
            "goal",
            _("With which goal"),
            "with which goal, goal id, objective, objectif, objetivo, meta",
            columns.A_LINE,
        ),
        columns.Field(
            "kind",
            _("Who that is"),
            "type, relationship, relation, relación, tipo",
            values.one_of(HELPERS),
        ),
        columns.Field("link", _("Link"), "website, url, web, site web, enlace", columns.A_LINE),
        columns.Field("listing", _("Listing"), "listing id, service id, meeting id"),
        columns.Field(
            "begins",
            pgettext_lazy("a column", "From"),
            "from, since, date, start date, depuis, desde",
            values.moment,
        ),
        columns.Field(
            "ends",
            pgettext_lazy("a column", "Until"),
            "until, end, end date, fin, hasta",
            values.moment,
        ),
    ),
)

DOORS = values.vocabulary(
    {
        "open": "ouvert, abierto, drop in",
        "closed": "fermé, cerrado, by invitation",
    }
)
RHYTHMS = values.vocabulary(
    {
        "once": "one time, une fois, una vez",
        "weekly": "every week, hebdomadaire, chaque semaine, semanal",
        "fortnightly": "every two weeks, biweekly, aux deux semaines, quincenal",
        "monthly": "every month, mensuel, mensual",
        "dates": "on dates, irregular, irrégulier, irregular",
    }
)

GROUPS = columns.Kind(
    "groups",
    pgettext_lazy("a table", "Groups"),
    _("Groups and circles, with the day and time at which they meet."),
    "group, circles, groupes, cercles, grupos, círculos",
    (
        columns.reference("group id"),
        columns.Field(
            "called",
            _("What it is called"),
            "name, group name, group, nom, nom du groupe, nombre, nombre del grupo",
            values.text(120),
            needed=True,
        ),
        columns.Field(
            "starts",
            _("First day"),
            "start date, date, date de début, fecha de inicio, first session",
            values.day,
            needed=True,
        ),
        columns.Field(
            "time",
            pgettext_lazy("a column", "Time"),
            "start time, starts at, heure, hora",
            values.clock_time,
            needed=True,
        ),
        columns.Field(
            "end_time",
            _("Until what time"),
            "ends at, end, heure de fin, hora de fin",
            values.clock_time,
        ),
        columns.Field(
            "rhythm",
            _("How often"),
            "frequency, fréquence, frecuencia, recurrence",
            values.one_of(RHYTHMS),
        ),
        columns.Field("until", _("Last day"), "end date, date de fin, fecha de fin", values.day),
        columns.Field(
            "door",
            _("Who may come"),
            "type, access, accès, acceso, open or closed",
            values.one_of(DOORS),
            grave=True,
        ),
        columns.Field("about", _("About it"), "description, details, descripción", columns.A_LONG),
        columns.Field(
            "place", pgettext_lazy("a column", "Place"), "location, lieu, lugar", columns.A_LINE
        ),
        columns.Field(columns.SITE.slug, columns.SITE.label, "office, sede", columns.SITE.read),
        columns.Field(
            "languages",
            _("Languages"),
            "language, langues, idiomas",
            values.some_of(known.LANGUAGES),
        ),
    ),
)

ATTENDANCE = columns.Kind(
    "attendance",
    _("Who came to groups"),
    _("Who came to which group and when; or how many, with no name."),
    "attendances, group attendance, présences, asistencia",
    (
        columns.reference("attendance id"),
        columns.Field(
            "group",
            pgettext_lazy("a column", "Group"),
            "group name, group id, groupe, grupo",
            columns.A_NAME,
            needed=True,
        ),
        columns.Field(
            "happened",
            pgettext_lazy("a column", "Day"),
            "date, session date, day, fecha",
            values.day,
            needed=True,
        ),
        columns.Field(
            columns.PERSON.slug, columns.PERSON.label, columns.PERSON.heads, columns.A_NAME
        ),
        columns.Field(
            "heads",
            _("How many came"),
            "head count, headcount, attendees, number attended, nombre de présents, asistentes",
            values.number(0, 2000),
        ),
    ),
)
