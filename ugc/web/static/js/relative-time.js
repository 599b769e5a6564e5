// Turns <time data-relative datetime="…">14 June 2026, 10:05</time> into "3 hours ago" in the page's language;
// the full date stays as its title. Without this module the full date stands there.

const STEPS = [["second", 60], ["minute", 60], ["hour", 24], ["day", 7], ["week", 4.35], ["month", 12], ["year", Infinity]];
const words = new Intl.RelativeTimeFormat(document.documentElement.lang || "en", { numeric: "auto" });

function relative(milliseconds) {
  let amount = milliseconds / 1000;
  for (const [unit, size] of STEPS) {
    if (Math.abs(amount) < size) return words.format(Math.round(amount), unit);
    amount /= size;
  }
  return "";
}

function refresh() {
  for (const time of document.querySelectorAll("time[data-relative]")) {
    time.title ||= time.textContent;
    time.textContent = relative(new Date(time.dateTime) - Date.now());
  }
}

refresh();
setInterval(refresh, 60_000);
