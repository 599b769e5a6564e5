// The list by keys: j and k go down and up, x or the space bar ticks, and Shift with a click ticks all between.

const form = document.querySelector("[data-bulk]");
const boxes = [...(form?.querySelectorAll("[name=chosen]") ?? [])];
const every = form?.querySelector("[data-all]");
const counted = form?.querySelector("[data-counted]");
let last;

function count() {
  const chosen = boxes.filter((box) => box.checked).length;
  counted.textContent = `${chosen} ${form.dataset.chosen}`;
  every.checked = chosen === boxes.length;
  every.indeterminate = chosen > 0 && !every.checked;
}

function between(event) {
  const box = event.target;
  if (event.shiftKey && last) {
    const [from, to] = [boxes.indexOf(last), boxes.indexOf(box)].sort((a, b) => a - b);
    for (const one of boxes.slice(from, to + 1)) one.checked = box.checked;
  }
  last = box;
}

function key(event) {
  if (event.ctrlKey || event.metaKey || event.altKey || document.querySelector("dialog[open]") || event.target.matches("input:not([type=checkbox]), textarea, select")) return;
  const at = boxes.indexOf(document.activeElement);
  if (event.key === "x" && at >= 0) boxes[at].click();
  else if (event.key === "j") boxes[Math.min(at + 1, boxes.length - 1)].focus();
  else if (event.key === "k") boxes[Math.max(at - 1, 0)].focus();
  else return;
  event.preventDefault();
}

if (form) {
  form.querySelector("[data-every]").hidden = false;
  every.addEventListener("change", () => { for (const box of boxes) box.checked = every.checked; });
  for (const box of boxes) box.addEventListener("click", between);
  form.addEventListener("change", count);
  document.addEventListener("keydown", key);
  count();
}
