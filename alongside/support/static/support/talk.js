// One step of a talk at a time. Without this, all steps stand below each other.
const form = document.querySelector("[data-talk]");
const steps = form ? [...form.querySelectorAll(".talk-step")] : [];
const bar = form?.querySelector("[data-talk-steps]");
let at = 0;

function show(next, { focus = true } = {}) {
  at = Math.min(Math.max(next, 0), steps.length - 1);
  steps.forEach((step, n) => (step.hidden = n !== at));
  bar.querySelector("[data-back]").disabled = at === 0;
  bar.querySelector("[data-next]").hidden = at === steps.length - 1;
  if (!focus) return;
  const title = steps[at].querySelector("h2");
  title.focus({ preventScroll: true });
  steps[at].scrollIntoView({ block: "start" });
}

// What was sent and came back with something to look at again stands whole.
if (bar && !form.querySelector('[aria-invalid="true"], .error-summary')) {
  bar.hidden = false;
  bar.querySelector("[data-back]").addEventListener("click", () => show(at - 1));
  bar.querySelector("[data-next]").addEventListener("click", () => show(at + 1));
  bar.querySelector("[data-all]").addEventListener("click", () => {
    steps.forEach((step) => (step.hidden = false));
    bar.hidden = true;
  });
  show(0, { focus: false });
}
