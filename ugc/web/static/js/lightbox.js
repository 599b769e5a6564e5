// Photos large, one after the other: arrow keys, Home, End, Escape, swipe. Opens from a[data-lightbox];
// the link itself leads to the same photo's own page, which is what happens without this module.
// <dialog class="lightbox" data-lightbox-frame> comes with the page, so its words are in its language.

const SWIPE = 40;
const frame = document.querySelector("dialog[data-lightbox-frame]");
const links = () => [...document.querySelectorAll("a[data-lightbox]")];
let at = 0, opener, touched;

function part(name) { return frame.querySelector(`[data-${name}]`); }

function enlarge(picture) {
  const copy = picture.cloneNode(true);
  for (const source of copy.querySelectorAll("[sizes]")) source.sizes = "100vw";
  const image = copy.querySelector("img");
  image.loading = "eager";
  return copy;
}

function show(index) {
  const all = links();
  at = (index + all.length) % all.length;
  const link = all[at];
  part("stage").replaceChildren(enlarge(link.querySelector(".photo")));
  part("credit").textContent = link.dataset.credit;
  part("page").href = link.href;
  part("report").href = `${link.href}/report`;
  part("place").textContent = `${at + 1} / ${all.length}`;
}

function open(link) {
  opener = link;
  frame.showModal();
  show(links().indexOf(link));
}

const steps = {
  ArrowRight: () => show(at + towards()), ArrowLeft: () => show(at - towards()),
  Home: () => show(0), End: () => show(-1),
};
const towards = () => (document.dir === "rtl" ? -1 : 1);

if (frame) {
  document.addEventListener("click", (event) => {
    const link = event.target.closest("a[data-lightbox]");
    if (!link || event.button || event.ctrlKey || event.metaKey || event.shiftKey) return;
    event.preventDefault();
    open(link);
  });
  frame.addEventListener("keydown", (event) => {
    if (steps[event.key]) { event.preventDefault(); steps[event.key](); }
  });
  part("back").addEventListener("click", () => show(at - 1));
  part("on").addEventListener("click", () => show(at + 1));
  part("close").addEventListener("click", () => frame.close());
  frame.addEventListener("close", () => (links()[at] ?? opener).focus());
  part("stage").addEventListener("pointerdown", (event) => { touched = event.isPrimary ? event : null; });
  part("stage").addEventListener("pointerup", (event) => {
    const across = touched ? event.clientX - touched.clientX : 0;
    if (Math.abs(across) > SWIPE && event.pointerType !== "mouse") show(at - Math.sign(across) * towards());
    touched = null;
  });
}
