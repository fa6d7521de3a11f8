"""Words that people use for what we keep as a slug, in three languages."""

from alongside.accounts import words
from alongside.exchange.people import values
from alongside.participants.rules import knowing, regimes

_LANGUAGES = {
    **{slug: str(name) for slug, name in words.LANGUAGES.items() if isinstance(name, str)},
    "en": "English, anglais, inglés, eng",
    "es": "Spanish, espagnol, español, spa",
    "fr": "French, français, francés, fra",
    "ar": "Arabic, arabe, árabe",
    "cr": "Cree, cri",
    "ht": "Haitian Creole, créole haïtien, criollo haitiano, Kreyòl ayisyen, Kreyol",
    "oj": "Ojibwe, Anishinaabemowin",
    "pt": "Portuguese, portugais, portugués, Português",
    "ru": "Russian, russe, ruso, Русский",
    "so": "Somali, Soomaali",
    "vi": "Vietnamese, vietnamien, vietnamita, Tiếng Việt",
    "zh": "Chinese, Mandarin, chinois, chino, 中文",
}
LANGUAGES = values.vocabulary(_LANGUAGES)
WAYS = values.vocabulary(
    {
        "key": "comes back, none, nothing, aucun, ninguno",
        "call": "phone, telephone, mobile, cell, téléphone, appel, teléfono, llamada",
        "text": "sms, text message, texto, message, mensaje",
        "email": "e-mail, mail, courriel, correo, correo electrónico",
        "meet": "in person, visit, en personne, en persona",
    }
)
NEVER = values.vocabulary(
    {
        "call": "phone, no calls, do not call, ne pas appeler, no llamar",
        "voicemail": "voice mail, no voicemail, répondeur, buzón de voz",
        "text": "sms, no texts, texto, mensaje",
        "email": "e-mail, mail, courriel, correo",
        "visit": "home, home visit, no visits, visite, visita",
        "say-why": "do not say why, discreet, discret, discreto",
    }
)
KINDS = values.vocabulary(
    {
        "emotional": "listened, listening, emotional support, écoute, écouté, escucha, escuché",
        "informational": "shared information, information, informational support, informé, "
        "información",
        "instrumental": "helped with something, practical, practical help, aide, ayuda, "
        "ayuda práctica",
        "affiliational": "connected, connection, social, lien, mise en lien, conexión, conecté",
    }
)
FORMS = values.vocabulary(
    {
        "one": "one to one, individual, 1:1, individuel",
        "group": "in a group, groupe, grupo",
        "navigation": "navigation, accompaniment, accompagnement, acompañamiento",
    }
)
SETTINGS = values.vocabulary(
    {
        "street": "outreach, rue, calle, on the street",
        "centre": "center, office, site, at our place, au centre, centro, oficina",
        "service": "at a service, clinic, hospital, clinique, hôpital, clínica",
        "home": "at home, where they live, à domicile, domicile, casa, en casa",
        "phone": "telephone, by telephone, call, téléphone, teléfono",
        "online": "video, zoom, virtual, en ligne, en línea",
    }
)
CONSENTS = values.vocabulary(
    {
        "supported": "support, being supported, services, être accompagné, apoyo",
        "recorded": "record, records, being recorded, data, données, "
        "enregistrement, registro, datos",
        "shared": "share, sharing, release, release of information, roi, partage, compartir",
    }
) | {values.folded(slug): slug for law in regimes.REGIMES.values() for slug in law.kinds}
DIMENSIONS = values.vocabulary(
    {
        "health": "santé, salud, wellness",
        "home": "housing, logement, vivienda, hogar",
        "purpose": "work, education, job, travail, sens, trabajo, propósito",
        "community": "social, communauté, comunidad, family, famille, familia",
    }
)
STATES = values.vocabulary(
    {
        "open": "working on it, active, en cours, in progress, abierta, en curso",
        "reached": "done, achieved, met, completed, atteint, lograda, cumplida",
        "aside": "set aside, dropped, abandoned, mis de côté, dejada",
        "let-go": "let go of, no longer wanted, cancelled, abandonné, soltada",
    }
)
BRINGS = values.vocabulary({slug: slug for slug in knowing.BRINGS})
SHOWS = values.vocabulary(
    {f"{name}-{one}": f"{name}-{one}" for name in knowing.OWN for one in knowing.READERS if one}
)
PATHWAYS = values.vocabulary({slug: slug for slug in words.PATHWAYS})
