// Asked at the bedside whether a peer may be in touch: yes, no, or a card with six words.
import { asForm } from "./forms.js";
import { find, show, word } from "./frame.js";

// Of the words that Alongside itself would draw from, by chance that nobody foresees. Only their
// code is kept by the server, and nothing by the phone: they are sealed, and shown once.
function sixWords() {
  const list = find("#six-words").content.textContent.trim().split(/\s+/);
  return Array.from({ length: 6 }, () => list[below(list.length)]);
}

// Each number below `most` as likely as any other.
function below(most) {
  const drawn = new Uint32Array(1);
  const whole = 2 ** 32 - (2 ** 32 % most);
  do crypto.getRandomValues(drawn);
  while (drawn[0] >= whole);
  return drawn[0] % most;
}

// A yes needs a way to be in touch; a no needs nothing, and is remembered.
export function offer(page) {
  const language = document.documentElement.lang.slice(0, 2);
  const words = sixWords(); // once: tapped twice, it is the same card
  let takesCard = false;
  const form = asForm(page, {
    shape(body, form) {
      takesCard = hasCard(form);
      const said = takesCard ? { ...body, language, words: words.join(" ") } : { ...body, language };
      if (body.answer !== "yes") return said;
      const yes = yesOf(form);
      return yes && { ...said, yes: { ...yes, language } };
    },
    lacks: "how",
    then: () => (takesCard ? card(words) : (location.hash = "#today")),
  });
  const draw = () => {
    const comesBack = form.elements._way.value === "key";
    find("[data-if-yes]", form).hidden = answerOf(form) !== "yes";
    find("[data-if-reached]", form).hidden = comesBack;
    find("[data-if-card]", form).hidden = comesBack;
  };
  form.addEventListener("change", draw);
  draw();
}

const answerOf = (form) => find("[name=answer]:checked", form)?.value ?? "";

function hasCard(form) {
  const { _way, _card } = form.elements;
  if (answerOf(form) === "yes") return _way.value === "key" || _card.checked;
  return answerOf(form) === "card";
}

function yesOf(form) {
  const { _way, _how, _called } = form.elements;
  const how = _way.value === "key" ? "" : _how.value.trim();
  if (!how && _way.value !== "key") return null;
  const hours = Number(find("[name=_first_hours]:checked", form).value);
  const yes = { way: _way.value, how, first_hours: hours };
  return _called.value.trim() ? { ...yes, called: _called.value.trim() } : yes;
}

// On the screen until somebody goes on, locks the kit or closes it; never anywhere else.
function card(words) {
  const page = show("card");
  const made = words.map((each) => {
    const line = document.createElement("li");
    line.textContent = each;
    return line;
  });
  find("[data-six]", page).replaceChildren(...made);
  const at = find("[data-address]", page);
  at.textContent = `${location.host}${at.dataset.address}`;
  // The address alone: the words are in no address. Left out where the house has another one.
  const code = find("[data-code]", page);
  code.hidden = code.dataset.code !== `${location.origin}${at.dataset.address}`;
  document.title = word("card-title");
}
