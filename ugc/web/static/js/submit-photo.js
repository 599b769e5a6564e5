// One photo on its way: shown at once, sent in pieces (tus, by tus-js-client), and kept in this browser until it
// is safe with us, so that a closed tab goes on where it was.
import { dropPhoto } from "./drafts.js";

const PIECE = 1024 * 1024; // bytes: what a broken line may cost
const AGAIN = [0, 1000, 3000, 5000, 10000, 20000, ...Array(120).fill(30000)]; // milliseconds: an hour of tunnels
const LOOK = [1000, 2000, 4000, 8000, 15000, 30000]; // milliseconds until a small picture of a HEIC may be there

export class Photo {
  // `page`: what submit-photos.js makes of the form. `kept`: what this browser kept of it before. `instead`: a card to replace.
  constructor(page, file, { kept, instead } = {}) {
    this.page = page;
    this.file = file;
    this.url = kept?.url;
    this.instead = instead;
    this.item = document.querySelector("[data-card]").content.cloneNode(true).querySelector("li");
    this.draw();
    instead ? instead.before(this.item) : page.list.append(this.item);
    if (instead) instead.hidden = true;
    if (page.full()) this.fail(this.find("[data-wrong]").dataset.full, false);
    else {
      this.depart();
      this.keep(kept).then(() => this.send());
    }
  }

  depart() {
    this.over ??= new Promise((resolve) => (this.settle = resolve));
    this.page.travelling.add(this);
  }

  find(selector) {
    return this.item.querySelector(selector);
  }

  draw() {
    const { file, item } = this;
    for (const name of item.querySelectorAll("[data-filename]")) name.textContent = file.name;
    for (const button of item.querySelectorAll("[aria-label]")) button.ariaLabel = button.ariaLabel.replace("{name}", file.name);
    this.find("[data-size]").textContent = size(file.size);
    const alt = this.find("[data-alt]");
    alt.id = `alt-${crypto.randomUUID?.() ?? Math.random()}`;
    item.querySelector("label").htmlFor = alt.id;
    alt.value = this.instead?.querySelector(".alt input")?.value ?? "";
    this.find("progress").ariaLabel = file.name;
    const image = this.find("img");
    image.addEventListener("error", () => card(item), { once: true });
    image.src = URL.createObjectURL(file);
    this.find("[data-remove]").addEventListener("click", () => this.cancel());
    this.find("[data-retry]").addEventListener("click", () => this.send());
    this.online = () => this.again();
    addEventListener("online", this.online);
  }

  async keep(kept) {
    this.number = kept?.number ?? (await this.page.draft.keepPhoto({ file: this.file }));
    const alt = this.find("[data-alt]");
    alt.name ||= `photo-${this.number}-alt`; // until it has an address of its own
    if (kept) this.page.draft.fill(alt);
    if (this.gone) this.end();
  }

  say(state, percent) {
    this.item.classList.toggle("failed", state === "failed");
    const shown = this.find("[data-state]");
    shown.textContent = shown.dataset[state].replace("{percent}", percent);
    shown.className = `state ${{ safe: "good", failed: "bad" }[state] ?? "calm wait"}`;
    if (state === "safe" || state === "failed") this.page.said.textContent = `${this.file.name}: ${shown.textContent}`;
  }

  send() {
    if (this.gone) return;
    this.depart();
    this.failed = false;
    this.find(".error").hidden = this.find("[data-retry]").hidden = true;
    this.find("progress").hidden = false;
    this.say("waiting");
    this.page.queue.add(this);
  }

  start(done) {
    this.done = done;
    const { form, draft } = this.page;
    const instead = this.instead?.dataset.photo?.split("/").pop();
    this.upload = new tus.Upload(this.file, {
      endpoint: form.dataset.uploads,
      uploadUrl: this.url,
      chunkSize: PIECE,
      retryDelays: AGAIN,
      storeFingerprintForResuming: false, // ours keeps the photo itself
      headers: { "X-CSRFToken": form.elements.csrf_token.value },
      metadata: { filename: this.file.name, draft: draft.key, ...(instead && { instead }) },
      onUploadUrlAvailable: () => this.placed(this.upload.url),
      onProgress: (sent, all) => {
        this.find("progress").value = (100 * sent) / all;
        this.say("sending", Math.floor((100 * sent) / all));
      },
      onShouldRetry: (error) => {
        const status = error.originalResponse?.getStatus() ?? 0;
        const again = [0, 409, 423, 460].includes(status) || status >= 500;
        if (again) this.say("paused");
        return again;
      },
      onError: (error) => this.fail(sentence(error) ?? this.find("[data-wrong]").dataset.lost, !sentence(error)),
      onSuccess: () => this.kept(),
    });
    this.upload.start();
  }

  // The line is back: a request that hangs on the old one would take minutes to notice.
  again() {
    if (this.failed) this.send();
    else if (this.upload && this.done) this.upload.abort().then(() => this.upload.start());
  }

  placed(url) {
    this.url = url;
    if (this.number) this.page.draft.keepPhoto({ number: this.number, file: this.file, url });
  }

  kept() {
    const id = this.url.split("/").pop();
    this.item.dataset.photo = this.url;
    this.find("progress").remove();
    this.find("[data-alt]").name = `${id}-alt`;
    Object.assign(this.find("[data-order]"), { name: "order", value: id });
    this.say("safe");
    this.end();
    if (this.instead?.dataset.photo) discard(this.page.form, this.instead.dataset.photo);
    this.instead?.remove();
    this.page.draft.keep();
    if (!this.find(".file").hidden) preview(this.item);
  }

  fail(text, again) {
    this.failed = again;
    this.find("progress").hidden = true;
    this.find("[data-wrong]").textContent = text;
    this.find(".error").hidden = false;
    this.find("[data-retry]").hidden = !again;
    this.say("failed");
    if (!again && this.instead) this.instead.hidden = false;
    again ? this.rest() : this.end();
  }

  cancel() {
    if (this.item.dataset.photo) return; // it has arrived; the list forgets it
    this.gone = true;
    this.upload?.abort(true).catch(() => {}); // what is left over there is swept
    if (this.instead) this.instead.hidden = false;
    this.end();
    this.page.remove(this.item);
  }

  // Not on its way at this moment; the next one may go.
  rest() {
    this.done?.();
    this.page.travelling.delete(this);
    this.settle?.();
    this.done = this.over = undefined;
  }

  end() {
    this.rest();
    removeEventListener("online", this.online);
    if (this.number) dropPhoto(this.number);
  }
}

// A card with name and size instead of a picture this browser can't show, HEIC most likely.
function card(item) {
  item.querySelector(".photo").hidden = true;
  item.querySelector(".file").hidden = false;
}

// Our own small picture instead of the card, as soon as there is one.
export async function preview(item) {
  const image = item.querySelector("img");
  for (const pause of LOOK) {
    await new Promise((resolve) => setTimeout(resolve, pause));
    if (!item.isConnected) return;
    const found = await fetch(`${item.dataset.photo}/preview`).catch(() => undefined);
    if (found?.status !== 200) continue;
    image.src = URL.createObjectURL(await found.blob());
    item.querySelector(".photo").hidden = false;
    item.querySelector(".file").hidden = true;
    return;
  }
}

export function discard(form, url) {
  const headers = { "Tus-Resumable": "1.0.0", "X-CSRFToken": form.elements.csrf_token.value };
  fetch(url, { method: "DELETE", headers, keepalive: true }).catch(() => {});
}

// What the server said in a sentence; anything else is the line's fault.
function sentence(error) {
  const answer = error.originalResponse;
  const plain = answer?.getHeader("Content-Type")?.startsWith("text/plain");
  return plain && answer.getStatus() < 500 && answer.getBody() ? answer.getBody() : undefined;
}

function size(bytes) {
  const unit = bytes < 1e6 ? "kilobyte" : "megabyte";
  const value = bytes / (unit === "kilobyte" ? 1e3 : 1e6);
  const language = document.documentElement.lang;
  return new Intl.NumberFormat(language, { style: "unit", unit, maximumFractionDigits: 1 }).format(value);
}
