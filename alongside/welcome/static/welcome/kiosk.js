// Comforts of the tablet. Every page works without them.

const main = document.querySelector("[data-start]");

// 'Back' brings no form with what somebody typed.
addEventListener("pageshow", (event) => {
  if (event.persisted) location.replace(main.dataset.start);
});

// Without a network a form waits instead of being lost in the browser's own page.
addEventListener(
  "submit",
  (event) => {
    const missing = !navigator.onLine;
    for (const said of document.querySelectorAll("[data-no-network]")) said.hidden = !missing;
    if (missing) event.preventDefault();
  },
  { capture: true },
);
