// What arrives and what colleagues do, while the queue is open. Without this module it shows with the next page.
// The server answers and hangs up; the browser asks again by itself, saying what it has seen.

const MANY = 1000; // as ugc.moderate.queue counts: no further
const bounded = (count) => count < MANY ? count : `${MANY - 1}+`;
const address = document.querySelector("[data-live]").dataset.live;
const source = new EventSource(address);
const item = () => document.querySelector("[data-item]")?.dataset.at.match(/queue\/(\w+)/)[1];
let told;

function mark(place, count) {
  const badge = document.querySelector(`[data-waits="${place}"]`);
  if (!badge) return;
  badge.querySelector("span").textContent = bounded(count);
  badge.hidden = !count;
}

source.addEventListener("queue", ({ data }) => {
  const { waiting, served, about, rail } = JSON.parse(data);
  if (!item() && served) return void location.assign(address.replace("/staff/live", "/staff/queue"));
  for (const [place, count] of Object.entries(rail)) mark(place, count);
  const number = document.querySelector("[data-number] .number");
  if (number && /^\d+$/.test(number.textContent)) number.textContent = bounded(waiting);
  const text = about[item()];
  if (text && text !== told) document.dispatchEvent(new CustomEvent("toast", { detail: { text } }));
  told = text;
});
