// Minutes go on while the page is open: since the last look, since they were found.
const minute = 60_000;

function tick() {
  const now = Date.now();
  for (const said of document.querySelectorAll("[data-since]")) {
    const since = Math.max(0, Math.floor((now - Date.parse(said.dataset.since)) / minute));
    said.textContent = `${since} min`;
  }
  for (const said of document.querySelectorAll("[data-clock]")) {
    const seconds = Math.max(0, Math.floor((now - Date.parse(said.dataset.clock)) / 1000));
    said.textContent = `${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, "0")}`;
  }
  for (const seat of document.querySelectorAll("[data-due]")) {
    seat.classList.toggle("is-due", Date.parse(seat.dataset.due) <= now);
  }
}

tick();
setInterval(tick, 1000);
