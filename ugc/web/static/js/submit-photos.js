// The photos of a form: picked, dropped or pasted, put in order, replaced, left out.
import { dropPhoto } from "./drafts.js";
import { discard, Photo, preview } from "./submit-photo.js";

const TOGETHER = 2; // on their way at a time: on a slow line the first is safe early, instead of all of them late

export function photos(form, draft) {
  const list = form.querySelector("[data-photos]");
  const picker = form.querySelector("[data-picker]");
  const input = picker.querySelector("input");
  const said = form.querySelector("[data-said]");
  const travelling = new Set();
  const page = { form, list, said, draft, travelling, queue: queue(TOGETHER), remove: (item) => remove(list, item, input) };
  page.full = () => list.querySelectorAll(":scope > li:not([hidden])").length > form.dataset.most;

  const takeAll = (files) => {
    for (const file of files) new Photo(page, file);
    input.value = ""; // or the plain form would send them once more
  };
  const shrink = () => picker.classList.toggle("small", list.children.length > 0);
  new MutationObserver(shrink).observe(list, { childList: true });
  input.addEventListener("change", () => takeAll(input.files));
  drop(picker, takeAll);
  document.addEventListener("paste", (event) => takeAll(event.clipboardData.files));
  list.addEventListener("click", (event) => {
    const item = event.target.closest("li");
    const pressed = (name) => event.target.closest(`[data-${name}]`);
    if (pressed("up")) move(page, item, item.previousElementSibling);
    if (pressed("down")) move(page, item, item.nextElementSibling);
    if (pressed("replace")) pick((file) => new Photo(page, file, { instead: item }), input.accept);
    if (pressed("remove") && item.dataset.photo) {
      discard(form, item.dataset.photo);
      page.remove(item);
    }
  });
  drag(page);
  for (const item of list.querySelectorAll("[data-unseen]")) preview(item);
  draft.photos().then((kept) => {
    for (const one of kept) {
      const arrived = one.url && list.querySelector(`[data-photo="${one.url}"]`);
      arrived ? dropPhoto(one.number) : new Photo(page, one.file, { kept: one });
    }
    draft.arrange();
  });

  return {
    underway: () => travelling.size > 0,
    async arrived() {
      const progress = form.querySelector("[data-progress]");
      progress.textContent = form.dataset.wait;
      while (travelling.size) await Promise.all([...travelling].map((photo) => photo.over));
      progress.textContent = "";
    },
  };
}

// So many on their way at a time, the others in turn.
function queue(together) {
  const waiting = [];
  let underway = 0;
  const next = () => {
    while (underway < together && waiting.length) {
      const photo = waiting.shift();
      if (photo.gone) continue;
      underway += 1;
      photo.start(() => {
        underway -= 1;
        next();
      });
    }
  };
  return {
    add(photo) {
      waiting.push(photo);
      next();
    },
  };
}

function move({ list, said, draft }, item, neighbour) {
  if (!neighbour) return;
  const down = item.compareDocumentPosition(neighbour) & Node.DOCUMENT_POSITION_FOLLOWING;
  down ? item.before(neighbour) : item.after(neighbour); // the neighbour moves, so that the focus stays
  const place = 1 + [...list.children].indexOf(item);
  said.textContent = said.dataset.moved.replace("{place}", place).replace("{all}", list.children.length);
  draft.keep();
}

function remove(list, item, input) {
  const next = item.nextElementSibling ?? item.previousElementSibling;
  item.remove();
  (next?.querySelector("[data-remove]") ?? input).focus();
  if (!list.children.length) list.replaceChildren(); // the style asks whether it is empty
}

function pick(take, accept) {
  const input = Object.assign(document.createElement("input"), { type: "file", accept });
  input.addEventListener("change", () => take(input.files[0]));
  input.click();
}

function drag(page) {
  let held;
  page.list.addEventListener("dragstart", (event) => {
    held = event.target.closest(".photo, .file") && event.target.closest("li");
    held ? event.dataTransfer.setDragImage(held, 20, 20) : event.preventDefault();
  });
  page.list.addEventListener("dragover", (event) => {
    const over = event.target.closest("li");
    if (!held || !over) return;
    event.preventDefault();
    const next = over !== held && (over === held.previousElementSibling || over === held.nextElementSibling);
    if (next) move(page, held, over);
  });
  page.list.addEventListener("dragend", () => (held = undefined));
}

function drop(picker, take) {
  for (const kind of ["dragover", "dragleave", "drop"]) {
    picker.addEventListener(kind, (event) => {
      event.preventDefault();
      picker.classList.toggle("over", kind === "dragover");
      if (kind === "drop") take(event.dataTransfer.files);
    });
  }
}
