// Cue cards, and the credit as it will read.

export function words(form) {
  cues(form);
  credit(form);
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
