"""Meeting types, pathways, fellowships and audiences that have a name in our languages.

Any other code stays as the feed wrote it. Codes are those of Meeting Guide; below them are some
that other fellowships use and Meeting Guide has none for.
"""

from django.utils.translation import gettext_lazy as _

from alongside.core.privacy import Words

TYPES: dict[str, Words] = {
    "11": _("Meditation on Step 11"),
    "12x12": _("12 Steps & 12 Traditions"),
    "A": _("Secular"),
    "ABSI": _("As Bill Sees It"),
    "AL": _("Together with Alateen"),
    "AL-AN": _("Together with Al-Anon"),
    "ASL": _("American Sign Language"),
    "B": _("Big Book"),
    "BA": _("Babysitting"),
    "BE": _("For people who are new to meetings"),
    "BI": _("Bisexual people"),
    "BRK": _("Breakfast"),
    "C": _("Closed: only for people who want to recover"),
    "CAN": _("By candlelight"),
    "CF": _("Children are welcome"),
    "D": _("Discussion"),
    "DB": _("Digital basket"),
    "DD": _("Dual diagnosis"),
    "DR": _("Daily Reflections"),
    "FF": _("Fragrance free"),
    "G": _("Gay people"),
    "GR": _("Grapevine"),
    "H": _("Birthdays"),
    "L": _("Lesbian people"),
    "LGBTQ": _("LGBTQ2S+ people"),
    "LIT": _("Reading together"),
    "LS": _("Living Sober"),
    "M": _("Men"),
    "MED": _("Meditation"),
    "N": _("Native American people"),
    "NB": _("Non-binary people"),
    "NDG": _("Indigenous people"),
    "O": _("Open to all"),
    "ONL": _("Online"),
    "OUT": _("Outdoors"),
    "P": _("Professionals"),
    "POA": _("Proof of attendance"),
    "POC": _("People of colour"),
    "SEN": _("Seniors"),
    "SM": _("Smoking allowed"),
    "SP": _("A speaker"),
    "ST": _("Step study"),
    "T": _("Transgender people"),
    "TC": _("The usual place is closed for now"),
    "TR": _("Study of the Traditions"),
    "W": _("Women"),
    "X": _("Wheelchair access"),
    "XB": _("Wheelchair access to the bathroom"),
    "XT": _("Answering each other is allowed"),
    "Y": _("Young people"),
    # What Meeting Guide has no code for.
    "AC": _("Adult children of people who drink"),
    "BT": _("Basic Text"),
    "CH": _("Closed on holidays"),
    "CPT": _("Study of the Concepts"),
    "FAM": _("Family and friends"),
    "HOH": _("Deaf and hard of hearing people"),
    "IP": _("Reading a pamphlet"),
    "JFT": _("Just for Today"),
    "NC": _("Please come without children"),
    "NS": _("No smoking"),
    "PAR": _("Parents"),
    "QA": _("Questions and answers"),
    "RA": _("Only for some people: ask first"),
    "SPAD": _("A Spiritual Principle a Day"),
    "TOP": _("About a topic"),
    "VAR": _("A different form each time"),
    "VET": _("Veterans"),
}

# Types that name the language of the meeting, with its name and code.
TONGUES: dict[str, tuple[str, str]] = {
    "AF": ("Afrikaans", "af"),
    "AM": ("Amharic", "am"),
    "AR": ("Arabic", "ar"),
    "ASL": ("American Sign Language", "ase"),
    "BG": ("Bulgarian", "bg"),
    "DA": ("Danish", "da"),
    "DE": ("German", "de"),
    "EL": ("Greek", "el"),
    "EN": ("English", "en"),
    "FA": ("Persian", "fa"),
    "FI": ("Finnish", "fi"),
    "FR": ("French", "fr"),
    "HE": ("Hebrew", "he"),
    "HI": ("Hindi", "hi"),
    "HR": ("Croatian", "hr"),
    "HU": ("Hungarian", "hu"),
    "IS": ("Icelandic", "is"),
    "ITA": ("Italian", "it"),
    "JA": ("Japanese", "ja"),
    "KA": ("Georgian", "ka"),
    "KOR": ("Korean", "ko"),
    "LT": ("Lithuanian", "lt"),
    "ML": ("Malayalam", "ml"),
    "MT": ("Maltese", "mt"),
    "NE": ("Nepali", "ne"),
    "NL": ("Dutch", "nl"),
    "NO": ("Norwegian", "no"),
    "POL": ("Polish", "pl"),
    "POR": ("Portuguese", "pt"),
    "PUN": ("Punjabi", "pa"),
    "RUS": ("Russian", "ru"),
    "S": ("Spanish", "es"),
    "SK": ("Slovak", "sk"),
    "SL": ("Slovenian", "sl"),
    "SV": ("Swedish", "sv"),
    "TH": ("Thai", "th"),
    "TL": ("Tagalog", "tl"),
    "TUR": ("Turkish", "tr"),
    "UK": ("Ukrainian", "uk"),
}
KNOWN = frozenset(TYPES) | frozenset(TONGUES)

PATHWAYS: dict[str, Words] = {
    "12-step": _("12-step"),
    "secular": _("Secular"),
    "faith": _("Faith-based"),
    "culture": _("Culture-based"),
    "harm-reduction": _("Harm reduction"),
    "family": _("Family and friends"),
    "professional": _("Professional peers"),
}

# Who a meeting is for, by its types. Languages stand beside them (TONGUES).
AUDIENCES: dict[str, tuple[Words, frozenset[str]]] = {
    "women": (_("Women"), frozenset({"W"})),
    "men": (_("Men"), frozenset({"M"})),
    "youth": (_("Young people"), frozenset({"Y"})),
    "seniors": (_("Seniors"), frozenset({"SEN"})),
    "indigenous": (_("Indigenous people"), frozenset({"N", "NDG"})),
    "lgbtq": (_("LGBTQ2S+ people"), frozenset({"LGBTQ", "G", "L", "BI", "T", "NB"})),
    "people-of-colour": (_("People of colour"), frozenset({"POC"})),
    "family": (_("Family and friends"), frozenset({"FAM", "AL-AN", "AL", "AC", "PAR"})),
    "newcomers": (_("People who are new to meetings"), frozenset({"BE"})),
    "childcare": (_("People with children"), frozenset({"BA", "CF"})),
    "deaf": (_("Deaf and hard of hearing people"), frozenset({"ASL", "HOH"})),
    "wheelchair": (_("People who use a wheelchair"), frozenset({"X", "XB"})),
    "veterans": (_("Veterans"), frozenset({"VET"})),
    "professionals": (_("Professionals"), frozenset({"P"})),
    "dual": (_("People with a mental illness too"), frozenset({"DD"})),
}

# Ids by which Narcotics Anonymous knows formats the world over: ours.
NA_WORLD: dict[str, str] = {
    "BEG": "BE", "BT": "BT", "CAN": "CAN", "CH": "CH", "CLOSED": "C", "CPT": "CPT", "CW": "CF",
    "DISC": "D", "GL": "LGBTQ", "IP": "IP", "JFT": "JFT", "LIT": "LIT", "M": "M", "MED": "MED",
    "NC": "NC", "NS": "NS", "OPEN": "O", "QA": "QA", "RA": "RA", "SMOK": "SM", "SPAD": "SPAD",
    "SPK": "SP", "STEP": "ST", "SWG": "ST", "TC": "TC", "TOP": "TOP", "TRAD": "TR", "VAR": "VAR",
    "VM": "ONL", "W": "W", "WCHR": "X", "Y": "Y",
}  # fmt: skip
# The same letters mean other things elsewhere: scheme: its code: ours.
SCHEMES: dict[str, dict[str, str]] = {
    "al-anon": {
        "P": "PAR", "LGBTQIA": "LGBTQ", "AA": "AL-AN", "AC": "AC", "Y": "Y", "A": "A",
        "FAM": "FAM", "MEN": "M", "WOM": "W",
    },
    "na": {
        **NA_WORLD,
        "B": "BE", "BK": "LIT", "C": "C", "CL": "CAN", "D": "D", "IW": "LIT", "JT": "JFT",
        "ME": "MED", "O": "O", "RF": "VAR", "SD": "SP", "SG": "ST", "SL": "ASL", "SO": "SP",
        "ST": "ST", "TO": "TOP", "TR": "TR", "TW": "TR", "WC": "X", "WEB": "ONL", "YP": "Y",
        "AG": "A", "AB": "QA", "CP": "CPT", "ES": "S", "ENG": "EN", "FIN": "FI", "PER": "FA",
    },
}  # fmt: skip
# Groups that write their types as words, in any of our languages (folded).
IN_WORDS: dict[str, str] = {
    word: code
    for code, words in {
        "W": "women|womens|women only|mujeres|femmes", "M": "men|mens|men only|hombres|hommes",
        "Y": "youth|young people|young adults|teens|jovenes|jeunes", "SEN": "seniors|mayores|aines",
        "LGBTQ": "lgbtq|lgbtqia|lgbt|2slgbtq|2slgbtqia|lgbtq people|queer",
        "NDG": "indigenous|indigenous people|indigenas|autochtones",
        "N": "native american|native americans",
        "POC": "bipoc|people of color|people of colour|personas de color|personnes de couleur",
        "FAM": "family and friends|family friends|families|familiares|familles|familles et amis",
        "VET": "veterans|veterans and first responders|veteranos|anciens combattants",
        "BA": "babysitting|babysitting available|childcare|child care|guarderia|garde d enfants",
        "CF": "child friendly|children welcome|kid friendly", "ASL": "american sign language|asl",
        "HOH": "hard of hearing|deaf|deaf and hard of hearing|sordos|sourds",
        "X": "wheelchair|wheelchair access|wheelchair accessible|silla de ruedas|fauteuil roulant",
        "XB": "wheelchair accessible bathroom", "O": "open|open meeting|abierta|ouverte|ouvert",
        "C": "closed|closed meeting|cerrada|fermee", "D": "discussion|discusion",
        "SP": "speaker|speakers|orador|conferencier", "MED": "meditation|meditacion",
        "BE": "beginner|beginners|newcomer|newcomers|principiantes|nouveaux",
        "ONL": "online|online meeting|en linea|en ligne|virtual|virtual meeting",
        "S": "spanish|espanol|en espanol", "FR": "french|francais|en francais", "EN": "english",
        "A": "secular|agnostic|atheist|atheist agnostic|laico|laique",
        "LIT": "literature|literature study|book study", "B": "big book", "BT": "basic text",
        "ST": "step|steps|step study|step meeting", "TR": "tradition|traditions|tradition study",
        "OUT": "outdoor|outdoors|al aire libre|en plein air", "DD": "dual diagnosis|dual recovery",
        "P": "professionals|healthcare professionals",
        "TC": "temporarily closed|location temporarily closed",
    }.items()
    for word in words.split("|")
}  # fmt: skip

# Shipped fellowships: slug: name, what it is called in short, pathway, other spellings.
FELLOWSHIPS: dict[str, tuple[Words, str, str, tuple[str, ...]]] = {
    "aa": (_("Alcoholics Anonymous"), "AA", "12-step",
           ("alcoolicos anonimos", "alcoholicos anonimos", "alcooliques anonymes", "a a")),
    "na": (_("Narcotics Anonymous"), "NA", "12-step",
           ("narcoticos anonimos", "narcotiques anonymes", "n a")),
    "ca": (_("Cocaine Anonymous"), "CA", "12-step", ()),
    "cma": (_("Crystal Meth Anonymous"), "CMA", "12-step", ()),
    "ha": (_("Heroin Anonymous"), "HA", "12-step", ()),
    "ma": (_("Marijuana Anonymous"), "MA", "12-step", ()),
    "pa": (_("Pills Anonymous"), "PA", "12-step", ()),
    "mara": (_("Medication-Assisted Recovery Anonymous"), "MARA", "12-step", ()),
    "dra": (_("Dual Recovery Anonymous"), "DRA", "12-step", ()),
    "ga": (_("Gamblers Anonymous"), "GA", "12-step", ()),
    "oa": (_("Overeaters Anonymous"), "OA", "12-step", ()),
    "nica": (_("Nicotine Anonymous"), "NicA", "12-step", ()),
    "coda": (_("Co-Dependents Anonymous"), "CoDA", "12-step", ("codependents anonymous",)),
    "smart": (_("SMART Recovery"), "SMART", "secular", ()),
    "lifering": (_("LifeRing Secular Recovery"), "LifeRing", "secular", ()),
    "wfs": (_("Women for Sobriety"), "WFS", "secular", ()),
    "sos": (_("Secular Organizations for Sobriety"), "SOS", "secular", ()),
    "she-recovers": (_("She Recovers"), "", "secular", ()),
    "recovery-dharma": (_("Recovery Dharma"), "RD", "faith", ()),
    "refuge-recovery": (_("Refuge Recovery"), "", "faith", ()),
    "celebrate-recovery": (_("Celebrate Recovery"), "CR", "faith", ()),
    "millati-islami": (_("Millati Islami"), "", "faith", ()),
    "wellbriety": (_("Wellbriety"), "", "culture", ("white bison", "medicine wheel and 12 steps")),
    "hams": (_("HAMS Harm Reduction Network"), "HAMS", "harm-reduction", ("hams",)),
    "moderation-management": (_("Moderation Management"), "MM", "harm-reduction", ()),
    "al-anon": (_("Al-Anon Family Groups"), "Al-Anon", "family", ("alanon", "al anon")),
    "alateen": (_("Alateen"), "", "family", ()),
    "nar-anon": (_("Nar-Anon Family Groups"), "Nar-Anon", "family", ("naranon", "nar anon")),
    "aca": (_("Adult Children of Alcoholics and Dysfunctional Families"), "ACA", "family",
            ("acoa", "aca acoa", "adult children of alcoholics")),
    "families-anonymous": (_("Families Anonymous"), "", "family", ()),
    "smart-family": (_("SMART Recovery Family & Friends"), "", "family", ()),
    "idaa": (_("International Doctors in Alcoholics Anonymous"), "IDAA", "professional", ()),
    "caduceus": (_("Caduceus groups of health workers"), "Caduceus", "professional", ()),
}  # fmt: skip


def scheme_of(fellowship: str) -> str:
    """Whose letters a group of this fellowship writes; empty: those of Meeting Guide."""
    said = fellowship.casefold().replace("-", "").replace(" ", "")
    if said.startswith("alanon"):
        return "al-anon"
    return "na" if said in {"na", "narcoticsanonymous"} else ""
