// After sending: nothing of what was typed or picked stays in this browser.
import { forgetOthers } from "./drafts.js";

forgetOthers(document.querySelector("[data-drafts]").dataset.drafts.split(" "));
