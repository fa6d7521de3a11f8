// 'Let me see what I type': only here with JavaScript, and off again with every page.
for (const row of document.querySelectorAll("[data-reveals]")) {
  const form = row.closest("form");
  const box = row.querySelector("input");
  const fields = [...form.querySelectorAll("input[type=password]")];
  row.hidden = false;
  box.checked = false;
  box.addEventListener("change", () => {
    for (const field of fields) field.type = box.checked ? "text" : "password";
  });
  form.addEventListener("submit", () => {
    for (const field of fields) field.type = "password";
  });
}
