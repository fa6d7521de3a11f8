// Small comforts. Every page works without them.

// Leave quickly: the page is replaced, so that 'back' does not return to it.
const exit = document.querySelector("[data-quick-exit]");

function leave() {
  forget();
  document.documentElement.hidden = true;
  location.replace(exit.href);
}

// What this browser keeps of forms that were not sent (draft.js).
function forget() {
  try {
    for (const name of Object.keys(localStorage)) {
      if (name.startsWith("alongside-draft-")) localStorage.removeItem(name);
    }
  } catch {
    // it keeps nothing
  }
}

addEventListener("submit", (event) => {
  if (event.target.matches("[data-forgets]")) forget();
});

if (exit) {
  exit.addEventListener("click", (event) => {
    event.preventDefault();
    leave();
  });
  let presses = [];
  addEventListener("keydown", (event) => {
    if (event.key !== "Escape" || event.repeat) return;
    presses = [...presses.filter((at) => event.timeStamp - at < 2000), event.timeStamp];
    if (presses.length >= 3) leave();
  });
}

// <a href="/a/page/" data-opens="its-dialog">: the dialog if it is here, else the page.
addEventListener("click", (event) => {
  const opener = event.target.closest("[data-opens]");
  const dialog = opener && document.getElementById(opener.dataset.opens);
  if (dialog?.showModal) {
    event.preventDefault();
    dialog.showModal();
  }
  const closer = event.target.closest("[data-closes]");
  if (closer?.closest("dialog")) {
    event.preventDefault();
    closer.closest("dialog").close();
  }
});

// A form is sent once. Coming back to the page wakes its buttons.
addEventListener("submit", (event) => {
  if (event.defaultPrevented || event.target.method === "dialog") return;
  if (event.target.dataset.sent) {
    event.preventDefault();
    return;
  }
  event.target.dataset.sent = "yes";
  event.submitter?.setAttribute("aria-busy", "true");
  setTimeout(wake, 10000); // a download leaves the page standing
});
addEventListener("pageshow", wake);

function wake() {
  for (const form of document.querySelectorAll("form[data-sent]")) delete form.dataset.sent;
  for (const button of document.querySelectorAll("[aria-busy]")) button.removeAttribute("aria-busy");
}

// 'Use my place': only when tapped, rounded to about a hundred metres, then sent with the form
// (a longer form says data-place="stays", and waits for its own button).
for (const form of document.querySelectorAll("form[data-place]")) {
  const button = form.querySelector("[data-use-place]");
  if (!button || !navigator.geolocation) continue;
  button.hidden = false;
  button.addEventListener("click", () => {
    button.setAttribute("aria-busy", "true");
    navigator.geolocation.getCurrentPosition(
      ({ coords }) => {
        form.elements.lat.value = coords.latitude.toFixed(3);
        form.elements.lon.value = coords.longitude.toFixed(3);
        if (form.dataset.place !== "stays") return form.requestSubmit();
        button.removeAttribute("aria-busy");
        const taken = form.querySelector("[data-place-taken]");
        if (taken) taken.hidden = false;
      },
      () => {
        button.removeAttribute("aria-busy");
        const said = form.querySelector("[data-place-refused]");
        if (said) said.hidden = false;
      },
      { maximumAge: 300000, timeout: 10000 },
    );
  });
}

// What went wrong is read out first.
document.querySelector("[data-focus]")?.focus();
