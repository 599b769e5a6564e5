// The form made easier: photos travel as they are picked, cue cards begin the story, the credit is shown as it will read.
import { photos } from "./submit-photos.js";
import { words } from "./submit-words.js";

const form = document.querySelector("[data-submit]");
words(form);
const travelling = form.querySelector("[data-photos]") && window.tus?.isSupported ? photos(form) : null;

let sending = false;
form.addEventListener("submit", async (event) => {
  if (sending) return event.preventDefault(); // the same click twice is harmless, but need not travel twice
  sending = true;
  if (!travelling?.underway()) return;
  event.preventDefault();
  await travelling.arrived();
  sending = false;
  form.requestSubmit();
});
addEventListener("pageshow", () => (sending = false));

const problems = document.querySelector("#problems, .notice[role=alert]");
if (problems) {
  problems.tabIndex = -1;
  problems.focus();
}
