// Messages that pass by. Any module may show one: document.dispatchEvent(new CustomEvent("toast",
// { detail: { text, action?: { word, run } } })). The region is a live region, so they are read out.

const STAYS = 8000;
const region = document.querySelector("[data-toasts]");

function leaveLater(toast) {
  let timer;
  const start = () => { timer = setTimeout(() => toast.remove(), STAYS); };
  const wait = () => clearTimeout(timer);
  toast.addEventListener("pointerenter", wait);
  toast.addEventListener("focusin", wait);
  toast.addEventListener("pointerleave", start);
  toast.addEventListener("focusout", start);
  start();
}

function build({ text, action }) {
  const toast = document.createElement("div");
  const words = document.createElement("span");
  toast.className = "toast";
  words.textContent = text;
  toast.append(words);
  if (action) {
    const button = document.createElement("button");
    button.textContent = action.word;
    button.addEventListener("click", () => { toast.remove(); action.run(); });
    toast.append(button);
  }
  return toast;
}

document.addEventListener("toast", ({ detail }) => {
  const toast = build(detail);
  region.append(toast);
  leaveLater(toast);
});

for (const toast of region.querySelectorAll("[data-toast]")) leaveLater(toast);
