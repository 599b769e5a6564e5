// Passkeys: a form carries our question to the browser, and the browser's answer back. Where a browser cannot,
// the form stays hidden; a password and a code always do.

const can = window.PublicKeyCredential?.parseCreationOptionsFromJSON;

async function asked(kind, options) {
  if (kind === "create") {
    return navigator.credentials.create({ publicKey: PublicKeyCredential.parseCreationOptionsFromJSON(options) });
  }
  return navigator.credentials.get({ publicKey: PublicKeyCredential.parseRequestOptionsFromJSON(options) });
}

async function answer(event) {
  event.preventDefault();
  const form = event.target;
  try {
    const credential = await asked(form.dataset.passkey, JSON.parse(form.dataset.options));
    form.elements.credential.value = JSON.stringify(credential);
    form.submit();
  } catch {
    document.dispatchEvent(new CustomEvent("toast", { detail: { text: form.dataset.failed } }));
  }
}

for (const form of can ? document.querySelectorAll("[data-passkey]") : []) {
  form.hidden = false;
  form.addEventListener("submit", answer);
}
