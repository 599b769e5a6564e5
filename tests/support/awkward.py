"""Text that pretends to be something else, and what a browser makes of the documents it stands in."""

from collections.abc import Sequence

from hypothesis import strategies as st
from playwright.sync_api import Page

ESCAPES = (
    "<script canary>window.canary=1</script>",
    '"><img src=x canary onerror="window.canary=1">',
    "'><svg canary onload='window.canary=1'>",
    '" canary onmouseover="window.canary=1" autofocus onfocus="window.canary=1',
    "' canary onfocus='window.canary=1' autofocus='",
    "` canary onclick=window.canary=1 `",
    "</script><script canary>window.canary=1</script>",
    "<!--<script canary>",
    "--><x-canary>",
    "</title></textarea></style></select></option><x-canary>",
    "]]><x-canary/>",
    "</summary></details></main></body><iframe canary srcdoc='<script>window.canary=1</script>'></iframe>",
    '<a href="javascript:window.canary=1" canary>x</a>',
    "[x](javascript:window.canary=1) ![x](x' canary onerror='window.canary=1)",
    "<https://x.example\"canary onerror='window.canary=1'>",
    '</content></entry><entry xmlns:x="x"><x:canary/></entry>',
    '", "canary": "1',
    "\\u003cscript canary\\u003ewindow.canary=1\\u003c/script\\u003e",
    "\\x3cx-canary\\x3e",
)
ADDRESSES = (
    "javascript:window.canary=1//",
    " JaVaScRiPt:window.canary=1//",
    "java\tscript:window.canary=1//",
    "data:text/html,<script>window.canary=1</script>",
    "vbscript:canary",
    "//canary.example/",
    "https://canary.example/\" canary onclick='window.canary=1'",
)
TEMPLATES = (
    "{{ 1337*7 }}",
    "{% set x = 1337*7 %}{{ x }}",
    "${1337*7}",
    "%(name)s %s %d {0} {name} {}",
    "#{1337*7}",
)
ENTITIES = (
    "&lt;x-canary&gt;",
    "&#60;x-canary&#62;",
    "&quot;&apos;&amp;amp;",
    "&ltx-canary&gt",
    "%3Cx-canary%3E",
)
FORMULAS = ('=HYPERLINK("https://canary.example";"x")', "+1+cmd|' /C calc'!A0", "-2+3", "@SUM(1:9)")
LETTERS = (
    "\u202e\u2066txt.exe\u202c",
    "\u200f\u200b\u2060\ufeff",
    "Z\u0351\u036b\u0343\u036a\u0302\u036b\u033d\u034f\u0334\u0319\u0324\u031ea\u0309\u0348l\u0336g\u0321o\u0489",
    "\u0430dm\u0456n",
    "\uff1cscript\uff1e",
    "\U0001d54f\U0001f3f3\ufe0f\u200d\U0001f308",
    "\u2028\u2029\u0085",
    "\ufb01\u0130\u0131\u1e9e",
    "مرحبا שלום",
    "one\ntwo\n\nBcc: canary@canary.example\nX-Canary: 1\n\n<x-canary>",
)
PIECES = ESCAPES + ADDRESSES + TEMPLATES + ENTITIES + FORMULAS + LETTERS


def texts(number: int) -> st.SearchStrategy[list[str]]:
    """So many texts: one or several such pieces each, perhaps with any other characters between them."""
    piece = st.sampled_from(PIECES)
    anything = st.text(st.characters(exclude_categories=["Cs"]), max_size=12)
    text = piece | st.lists(piece | anything, min_size=2, max_size=4).map("".join)
    return st.lists(text, min_size=number, max_size=number)


LOOK = """documents => documents.flatMap(([name, kind, source]) => {
  const page = new DOMParser().parseFromString(source, kind), wrong = [];
  const schemes = new Set(["http:", "https:", "mailto:", "blob:"]);
  const links = new Set(["href", "src", "action", "formaction", "xlink:href", "data", "ping", "poster"]);
  const active = new Set(["iframe", "object", "embed", "base", "frame", "applet", "parsererror"]);
  for (const one of page.querySelectorAll("*")) {
    const tag = one.localName;
    if (active.has(tag) || tag.includes("canary")) wrong.push(`<${tag}>`);
    if (tag === "meta" && one.httpEquiv) wrong.push("meta http-equiv");
    if (tag === "script" && !one.src) {
      try { if (one.type !== "application/ld+json" || !JSON.parse(one.textContent)) throw one; }
      catch { wrong.push(`script: ${one.textContent.slice(0, 80)}`); }
    }
    if (tag === "style" && one.textContent.includes("canary")) wrong.push("style");
    for (const { name, value } of one.attributes) {
      if (name.startsWith("on") || name.includes("canary") || name === "style" || name === "srcdoc")
        wrong.push(`${tag} ${name}="${value}"`);
      if (!links.has(name)) continue;
      let scheme = "?";
      try { scheme = new URL(value, "https://ugc.example/here").protocol; } catch {}
      const picture = tag === "img" && value.startsWith("data:image/");
      if (!schemes.has(scheme) && !picture) wrong.push(`${tag} ${name}="${value}"`);
    }
  }
  if (page.documentElement.textContent.includes("9359")) wrong.push("a template was run");
  return wrong.map((what) => `${name}: ${what}`);
})"""


def broken(page: Page, documents: Sequence[tuple[str, str, str]]) -> list[str]:
    """Where text became anything else, as a browser's own parser reads (name, media type, source).

    An element or attribute no template wrote, an address that is not one, an inline script or handler.
    """
    found: list[str] = page.evaluate(LOOK, list(documents))
    return found
