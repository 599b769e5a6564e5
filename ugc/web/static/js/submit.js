// The form made easier: photos travel as they are picked, nothing is lost with a tab, the credit is shown as it will read.
import { Draft, forgetOthers } from "./drafts.js";
import { photos } from "./submit-photos.js";
import { words } from "./submit-words.js";

const form = document.querySelector("[data-submit]");
forgetOthers(form.dataset.drafts.split(" "));
const draft = new Draft(form);
words(form);
const travelling = form.querySelector("[data-photos]") && window.tus?.isSupported ? photos(form, draft) : null;

let sending = false;
form.addEventListener("submit", async (event) => {
  if (sending) return event.preventDefault(); // the same click twice is harmless, but need not travel twice
  sending = true;
  if (!travelling?.underway() || event.submitter?.matches("[data-over]")) return;
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
