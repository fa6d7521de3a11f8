// Passkeys: the browser asks the key, and its answer goes with the form like anything typed.
const form = document.querySelector("form[data-passkey]");
const here = form?.querySelector("[data-passkey-here]");

const bytes = (text) =>
  Uint8Array.from(atob(text.replaceAll("-", "+").replaceAll("_", "/")), (sign) => sign.charCodeAt(0));
const text = (buffer) =>
  btoa(String.fromCharCode(...new Uint8Array(buffer)))
    .replaceAll("+", "-")
    .replaceAll("/", "_")
    .replaceAll("=", "");

if (here && window.PublicKeyCredential) {
  here.hidden = false;
  here.querySelector("button").addEventListener("click", async () => {
    here.querySelector("[data-passkey-wrong]").hidden = true;
    try {
      form.elements.namedItem(named()).value = JSON.stringify(await answer());
      form.submit();
    } catch {
      here.querySelector("[data-passkey-wrong]").hidden = false;
    }
  });
}

function named() {
  return form.querySelector("input[name$=credential]").name;
}

async function answer() {
  const publicKey = JSON.parse(form.dataset.passkey);
  publicKey.challenge = bytes(publicKey.challenge);
  if (publicKey.user) publicKey.user.id = bytes(publicKey.user.id);
  for (const name of ["allowCredentials", "excludeCredentials"]) {
    for (const each of publicKey[name] ?? []) each.id = bytes(each.id);
  }
  const found = await navigator.credentials[form.dataset.ask]({ publicKey });
  const said = found.response;
  const response = { clientDataJSON: text(said.clientDataJSON) };
  for (const name of ["attestationObject", "authenticatorData", "signature", "userHandle"]) {
    if (said[name]) response[name] = text(said[name]);
  }
  return {
    id: found.id,
    rawId: text(found.rawId),
    type: found.type,
    response,
    clientExtensionResults: {},
  };
}
