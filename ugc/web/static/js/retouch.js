// Areas drawn on a photo, kept in step with the number fields that work without this module. One fieldset is
// one area; its rectangle on the picture can be dragged with a mouse or a finger and moved with the arrow keys.

const SIDES = ["left", "top", "width", "height"];
const FINE = 1, COARSE = 5, FIRST = { left: 40, top: 40, width: 20, height: 20 };
const within = (number, low, high) => Math.min(Math.max(number, low), high);
const field = (area, side) => area.querySelector(`[data-side=${side}]`);
const read = (area) => Object.fromEntries(SIDES.map((side) => [side, Number(field(area, side).value)]));
const blank = (area) => SIDES.every((side) => !field(area, side).value);
const frames = new Map(); // fieldset → its rectangle

// Several may stand on one page, each with its own picture and its own areas.
function set(root) {
  const easel = root.querySelector("[data-easel]"), form = root.querySelector("[data-areas]");
  const fieldsets = () => [...form.querySelectorAll("[data-area]")];

  function write(area, box) {
    const left = within(box.left, 0, 100), top = within(box.top, 0, 100);
    const fitting = { left, top, width: within(box.width, 0, 100 - left), height: within(box.height, 0, 100 - top) };
    for (const side of SIDES) field(area, side).value = Math.round(fitting[side] * 10) / 10;
    draw(area);
  }

  function draw(area) {
    const frame = frames.get(area) || framed(area);
    const box = read(area);
    frame.hidden = blank(area);
    for (const side of SIDES) frame.style[side] = `${box[side]}%`;
    frame.classList.toggle("cut", area.querySelector("select").value === "crop");
  }

  function framed(area) {
    const frame = document.createElement("div");
    frame.className = "frame";
    frame.tabIndex = 0;
    frame.setAttribute("role", "group");
    frame.setAttribute("aria-describedby", easel.dataset.how);
    frame.addEventListener("keydown", (event) => steer(event, area));
    frame.addEventListener("pointerdown", (event) => grab(event, area));
    easel.append(frame);
    frames.set(area, frame);
    return frame;
  }

  // Numbers and names follow the order of the fieldsets, so that both say the same.
  function count() {
    fieldsets().forEach((area, index) => {
      area.querySelector("[data-number]").textContent = index + 1;
      area.querySelector("[data-remove]").hidden = false;
      draw(area);
      area.hidden = "tidy" in root.dataset && blank(area); // there is a button for the first one
      frames.get(area).dataset.number = index + 1;
      frames.get(area).setAttribute("aria-label", `${easel.dataset.label} ${index + 1}`);
    });
  }

  function add(box) {
    let area = fieldsets().find(blank);
    if (!area) {
      area = form.querySelector("template").content.firstElementChild.cloneNode(true);
      fieldsets().at(-1)?.after(area) ?? form.querySelector("template").before(area);
    }
    write(area, box);
    count();
    return area;
  }

  function remove(area) {
    frames.get(area)?.remove();
    frames.delete(area);
    area.remove();
    count();
    (frames.get(fieldsets().at(-1)) || form.querySelector("[data-new]")).focus();
  }

  function steer(event, area) {
    if (event.key === "Delete" || event.key === "Backspace") return void (event.preventDefault(), remove(area));
    const move = MOVES[event.key];
    if (!move) return;
    event.preventDefault();
    const box = read(area), step = move[1] * (event.altKey ? COARSE : FINE);
    const side = event.shiftKey ? { left: "width", top: "height" }[move[0]] : move[0];
    const most = { left: 100 - box.width, top: 100 - box.height, width: 100 - box.left, height: 100 - box.top }[side];
    write(area, { ...box, [side]: within(box[side] + step, event.shiftKey ? FINE : 0, most) });
  }

  // Where a pointer is, in percent of the picture.
  function at(event) {
    const frame = easel.getBoundingClientRect();
    return { x: within(100 * (event.clientX - frame.left) / frame.width, 0, 100), y: within(100 * (event.clientY - frame.top) / frame.height, 0, 100) };
  }

  function follow(event, moved, done = () => {}) {
    const pointer = event.pointerId;
    easel.setPointerCapture(pointer);
    const end = () => { easel.removeEventListener("pointermove", moved); done(); };
    easel.addEventListener("pointermove", moved);
    easel.addEventListener("pointerup", end, { once: true });
    easel.addEventListener("pointercancel", end, { once: true });
  }

  function grab(event, area) {
    event.preventDefault();
    event.stopPropagation();
    frames.get(area).focus();
    const from = at(event), box = read(area);
    follow(event, (now) => {
      const to = at(now);
      write(area, { ...box, left: within(box.left + to.x - from.x, 0, 100 - box.width), top: within(box.top + to.y - from.y, 0, 100 - box.height) });
    });
  }

  function pull(event) {
    if (event.button) return;
    event.preventDefault();
    const from = at(event);
    let area;
    follow(event, (now) => {
      const to = at(now);
      const box = { left: Math.min(from.x, to.x), top: Math.min(from.y, to.y), width: Math.abs(to.x - from.x), height: Math.abs(to.y - from.y) };
      if (area) write(area, box);
      else if (box.width > FINE && box.height > FINE) area = add(box);
    }, () => area && frames.get(area).focus());
  }

  easel.addEventListener("pointerdown", pull);
  easel.addEventListener("dragstart", (event) => event.preventDefault());
  form.addEventListener("input", (event) => {
    const area = event.target.closest("[data-area]");
    if (area) draw(area);
  });
  form.addEventListener("click", (event) => {
    if (event.target.closest("[data-new]")) frames.get(add(FIRST)).focus();
    if (event.target.closest("[data-remove]")) remove(event.target.closest("[data-area]"));
  });
  form.querySelector("[data-new]").hidden = false;
  count();
}

const MOVES = { ArrowLeft: ["left", -1], ArrowRight: ["left", 1], ArrowUp: ["top", -1], ArrowDown: ["top", 1] };

for (const root of document.querySelectorAll("[data-retouch]:has([data-easel])")) set(root);

// Asked for until it is there; a page that reloads itself would get in the way of whoever is leaving it.
async function look() {
  const answer = await fetch(location.pathname).catch(() => null);
  if (answer?.ok && !(await answer.text()).includes("data-making")) return location.replace(location.pathname);
  setTimeout(look, 2000);
}

if (document.querySelector("[data-making]")) look();
