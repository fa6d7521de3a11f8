"""Questions of the demo organisation's own: how people get there, and what would help."""

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from alongside.core import ids
from alongside.participants import policy
from alongside.questions import actions as questions
from alongside.questions import rules
from alongside.questions.models import Sheet
from alongside.questions.queries import sheets

if TYPE_CHECKING:
    from alongside.homes.demo.life import Demo

NAMES = {"en": "Getting here", "fr": "Venir ici", "es": "Llegar aquí"}
HOW = rules.Wording(
    kind=rules.ONE,
    words={
        "en": "How do you get here?",
        "fr": "Comment venez-vous ici ?",
        "es": "¿Cómo llega aquí?",
    },
    why={
        "en": "To ask the town for what is missing: a later bus, a ramp, a shelter.",
        "fr": "Pour demander à la ville ce qui manque : un bus plus tard, une rampe, un abri.",
        "es": "Para pedir a la ciudad lo que falta: un autobús más tarde, una rampa.",
    },
    options=[
        {"en": "On foot", "fr": "À pied", "es": "A pie"},
        {"en": "By bus", "fr": "En bus", "es": "En autobús"},
        {"en": "By bicycle", "fr": "À vélo", "es": "En bicicleta"},
        {"en": "Somebody drives me", "fr": "Quelqu’un me conduit", "es": "Alguien me trae"},
    ],
)
CARE = rules.Wording(
    kind=rules.YES,
    words={
        "en": "Would somebody to look after a child or a pet make it easier?",
        "fr": "Est-ce que ce serait plus facile si quelqu’un gardait un enfant ou un animal ?",
        "es": "¿Sería más fácil si alguien cuidara de un niño o de una mascota?",
    },
    why={
        "en": "If several say yes, we find somebody for Tuesdays.",
        "fr": "Si plusieurs disent oui, nous trouvons quelqu’un pour les mardis.",
        "es": "Si varias personas dicen que sí, buscamos a alguien para los martes.",
    },
)
EASIER = rules.Wording(
    kind=rules.LONG,
    words={
        "en": "What would make it easier to come?",
        "fr": "Qu’est-ce qui vous aiderait à venir ?",
        "es": "¿Qué le haría más fácil venir?",
    },
    why={
        "en": "To change what we can change ourselves.",
        "fr": "Pour changer ce que nous pouvons changer nous-mêmes.",
        "es": "Para cambiar lo que podemos cambiar nosotros mismos.",
    },
)  # fmt: skip
WENT = {"en": "Going there together", "fr": "Y aller ensemble", "es": "Ir juntos"}
RECEIVED = rules.Wording(
    kind=rules.ONE,
    words={
        "en": "Did they let you in?",
        "fr": "Vous a-t-on laissé entrer ?",
        "es": "¿Le dejaron entrar?",
    },
    why={
        "en": "To know which doors we should not send anybody to.",
        "fr": "Pour savoir vers quelles portes n’envoyer personne.",
        "es": "Para saber a qué puertas no mandar a nadie.",
    },
    options=[
        {"en": "Yes, kindly", "fr": "Oui, gentiment", "es": "Sí, con amabilidad"},
        {"en": "Yes, after a long wait", "fr": "Oui, après une attente", "es": "Sí, tras esperar"},
        {"en": "No", "fr": "Non", "es": "No"},
    ],
)  # fmt: skip
# Who answered, through whom, and what: how they come, whether care would help, and their words.
ANSWERED = (
    ("Sam", "maya", ("1",), ("no",), "A bus after eight. I leave early to catch the last one."),
    ("Rosa", "", ("3",), ("yes",), ""),
    ("Dee", "maya", ("0",), (), ""),
)


@dataclass
class Asked:
    demo: "Demo"

    def live(self) -> None:
        with self.demo.ago(days=20):
            sheet = self._sheet(NAMES, HOW, CARE, EASIER, about="person", they_answer=True)
            self._sheet(WENT, RECEIVED, about="contact")
        for alias, walker, how, care, words in ANSWERED:
            life = self.demo.lives.get(alias)
            by = self.demo.hats[walker] if walker else (life.self if life else None)
            if life is None or by is None:
                continue
            with self.demo.ago(days=9):
                person = policy.participants_for(by).get(pk=life.id)
                filled = sheets.to_answer(by, person, sheet.pk, None)
                asked = [one.question.pk for one in filled.ones] if filled else []
                said = [rules.Said(how), rules.Said(care), rules.Said(words=words)]
                questions.answer(
                    by=by,
                    participant=person.pk,
                    sheet=sheet.pk,
                    said=dict(zip(asked, said, strict=True)),
                    seen=filled.seen if filled else "",
                )

    def _sheet(self, names: rules.Texts, *asked: rules.Wording, **more: Any) -> Sheet:
        by = self.demo.hats["omar"]
        row = questions.begin_sheet(by=by, id=ids.new(), names=names, keep_days=365, **more)
        for each in asked:
            questions.add_question(by=by, id=ids.new(), sheet=row.pk, asked=each)
        return questions.begin_asking(by=by, sheet=row.pk)
