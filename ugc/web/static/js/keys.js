// Keys for what is on the page: data-key="a" on any link, button or field, or "g q" for one after the other.
// A link or button is clicked, a field is focused. `?` opens the list of all. Never while somebody types.

const PAUSE = 1200;
const help = document.querySelector("dialog[data-keys]");
let before = "", cleared;

const typing = (target) => target.closest("input:not([type=checkbox], [type=radio], [type=button], [type=submit]), textarea, select, [contenteditable]");
const reachable = (element) => element.checkVisibility() && !element.disabled;
const all = () => [...document.querySelectorAll("[data-key]")].filter(reachable);

function use(element) {
  if (element.matches("input:not([type=checkbox], [type=radio], [type=submit]), textarea, select")) element.focus();
  else element.click();
}

function showHelp() {
  help.showModal();
}

function pressed(key) {
  const chord = before ? `${before} ${key}` : key;
  const found = all();
  const hit = found.find((element) => element.dataset.key === chord) || found.find((element) => element.dataset.key === key);
  clearTimeout(cleared);
  before = hit ? "" : found.some((element) => element.dataset.key.startsWith(`${key} `)) ? key : "";
  cleared = setTimeout(() => { before = ""; }, PAUSE);
  return hit;
}

document.addEventListener("keydown", (event) => {
  if (event.defaultPrevented || event.ctrlKey || event.metaKey || event.altKey || event.isComposing) return;
  if (typing(event.target) || document.querySelector("dialog[open]")) return;
  if (event.key === "?" && help) return void (event.preventDefault(), showHelp());
  const hit = pressed(event.key);
  if (hit) { event.preventDefault(); use(hit); }
});

for (const opener of document.querySelectorAll("[data-keys-open]")) opener.addEventListener("click", showHelp);

// WCAG 2.1.4: single-key shortcuts only act on what the page shows; screen readers get them from the names.
for (const element of document.querySelectorAll("[data-key]")) element.setAttribute("aria-keyshortcuts", element.dataset.key);
