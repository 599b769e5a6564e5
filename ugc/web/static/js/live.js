// What arrives and what colleagues do, while the queue is open. Without this module it shows with the next page.
// The server answers and hangs up; the browser asks again by itself, saying what it has seen.

const address = document.querySelector("[data-live]").dataset.live;
const source = new EventSource(address);
const item = () => document.querySelector("[data-item]")?.dataset.at.match(/queue\/(\w+)/)[1];
let told;

source.addEventListener("queue", ({ data }) => {
  const { waiting, served, about } = JSON.parse(data);
  if (!item() && served) return void location.assign(address.replace("/staff/live", "/staff/queue"));
  const number = document.querySelector("[data-number] .number");
  if (number && /^\d+$/.test(number.textContent)) number.textContent = waiting;
  const text = about[item()];
  if (text && text !== told) document.dispatchEvent(new CustomEvent("toast", { detail: { text } }));
  told = text;
});
