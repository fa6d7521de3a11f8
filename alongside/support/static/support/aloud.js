// Read a part of the page aloud, by a voice that is on this device: none that would send the words
// anywhere. Where there is none, the button stays hidden.
const speech = window.speechSynthesis;

function voice() {
  const language = document.documentElement.lang.slice(0, 2);
  return speech.getVoices().find((each) => each.localService && each.lang.slice(0, 2) === language);
}

function offer(holder) {
  const button = holder.querySelector("button");
  const says = holder.querySelector("[data-says]");
  const start = says.textContent;
  const quiet = () => {
    says.textContent = start;
    button.removeAttribute("aria-pressed");
  };
  button.addEventListener("click", () => {
    if (speech.speaking) {
      speech.cancel();
      return quiet();
    }
    const lines = document.querySelector(holder.dataset.aloud).innerText.split(/\n+/);
    const spoken = lines.filter((line) => line.trim()).map((line) => new SpeechSynthesisUtterance(line));
    for (const each of spoken) {
      each.voice = voice();
      each.lang = each.voice.lang;
      each.rate = 0.95;
    }
    if (!spoken.length) return;
    spoken.at(-1).addEventListener("end", quiet);
    for (const each of spoken) speech.speak(each);
    says.textContent = button.dataset.stop;
    button.setAttribute("aria-pressed", "true");
  });
}

if (speech) {
  for (const holder of document.querySelectorAll("[data-aloud]")) {
    offer(holder);
    const show = () => (holder.hidden = !voice());
    show();
    speech.addEventListener?.("voiceschanged", show);
  }
  addEventListener("pagehide", () => speech.cancel());
}
