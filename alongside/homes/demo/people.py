"""Who lives in the demo. All invented; what they say is in their own language."""

from dataclasses import dataclass

PASSPHRASE = "kettle on the back step"  # noqa: S105  everybody may know it


@dataclass(frozen=True, slots=True)
class Worker:
    username: str
    name: str
    role: str
    language: str = "en"


@dataclass(frozen=True, slots=True)
class Peer:
    """A peer's way of showing themselves; `experiences` are shared with those who ask."""

    username: str
    introduction: str
    languages: tuple[str, ...]
    pathways: tuple[str, ...]
    experiences: tuple[str, ...]
    parts: tuple[str, ...]
    capacity: int = 12


@dataclass(frozen=True, slots=True)
class Asker:
    """Somebody who asked for a peer, `weeks` ago. `peer` is whom they chose, if they did."""

    alias: str
    weeks: float
    wish: str
    language: str = "en"
    pathways: tuple[str, ...] = ()
    experiences: tuple[str, ...] = ()
    peer: str = ""
    dimension: str = "home"
    goal: str = ""
    steps: tuple[str, ...] = ()
    recorded: bool = True
    missed_after: int | None = None
    last_seen_days: int = 2
    referred: str = ""  # how a referral went: sent, seen, closed


WORKERS = (
    Worker("dana", "Dana", "supervisor"),
    Worker("omar", "Omar", "coordinator"),
    Worker("piet", "Piet", "privacy"),
    Worker("max", "Max", "manager"),
    Worker("ana", "Ana", "funder"),
    Worker("maya", "Maya", "peer"),
    Worker("jonah", "Jonah", "peer"),
    Worker("ines", "Inès", "peer", "fr"),
    Worker("lucia", "Lucía", "peer", "es"),
    Worker("vera", "Vera", "volunteer"),
)

PEERS = (
    Peer(
        "maya",
        "I am Maya. I took methadone for six years, and I still know every bus to the clinic. "
        "I like walking while we talk.",
        ("en", "es"),
        ("medication", "harm-reduction"),
        ("opioids", "housing", "parenting"),
        ("afternoon", "evening"),
    ),
    Peer(
        "jonah",
        "Jonah here. Alcohol first, then the rest. Groups saved me; they need not be your way. "
        "I make good soup.",
        ("en",),
        ("twelve-step", "faith"),
        ("alcohol", "justice"),
        ("morning", "evening"),
    ),
    Peer(
        "ines",
        "Je m’appelle Inès. J’ai accompagné mon frère, puis je me suis accompagnée moi-même. "
        "On peut parler de tout, ou de rien.",
        ("fr", "en"),
        ("secular", "medication"),
        ("someone-else", "loss", "mental-health"),
        ("morning", "afternoon"),
    ),
    Peer(
        "lucia",
        "Soy Lucía. Sé lo que es empezar de nuevo en otro país y en otro idioma. "
        "Voy contigo a donde haga falta.",
        ("es", "en"),
        ("harm-reduction", "culture"),
        ("opioids", "youth", "pain"),
        ("afternoon", "evening", "night"),
    ),
    Peer(
        "vera",
        "I am Vera. My son is in recovery, and I am learning what that asks of me. "
        "I have time on Sundays.",
        ("en",),
        ("none",),
        ("someone-else",),
        ("afternoon",),
        capacity=3,
    ),
)

ASKERS = (
    Asker(
        "Sam",
        4,
        "Somebody who will not lecture me. I am on methadone.",
        pathways=("medication",),
        experiences=("opioids", "housing"),
        peer="maya",
        goal="A room with a door that locks",
        steps=("Ask at the housing desk with Maya", "Get my papers copied"),
        missed_after=7,
        referred="sent",
    ),
    Asker(
        "Rosa",
        5,
        "My son uses, and I am tired of being afraid. It is about me, not about him.",
        experiences=("someone-else",),
        peer="vera",
        dimension="community",
        goal="Sleep through Saturday night",
        steps=("Turn the phone over at ten", "Go to the family group with Vera"),
    ),
    Asker(
        "Lee",
        6,
        "I just want to talk. Please write nothing down.",
        experiences=("opioids",),
        peer="maya",
        recorded=False,
    ),
    Asker(
        "Birdie",
        8,
        "Groups are too loud for me.",
        pathways=("harm-reduction",),
        peer="maya",
        dimension="community",
        goal="Sunday lunch with my sister again",
        steps=("Write to her", "Find out which bus goes there"),
        missed_after=14,
        last_seen_days=17,
    ),
    Asker(
        "T.",
        7,
        "Somebody who knows court.",
        experiences=("justice", "alcohol"),
        peer="jonah",
        dimension="purpose",
        goal="My forklift licence",
        steps=("Ask what the course costs",),
        referred="closed",
    ),
    Asker(
        "Nico",
        8,
        "Necesito a alguien que hable español y conozca las clínicas.",
        language="es",
        experiences=("opioids",),
        peer="lucia",
        dimension="health",
        goal="Dormir la noche entera",
        steps=("Hablar con la enfermera del jueves",),
        referred="seen",
    ),
    Asker(
        "Margaux",
        5,
        "Mon frère consomme. Je ne sais plus quoi faire.",
        language="fr",
        experiences=("someone-else",),
        peer="ines",
        dimension="community",
        goal="Un soir par semaine rien que pour moi",
        steps=("Appeler Claire", "M’inscrire à la chorale"),
    ),
    Asker(
        "Dee",
        7,
        "Someone on methadone who works.",
        pathways=("medication",),
        experiences=("opioids",),
        peer="maya",
        dimension="purpose",
        goal="Two mornings of work a week",
        referred="closed",
    ),
    Asker(
        "Old Pete",
        8,
        "A cup of tea and no forms.",
        experiences=("alcohol",),
        peer="jonah",
        dimension="health",
        goal="Teeth that do not hurt",
        steps=("Walk to the dentist with Jonah",),
        referred="closed",
    ),
    Asker(
        "Yaz",
        3,
        "I am pregnant and I am scared they will take my baby.",
        experiences=("opioids", "parenting"),
        pathways=("medication",),
        peer="maya",
        dimension="health",
        goal="A midwife who is kind",
        missed_after=3,
        referred="seen",
    ),
    Asker(
        "Chema",
        6,
        "Quiero dejar de dormir en el coche.",
        language="es",
        experiences=("housing",),
        peer="lucia",
        goal="Un cuarto antes del invierno",
        referred="sent",
    ),
    Asker(
        "Rue",
        5,
        "No names. Evenings.",
        experiences=("youth",),
        peer="lucia",
        dimension="purpose",
        goal="Finish school",
    ),
    Asker(
        "Gil",
        8,
        "J’aimerais parler à quelqu’un qui a perdu un proche.",
        language="fr",
        experiences=("loss",),
        peer="ines",
        dimension="health",
        goal="Retrouver l’appétit",
        last_seen_days=9,
    ),
    Asker("Sunny", 2, "Anybody kind.", peer="jonah", goal="Keep my flat", referred="closed"),
    Asker(
        "Mo",
        6,
        "Somebody who knows pain pills.",
        experiences=("prescribed", "pain"),
        peer="lucia",
        dimension="health",
        goal="One pharmacy that knows me",
        referred="closed",
    ),
    Asker("Fern", 0.4, "Maya, please, if she has time.", peer="maya"),
    Asker(
        "Kestrel",
        0.3,
        "Somebody who has been homeless. Near Mill Street, evenings.",
        pathways=("medication",),
        experiences=("housing", "opioids"),
    ),
    Asker("Aurelio", 0.1, "En español, por favor.", language="es", experiences=("alcohol",)),
    Asker("", 0.05, "I do not want to say my name yet.", experiences=("mental-health",)),
)

NOTES = {
    "en": ("We walked to the river and talked about the week.", "Rang the housing desk together."),
    "es": ("Fuimos juntos a la farmacia.", "Hablamos de su hermana."),
    "fr": ("Nous avons bu un café au centre.", "Nous avons préparé le rendez-vous."),
}

REFERRAL = {
    "en": "Would like to talk with a nurse about sleep and dose.",
    "es": "Quiere hablar con una enfermera sobre el sueño y la dosis.",
    "fr": "Souhaite parler du sommeil et de la dose.",
}

PROMISES = {"Sam": ("meeting", 3), "Dee": ("call", 5), "Gil": ("meeting", 30), "T.": ("call", 26)}
