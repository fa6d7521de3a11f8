// Before a session falls asleep: a word, and a button that keeps it awake. What is typed stays
// on the page; a page with nothing typed is loaded again, so that it asks who is there.
const notice = document.querySelector("[data-stays]");

// 'Back' after signing out: a browser that kept the page as it was asks the server again.
addEventListener("pageshow", (event) => {
  if (event.persisted) location.reload();
});

if (notice) {
  const WARNING = 120; // seconds
  let soon, end;
  let typed = false;

  const begin = (seconds) => {
    clearTimeout(soon);
    clearTimeout(end);
    notice.hidden = true;
    soon = setTimeout(() => (notice.hidden = false), Math.max(0, seconds - WARNING) * 1000);
    end = setTimeout(over, (seconds + 65) * 1000); // the server counts in minutes
  };

  const over = () => {
    if (!typed) return location.reload();
    notice.hidden = false;
    for (const part of notice.querySelectorAll("[data-soon]")) part.hidden = true;
    notice.querySelector("[data-now]").hidden = false;
  };

  addEventListener("input", (event) => {
    if (!notice.contains(event.target)) typed = true;
  });
  notice.addEventListener("submit", async (event) => {
    event.preventDefault();
    const answer = await fetch(notice.action, { method: "POST", body: new FormData(notice) });
    const seconds = Number(answer.ok && !answer.redirected && (await answer.text()));
    if (seconds > 0) begin(seconds);
    else over();
  });
  begin(Number(notice.dataset.stays));
}
