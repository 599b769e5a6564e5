// A photo at full size, and a loupe while a key or the pointer is held. Without this module the link opens it.
// The full size is a box that scrolls: fingers and the arrow keys move over it as over any page.

const HELD = "m", LINGER = 300, TIMES = 3, STEP = 24, LIFT = 32;
const photos = () => [...document.querySelectorAll("[data-item] figure")].filter((one) => one.querySelector("[data-full]"));
const box = () => document.querySelector("[data-zoom]");
const glass = () => document.querySelector("[data-loupe]");
const within = (number, most) => Math.min(Math.max(number, 0), most);
let lens; // the photo under the loupe, and where on it
let pointer, waiting, lingered; // where the pointer last was; a press that may become a loupe; one that did
let finger = false; // whether a hand lies over what is looked at

async function open(figure, x = 0.5, y = 0.5) {
  const link = figure.querySelector("[data-full]"), shown = figure.querySelector("img");
  const pane = box().querySelector("[data-pane]"), image = pane.querySelector("img");
  Object.assign(image, { src: shown.currentSrc, alt: shown.alt, width: link.dataset.width, height: link.dataset.height });
  box().showModal();
  pane.scrollTo(x * pane.scrollWidth - pane.clientWidth / 2, y * pane.scrollHeight - pane.clientHeight / 2);
  pane.focus();
  const full = Object.assign(new Image(), { src: link.href });
  await full.decode().catch(() => {});
  if (full.naturalWidth && box()?.open) image.src = full.src;
}

function drag(event) {
  const pane = event.target.closest("[data-pane]");
  if (!pane || event.pointerType !== "mouse" || event.button) return;
  event.preventDefault();
  pane.focus();
  pane.setPointerCapture(event.pointerId);
  const move = (now) => pane.scrollBy({ left: -now.movementX, top: -now.movementY, behavior: "instant" });
  pane.addEventListener("pointermove", move);
  pane.addEventListener("lostpointercapture", () => pane.removeEventListener("pointermove", move), { once: true });
}

function look(figure, x, y) {
  const image = figure.querySelector("img"), seen = image.getBoundingClientRect(), loupe = glass();
  lens = { figure, x: within(x - seen.x, seen.width), y: within(y - seen.y, seen.height) };
  const large = loupe.querySelector("img"), { large: source } = figure.querySelector("[data-full]").dataset;
  if (large.getAttribute("src") !== source) large.src = source;
  loupe.hidden = false;
  const half = loupe.offsetWidth / 2, spot = { x: seen.x + lens.x, y: seen.y + lens.y };
  const aside = { x: half + within(spot.x - half, innerWidth - 2 * half), y: Math.max(half, spot.y - half - LIFT) };
  const at = { ...(finger ? aside : spot), width: TIMES * seen.width, left: -TIMES * lens.x, top: -TIMES * lens.y };
  for (const [name, number] of Object.entries(at)) loupe.style.setProperty(`--${name}`, `${number}px`);
}

function away() {
  clearTimeout(waiting);
  waiting = undefined;
  if (!lens) return;
  lens = undefined;
  if (glass()) glass().hidden = true;
}

const under = (event) => photos().find((one) => one.querySelector("img") === event.target);
const busy = (event) => event.ctrlKey || event.metaKey || event.altKey || document.querySelector("dialog[open]") || event.target.closest("input, textarea, select");

function press(event) {
  const figure = under(event);
  lingered = false;
  finger = event.pointerType === "touch";
  if (!figure || event.button) return;
  waiting = setTimeout(() => { lingered = true; look(figure, event.clientX, event.clientY); }, LINGER);
}

function follow(event) {
  pointer = event;
  if (lens) look(lens.figure, event.clientX, event.clientY);
}

function click(event) {
  const figure = under(event), link = event.target.closest("[data-full]");
  if (event.ctrlKey || event.metaKey || !(figure || link)) return;
  event.preventDefault();
  if (link) return void open(link.closest("figure"));
  const seen = event.target.getBoundingClientRect();
  if (!lingered) open(figure, (event.clientX - seen.x) / seen.width, (event.clientY - seen.y) / seen.height);
}

const MOVES = { ArrowLeft: [-STEP, 0], ArrowRight: [STEP, 0], ArrowUp: [0, -STEP], ArrowDown: [0, STEP] };

function steer(event) {
  const seen = lens.figure.querySelector("img").getBoundingClientRect(), [right, down] = MOVES[event.key];
  event.preventDefault();
  look(lens.figure, seen.x + lens.x + right, seen.y + lens.y + down);
}

function hold(event) {
  if (lens && MOVES[event.key]) return steer(event);
  if (event.key !== HELD || event.repeat || busy(event)) return;
  const over = pointer && under(pointer), figure = over || photos()[0], seen = figure?.querySelector("img").getBoundingClientRect();
  finger = false;
  if (seen) look(figure, over ? pointer.clientX : seen.x + seen.width / 2, over ? pointer.clientY : seen.y + seen.height / 2);
}

document.addEventListener("pointerdown", drag);
document.addEventListener("pointerdown", press);
document.addEventListener("pointermove", follow);
for (const end of ["pointerup", "pointercancel"]) document.addEventListener(end, away);
document.addEventListener("click", click);
document.addEventListener("keydown", hold);
document.addEventListener("keyup", (event) => event.key === HELD && away());
window.addEventListener("blur", away);
// A finger has the loupe above it, where no hand hides it, and while it holds it neither scrolls the page nor asks for its menu.
document.addEventListener("touchmove", (event) => lens && event.preventDefault(), { passive: false });
for (const none of ["contextmenu", "dragstart"]) document.addEventListener(none, (event) => (lens || waiting) && under(event) && event.preventDefault());
