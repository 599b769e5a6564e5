// Messages that pass by. Any module may show one: document.dispatchEvent(new CustomEvent("toast",
// { detail: { text, action?: { word, run } } })), or { detail: { element } } for one from another page, which
// takes the place of the last. The region is a live region, so they are read out.

const STAYS = 8000;
const region = document.querySelector("[data-toasts]");

function leaveLater(toast) {
  let timer;
  const start = () => { timer = setTimeout(() => toast.remove(), Number(toast.dataset.stays) || STAYS); };
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
  const toast = detail.element || build(detail);
  if (detail.element) region.replaceChildren(toast);
  else region.append(toast);
  leaveLater(toast);
});

for (const toast of region.querySelectorAll("[data-toast]")) leaveLater(toast);
