// Kinder words beside a note, as it is typed. The list is on the page, and no word leaves it.
const box = document.querySelector("[data-kinder-words]");
const note = document.querySelector("textarea[data-kinder]");

if (box && note) {
  const list = JSON.parse(box.dataset.kinderWords);
  const escape = (word) => word.replace(/[.*+?^${}()|[\]\\]/g, "\\$&");
  const found = list.map((one) => ({
    ...one,
    pattern: new RegExp(
      `(?<![\\p{L}\\p{N}_])(?:${[...one.words]
        .sort((a, b) => b.length - a.length)
        .map(escape)
        .join("|")})(?![\\p{L}\\p{N}_])`,
      "iu",
    ),
  }));
  const lines = document.createElement("ul");
  box.querySelector("p").after(lines);
  let waiting = 0;

  const look = () => {
    const hits = [];
    for (const one of found) {
      const hit = one.pattern.exec(note.value);
      if (hit) hits.push(line(hit[0], one));
    }
    lines.replaceChildren(...hits);
    box.hidden = hits.length === 0;
  };
  note.addEventListener("input", () => {
    clearTimeout(waiting);
    waiting = setTimeout(look, 400);
  });
  look();
}

function line(said, one) {
  const item = document.createElement("li");
  const quoted = document.createElement("q");
  const why = document.createElement("span");
  quoted.textContent = said;
  why.className = "soft";
  why.textContent = one.why;
  item.append(quoted, ` → ${one.instead.join(" · ")}. `, why);
  return item;
}
