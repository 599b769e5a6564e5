// Cue cards, the credit as it will read, and text that outlives a closed tab.

export function words(form) {
  cues(form);
  credit(form);
  remember(form);
}

function cues(form) {
  const story = form.elements.story;
  form.addEventListener("click", (event) => {
    const cue = event.target.closest("[data-cue]");
    if (!cue) return;
    story.placeholder = cue.textContent;
    for (const other of form.querySelectorAll("[data-cue]")) other.setAttribute("aria-pressed", other === cue);
    story.focus();
  });
}

function credit(form) {
  const box = form.querySelector("[data-credit]");
  if (!box) return;
  const shown = box.querySelector("[data-shown]");
  const show = () => {
    const way = form.elements.credit.value;
    const name = form.elements.name?.value.trim() || box.dataset.name;
    const handle = form.elements.handle.value.trim().replace(/^@+/, "");
    shown.textContent = { name, handle: handle && `@${handle}`, anonymous: shown.dataset.anonymous }[way] || "…";
  };
  box.querySelector(".credit-shown").hidden = false;
  form.addEventListener("input", show);
  show();
}

// What was typed is kept in this browser until the form is sent. A draft's key names it, so another form starts empty.
function remember(form) {
  const place = `ugc-draft-${form.elements.draft.value}`;
  const typed = () => [...form.elements].filter((field) => field.name && /^(text|email|textarea|date|number)$/.test(field.type));
  try {
    for (const key of Object.keys(localStorage)) {
      if (key.startsWith("ugc-draft-") && key !== place) localStorage.removeItem(key);
    }
    const kept = JSON.parse(localStorage.getItem(place) || "{}");
    for (const field of typed()) if (!field.value && kept[field.name]) field.value = kept[field.name];
    form.addEventListener("input", () => {
      const now = typed().filter((field) => field.name !== "website").map((field) => [field.name, field.value]);
      localStorage.setItem(place, JSON.stringify(Object.fromEntries(now)));
    });
  } catch {
    // no room or not allowed: the form works as well without
  }
}
