// What arrives and what colleagues do, while a page of the desk is shown. Without this module it shows with the next page.
// The server answers and hangs up; the browser asks again by itself, saying what it has seen. Nobody asks for a hidden page.

const MANY = 1000; // as ugc.moderate.queue counts: no further
const bounded = (count) => count < MANY ? count : `${MANY - 1}+`;
const address = document.querySelector("[data-live]").dataset.live;
const item = () => document.querySelector("[data-item]")?.dataset.at.match(/queue\/(\w+)/)[1];
const list = document.querySelector("[data-list]");
let source, seen = "", told;

function mark(place, count) {
  const badge = document.querySelector(`[data-waits="${place}"]`);
  if (!badge) return;
  badge.querySelector("span").textContent = bounded(count);
  badge.hidden = !count;
}

const markRail = (rail) => { for (const [place, count] of Object.entries(rail)) mark(place, count); };

// What was decided stays marked; whatever a colleague has let go of is free again.
function markRows(about, decided) {
  for (const row of list.querySelectorAll("[data-row]")) {
    if (row.dataset.over) continue;
    row.querySelector("[data-now]").textContent = about[row.dataset.row] ?? "";
    if (decided.includes(row.dataset.row)) row.dataset.over = "yes";
  }
}

function markQueue({ waiting, served, about, decided, rail }) {
  if (!item() && !list && served) return void location.assign(address.replace("/staff/live", "/staff/queue"));
  markRail(rail);
  const number = document.querySelector("[data-number] .number");
  const before = number?.textContent;
  if (/^\d+$/.test(before)) number.textContent = bounded(waiting);
  if (list) {
    markRows(about, decided);
    if (decided.length || number.textContent !== before) list.querySelector("[data-changed]").hidden = false;
    return;
  }
  const text = about[item()];
  if (text && text !== told) document.dispatchEvent(new CustomEvent("toast", { detail: { text } }));
  told = text;
}

function listen() {
  const heard = (show) => ({ data, lastEventId }) => { seen = lastEventId; show(JSON.parse(data)); };
  source = new EventSource(seen ? `${address}&seen=${seen}` : address);
  source.addEventListener("rail", heard(markRail));
  source.addEventListener("queue", heard(markQueue));
}

document.addEventListener("visibilitychange", () => document.hidden ? source?.close() : listen());
if (!document.hidden) listen();
