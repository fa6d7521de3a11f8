"""Words that hurt or belong to another house, in three languages, with what we say instead.

Matched as whole words, whatever the case. `docs/words.md` explains them. A fellowship is called
by the name it gave itself.
"""

BANNED: dict[str, dict[str, str]] = {
    "en": {
        r"addicts?": "person who uses drugs, person in recovery",
        r"junk(ie|y)s?": "person who uses drugs",
        r"abusers?": "person who uses drugs",
        r"substance abuse|drug abuse": "substance use",
        r"alcoholics?(?! (anonymous|and dysfunctional families))": "person who drinks",
        r"clients?": "participant",
        r"patients?": "participant",
        r"cases?(?! (sensitive|insensitive))": "participant, or say what it is",
        r"caseloads?": "people I walk with",
        r"case management": "walking together",
        r"non-?complian(t|ce)": "say what happened",
        r"complian(t|ce)": "say what happened",
        r"enrol(l|led|ls|ling|ment|ments|s)?": "welcome",
        r"relapse[ds]?": "return to use",
        r"(stay|staying|get|getting|be|being|got|is|are) clean": "not using",
        r"dirty": "say what it is",
        r"(?<!women for )(?<!organizations for )sobriety": "recovery",
        r"homeless people|the homeless": "people without a home",
        r"users?": "person, people",
        r"no-?shows?": "did not come",
    },
    "es": {
        r"adict[oa]s?": "persona que usa drogas",
        r"drogadict[oa]s?": "persona que usa drogas",
        r"yonquis?": "persona que usa drogas",
        r"toxic[oó]man[oa]s?": "persona que usa drogas",
        r"alcoh[oó]lic[oa]s?(?! (an[oó]nimos|y familias disfuncionales))": "persona que bebe",
        r"client(e|es|a|as)": "participante",
        r"pacientes?": "participante",
        r"casos?": "participante",
        r"usuari[oa]s?": "persona",
        r"reca[ií]das?": "volver a usar",
        r"incumplidor(a|es|as)?": "di qué pasó",
        r"inscri(bir|pci[oó]n|pciones)": "dar la bienvenida",
    },
    "fr": {
        r"toxicomanes?": "personne qui consomme",
        r"droguée?s?": "personne qui consomme",
        r"junk(ie|y)s?": "personne qui consomme",
        r"alcooliques?(?! (anonymes|et de familles dysfonctionnelles))": "personne qui boit",
        r"client(e|s|es)?": "personne accompagnée",
        r"patient(e|s|es)?": "personne accompagnée",
        r"usag(er|ère|ers|ères)": "personne",
        r"utilisat(eur|rice)s?": "personne",
        r"rechutes?": "reprise de consommation",
        r"inscri(re|ption|ptions)": "accueillir",
    },
}

# Where such a word is right, and why. The key is the text, or the file.
EXCUSED: dict[str, str] = {}
