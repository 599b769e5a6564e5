// The queue at one key a decision: the next three items are fetched and their photos loaded while this one is
// looked at, so they stand there at once; the decision travels meanwhile. What is fetched is reserved for this
// desk, and stays so while the page is open. Without this module every step is a page load.

const AHEAD = 3;
const RENEW = 2 * 60 * 1000;
// Another response's styles carry another nonce, and this page has its own already.
const parse = (html) => new DOMParser().parseFromString(html.replace(/<style.*?<\/style>/gs, ""), "text/html");
const main = () => document.querySelector("main");
const upcoming = [];
const underway = new Set(); // decisions on their way
let loading = false;

async function fetched(address) {
  const answer = await fetch(address, { headers: { Accept: "text/html" } });
  if (!answer.ok) throw new Error(answer.status);
  const page = parse(await answer.text());
  return { page, address: page.querySelector("[data-item]")?.dataset.at };
}

async function fill() {
  while (upcoming.length < AHEAD) {
    const link = (upcoming.at(-1)?.page ?? document).querySelector("[data-next]");
    const next = link && await fetched(link.href);
    if (!next?.address) return;
    upcoming.push(next);
    const picture = next.page.querySelector("figure picture");
    if (picture) document.importNode(picture, true).querySelector("img").loading = "eager";
  }
}

function prepare() {
  if (loading) return;
  loading = true;
  fill().catch(() => {}).finally(() => { loading = false; });
}

function renew() {
  for (const address of [location.href, ...upcoming.map((one) => one.address)]) fetch(address, { method: "HEAD" }).catch(() => {});
}

function show(page, address) {
  history.pushState({}, "", address);
  document.title = page.title;
  main().replaceChildren(...document.adoptNode(page.querySelector("main")).childNodes);
  window.scrollTo(0, 0);
  main().focus({ preventScroll: true });
  prepare();
}

// How much waits was counted before the decision, so it comes with the answer to it.
function recount(page, ...parts) {
  for (const part of parts) {
    const old = document.querySelector(part), fresh = page.querySelector(part);
    if (old && fresh) old.replaceWith(document.adoptNode(fresh));
  }
}

function accepted(page) {
  recount(page, ".rail nav", "[data-number] .number");
  const element = page.querySelector("[data-toast]");
  if (element) document.dispatchEvent(new CustomEvent("toast", { detail: { element: document.adoptNode(element) } }));
}

function refused(page, address) {
  recount(page, ".rail nav");
  show(page, address);
}

// Kept alive: the next decision may load a page while this one is still on its way.
async function send(form, button, address) {
  const body = new URLSearchParams(new FormData(form, button));
  const answer = await fetch(form.action, { method: "POST", body, keepalive: true, headers: { Prefer: "return=minimal" } });
  const page = parse(await answer.text());
  if (answer.ok) accepted(page);
  else refused(page, address);
}

// Whether a reason is still to be given; the field says so.
function unreasoned(form) {
  const { words } = form.elements;
  const none = words && !words.value.trim() && !form.querySelector("input[type=radio]:checked");
  words?.setCustomValidity(none ? form.dataset.missing : "");
  return none && !words.reportValidity();
}

function dispatch(form, button, here) {
  const sent = send(form, button, here).catch(() => location.assign(here)).finally(() => underway.delete(sent));
  underway.add(sent);
}

// The last one loads a page, and that would show again what was decided before and has not arrived yet.
function afterwards(event, form) {
  if (!underway.size) return;
  event.preventDefault();
  const button = event.submitter;
  Promise.allSettled(underway).then(() => form.requestSubmit(button));
}

function decide(event) {
  const form = event.target.closest("[data-verdict], [data-reasons]");
  if (form && unreasoned(form)) return void event.preventDefault();
  if (!form) return;
  if (!upcoming.length) return afterwards(event, form);
  event.preventDefault();
  const here = location.href, next = upcoming.shift();
  dispatch(form, event.submitter, here);
  form.closest("dialog")?.close();
  show(next.page, next.address);
}

function ask(event) {
  const opener = event.target.closest("[data-ask]"), cancel = event.target.closest("[data-cancel]");
  if (!opener && !cancel) return;
  event.preventDefault();
  if (cancel) return cancel.closest("dialog").close();
  const dialog = document.querySelector(`[data-dialog="${opener.dataset.ask}"]`);
  dialog.showModal();
  dialog.querySelector("input[type=radio]").focus();
}

function go(event) {
  if (!event.target.closest("[data-next]") || !upcoming.length || event.ctrlKey || event.metaKey) return;
  event.preventDefault();
  const next = upcoming.shift();
  show(next.page, next.address);
}

function pick(event) {
  const form = event.target.closest("[data-reasons]");
  if (!form || event.target.matches("textarea") || event.ctrlKey || event.metaKey || event.altKey) return;
  const choice = form.querySelectorAll("input[type=radio]")[Number(event.key) - 1];
  const control = choice ?? form.querySelector(`[data-tick="${CSS.escape(event.key)}"]`);
  if (!control) return;
  event.preventDefault();
  control.focus();
  control.click();
}

// A photo that is ticked is asked for; what is not asked for is asked of no photo.
function together(box) {
  const [main, ...photos] = box.closest(".ask")?.querySelectorAll("input") ?? [];
  if (box !== main) main && (main.checked ||= box.checked);
  else if (!main.checked) for (const photo of photos) photo.checked = false;
}

// The reason says what it usually asks; from here on what is ticked counts, and nothing ticked is nothing.
function prefill(event) {
  const form = event.target.closest("[data-reasons]");
  const boxes = event.target.dataset.asks === undefined ? [] : form?.querySelectorAll("[data-tick]") ?? [];
  const usual = event.target.dataset.asks?.split(" ");
  for (const box of boxes) if (box.checked !== usual.includes(box.value)) box.click();
  together(event.target);
  if (form?.elements.chosen) form.elements.chosen.value = "1";
}

document.addEventListener("submit", decide);
document.addEventListener("input", (event) => event.target.form?.elements.words?.setCustomValidity(""));
document.addEventListener("input", prefill);
document.addEventListener("click", ask);
document.addEventListener("click", go);
document.addEventListener("keydown", pick);
window.addEventListener("popstate", () => location.reload());
setInterval(renew, RENEW);
prepare();
