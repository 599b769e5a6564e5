// The planner's extras; every one has a button or a form that works without them.

// Drag a planned post onto a free slot of its channel.
const board = document.querySelector("[data-board]");
const mover = document.querySelector("[data-mover]");
let dragged = null;

const target = (event) => {
  const free = event.target.closest("[data-at]");
  return free && dragged && free.dataset.channel === dragged.dataset.channel ? free : null;
};

board?.addEventListener("dragstart", (event) => {
  dragged = event.target.closest("[data-move]");
  if (dragged) event.dataTransfer.setData("text/plain", dragged.dataset.move);
});
board?.addEventListener("dragover", (event) => { if (target(event)) event.preventDefault(); });
board?.addEventListener("drop", (event) => {
  const free = target(event);
  if (!free) return;
  event.preventDefault();
  mover.action = dragged.dataset.move;
  mover.elements.slot.value = free.dataset.at;
  mover.submit();
});
board?.addEventListener("dragend", () => { dragged = null; });

// How long the caption is, and whether its author's credit is still in it.
const said = (text) => text.normalize("NFC").split(/\s+/).filter(Boolean).join(" ");

for (const area of document.querySelectorAll("textarea[data-credit]")) {
  const count = area.form.querySelector("[data-count]");
  const tell = () => {
    const { limit, credit } = area.dataset;
    const length = limit ? `${[...area.value].length} / ${limit}` : "";
    const lost = !said(area.value).includes(said(credit));
    count.textContent = lost ? count.dataset.lost : length;
    count.classList.toggle("error", lost);
  };
  area.addEventListener("input", tell);
  tell();
}

// Copy the words for posting by hand.
for (const button of document.querySelectorAll("[data-copy]")) {
  if (!navigator.clipboard) continue;
  button.hidden = false;
  button.addEventListener("click", async () => {
    await navigator.clipboard.writeText(document.querySelector("[data-caption]").textContent);
    button.textContent = button.dataset.done;
  });
}
