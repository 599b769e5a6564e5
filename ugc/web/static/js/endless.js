// The list goes on while the reader nears its end. The page links stay real: without this module,
// or when a page does not come, they are followed as links. <ul data-endless> … </ul> <nav data-pages> … </nav>

const BY_ITSELF = 4; // pages; after these the reader asks for more, so that the footer can be reached
const list = document.querySelector("[data-endless]");
const links = document.querySelector("[data-pages]");
let loaded = 0;

const next = () => links.querySelector("[rel=next]");

async function fetchPage(address) {
  const answer = await fetch(address, { headers: { Accept: "text/html" } });
  if (!answer.ok) throw new Error(answer.statusText);
  return new DOMParser().parseFromString(await answer.text(), "text/html");
}

async function more(link) {
  if (link.ariaBusy === "true") return;
  link.ariaBusy = "true";
  const page = await fetchPage(link.href);
  const following = page.querySelector("[data-pages] [rel=next]");
  list.append(...page.querySelectorAll("[data-endless] > li"));
  loaded += 1;
  if (following) link.replaceWith(document.adoptNode(following));
  else link.remove();
  watch();
}

function watch() {
  const link = next();
  if (!link || loaded >= BY_ITSELF) return;
  const nearing = new IntersectionObserver(([entry]) => {
    if (!entry.isIntersecting) return;
    nearing.disconnect();
    more(link).catch(() => { link.ariaBusy = null; });
  }, { rootMargin: "100% 0px" });
  nearing.observe(link);
}

if (list && links) {
  links.addEventListener("click", (event) => {
    const link = event.target.closest("[rel=next]");
    if (!link || event.ctrlKey || event.metaKey || event.shiftKey) return;
    event.preventDefault();
    more(link).catch(() => location.assign(link.href));
  });
  watch();
}
