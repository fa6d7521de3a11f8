"""Tables of who: people, peers, and who walks with whom."""

from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from alongside.exchange.people import columns, values, ways
from alongside.exchange.people import vocabularies as known

TEXTS = ("dreams", "strengths", "in_the_way")  # of their plan
OWN = ("pronouns", "gender", "culture")  # who they are, in words of their own
PORTRAIT = ("helps", "not_to_do", "own_words", "languages", "brings", *OWN, "shows")

PEOPLE = columns.Kind(
    "people",
    _("People"),
    _("Who is supported: under the name they use with you, or none."),
    "participants, clients, members, personnes, personas, participantes, miembros",
    (
        columns.reference(
            "client id, client number, participant id, person id, member id, mrn, "
            "record number, id personne, expediente"
        ),
        columns.Field(
            "called",
            _("What we call them"),
            "name, alias, preferred name, nom préféré, nom d usage, nombre preferido, nickname, "
            "full name, first name, nom, prénom, surnom, "
            "nombre, apodo, known as",
            columns.A_NAME,
        ),
        columns.Field(
            "known_name",
            _("Another name they want to be known by"),
            "other name, autre nom, otro nombre",
            columns.A_NAME,
        ),
        columns.Field(
            "language",
            _("Language"),
            "langue, idioma, preferred language",
            values.one_of(known.LANGUAGES),
        ),
        columns.Field(
            "reach_way",
            _("How to reach them"),
            "preferred contact, contact method, contact preference, moyen de contact, "
            "medio de contacto",
            values.one_of(known.WAYS),
        ),
        columns.Field(
            "reach_how",
            _("Number, address or place to reach them"),
            "contact details, where to reach, coordonnées, contacto",
            columns.A_LINE,
            grave=True,
        ),
        columns.Field(
            "phone",
            _("Telephone"),
            "telephone, mobile, cell, phone number, téléphone, portable, teléfono, móvil, celular",
            columns.A_LINE,
        ),
        columns.Field(
            "email",
            _("E-mail"),
            "e-mail, mail, email address, courriel, correo, correo electrónico",
            columns.A_LINE,
        ),
        columns.Field(
            "never",
            _("Never reach them like this"),
            "do not contact, never contact, contact restrictions, ne pas contacter, no contactar",
            columns.A_LONG,
            grave=True,
        ),
        columns.Field(
            "safe_words",
            _("What is said if somebody else answers"),
            "safe message, message sûr, mensaje seguro",
            columns.A_LINE,
            grave=True,
        ),
        columns.Field(
            "quiet_from",
            _("Quiet from"),
            "silence de, silencio desde",
            values.clock_time,
            grave=True,
        ),
        columns.Field(
            "quiet_until",
            _("Quiet until"),
            "silence jusqu à, silencio hasta",
            values.clock_time,
            grave=True,
        ),
        columns.Field(
            "welcomed",
            _("Welcomed on"),
            "start date, intake date, admission date, enrolled, enrollment date, since, first "
            "seen, date d arrivée, date d entrée, fecha de ingreso, fecha de inicio, joined",
            values.moment,
        ),
        columns.PROGRAMME,
        columns.SITE,
        columns.Field("strengths", _("Strengths"), "forces, fortalezas", columns.A_LONG),
        columns.Field("dreams", _("What they dream of"), "dreams, rêves, sueños", columns.A_LONG),
        columns.Field(
            "in_the_way",
            _("What stands in the way"),
            "barriers, obstacles, obstáculos",
            columns.A_LONG,
        ),
        columns.Field("helps", _("What helps"), "coping, ce qui aide, qué ayuda", columns.A_LONG),
        columns.Field(
            "not_to_do",
            _("What nobody should do or say"),
            "triggers, avoid, à éviter, evitar",
            columns.A_LONG,
            grave=True,
        ),
        columns.Field("own_words", _("In their own words"), "about me", columns.A_LONG),
        columns.Field(
            "languages",
            _("Languages that are theirs"),
            "languages spoken, langues, idiomas",
            values.some_of(known.LANGUAGES),
        ),
        columns.Field(
            "brings", _("What brings them"), "reason for coming", values.some_of(known.BRINGS)
        ),
        columns.Field(
            "pronouns",
            _("Pronouns"),
            "preferred pronouns, pronoms, pronombres",
            columns.A_LINE,
        ),
        columns.Field(
            "gender",
            _("Gender, in their own words"),
            "self described gender, gender in own words, genre en ses mots",
            columns.A_LINE,
        ),
        columns.Field(
            "culture",
            _("Culture, in their own words"),
            "self described ethnicity, culture, cultural background, cultura",
            columns.A_LINE,
        ),
        columns.Field(
            "shows",
            _("Who may read pronouns, gender and culture"),
            "words shown to",
            values.some_of(known.SHOWS),
            grave=True,
        ),
        columns.Field(
            "keeps_lines",
            _("Lines of their journey that they keep to themselves"),
            "private lines",
            values.some_of(ways.LINES),
            grave=True,
        ),
    ),
)

PEERS = columns.Kind(
    "peers",
    pgettext_lazy("a table", "Peers"),
    _("Who walks with people. Whoever works here already is known by e-mail or name."),
    "peer workers, staff, workers, pairs, pairs aidants, équipe, pares, personal, equipo",
    (
        columns.reference("peer id, worker id, staff id, employee id"),
        columns.Field(
            "called",
            _("What we call them"),
            "name, full name, preferred name, nom, nombre, known as",
            columns.A_NAME,
            needed=True,
        ),
        columns.Field("email", _("E-mail"), "e-mail, mail, courriel, correo", columns.A_LINE),
        columns.Field(
            "languages",
            _("Languages"),
            "language, langues, idiomas",
            values.some_of(known.LANGUAGES),
        ),
        columns.Field(
            "pathways",
            _("Ways of recovery"),
            "pathway, voies, caminos",
            values.some_of(known.PATHWAYS),
        ),
        columns.Field(
            "introduction",
            _("Introduction"),
            "about, bio, présentation, presentación",
            columns.A_LONG,
        ),
        columns.Field(
            "capacity",
            _("How many people at a time"),
            "max, caseload size, capacité, capacidad",
            values.number(0, 500),
        ),
        columns.Field(
            "place",
            pgettext_lazy("a column", "Place"),
            "town, area, ville, lugar, ciudad",
            columns.A_NAME,
        ),
    ),
)

WALKING = columns.Kind(
    "walking",
    _("Who walks with whom"),
    _("Which peer walks with which participant, from when until when."),
    "pairings, matches, assignments, jumelages, binômes, parejas, asignaciones",
    (
        columns.reference("pairing id, assignment id"),
        columns.PERSON,
        columns.Field(
            columns.PEER.slug,
            columns.PEER.label,
            columns.PEER.heads,
            columns.PEER.read,
            needed=True,
        ),
        columns.Field(
            "begins",
            pgettext_lazy("a column", "From"),
            "start, start date, since, début, inicio, from",
            values.moment,
        ),
        columns.Field(
            "ends",
            pgettext_lazy("a column", "Until"),
            "end, end date, fin, until",
            values.moment,
            grave=True,
        ),
        columns.Field(
            "missed_after",
            _("Missed after days of silence"),
            "quiet after days",
            values.number(1, 365),
        ),
    ),
)
