// A cue card puts its words into the field and the cursor behind them; the rest is the writer's own.

for (const cards of document.querySelectorAll("[data-cues]")) {
  const field = document.getElementById(cards.dataset.cues);
  cards.addEventListener("click", (event) => {
    const card = event.target.closest("[data-cue]");
    if (!card) return;
    field.value = [field.value.trim(), card.dataset.cue].filter(Boolean).join("\n") + " ";
    field.focus();
    field.dispatchEvent(new Event("input", { bubbles: true }));
  });
}
