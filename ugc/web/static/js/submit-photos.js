// Photos travel as soon as they are picked, in pieces that survive a broken line (tus, by tus-js-client).

const PIECE = 1024 * 1024; // bytes: what a broken line may cost
const AGAIN = [0, 1000, 3000, 5000, 10000, 20000, 30000]; // milliseconds

export function photos(form) {
  const list = form.querySelector("[data-photos]");
  const picker = form.querySelector("[data-picker]");
  const input = picker.querySelector("input");
  const page = { form, list, most: Number(form.dataset.most), said: form.querySelector("[data-said]") };
  const travelling = new Set();

  const take = (files) => {
    for (const file of files) travelling.add(new Photo(page, file, (photo) => travelling.delete(photo)));
    input.value = ""; // or the plain form would send them once more
  };
  new MutationObserver(() => picker.classList.toggle("small", list.children.length > 0)).observe(list, { childList: true });
  input.addEventListener("change", () => take(input.files));
  drop(picker, take);
  document.addEventListener("paste", (event) => take(event.clipboardData.files));
  list.addEventListener("click", (event) => {
    const item = event.target.closest("li");
    if (event.target.closest("[data-up]")) moveUp(item);
    if (event.target.closest("[data-remove]") && item.dataset.photo) forget(page, item);
  });

  return {
    underway: () => travelling.size > 0,
    async arrived() {
      const progress = form.querySelector("[data-progress]");
      progress.textContent = form.dataset.wait;
      await Promise.allSettled([...travelling].map((photo) => photo.over));
      progress.textContent = "";
    },
  };
}

class Photo {
  constructor(page, file, over) {
    this.page = page;
    this.file = file;
    this.item = document.querySelector("[data-card]").content.cloneNode(true).querySelector("li");
    this.over = new Promise((resolve) => (this.settle = resolve)).then(() => over(this));
    this.draw();
    page.list.append(this.item);
    if (page.list.children.length > page.most) this.fail(this.find("[data-wrong]").dataset.full, false);
    else this.send();
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
    this.find("progress").ariaLabel = file.name;
    const image = this.find("img");
    image.addEventListener("error", () => {
      image.parentElement.hidden = true; // this browser cannot show it, HEIC most likely: a card instead
      this.find(".file").hidden = false;
    });
    image.src = URL.createObjectURL(file);
    this.find("[data-remove]").addEventListener("click", () => this.cancel());
    this.find("[data-retry]").addEventListener("click", () => this.send());
    addEventListener("online", () => this.failed && this.send());
  }

  say(state, percent) {
    this.item.classList.toggle("failed", state === "failed");
    const shown = this.find("[data-state]");
    shown.textContent = shown.dataset[state].replace("{percent}", percent);
    shown.className = `state ${{ safe: "good", failed: "bad" }[state] ?? "calm wait"}`;
    if (state === "safe" || state === "failed") this.page.said.textContent = `${this.file.name}: ${shown.textContent}`;
  }

  send() {
    this.failed = false;
    this.find(".error").hidden = this.find("[data-retry]").hidden = true;
    this.find("progress").hidden = false;
    this.say("waiting");
    const { form } = this.page;
    this.upload = new tus.Upload(this.file, {
      endpoint: form.dataset.uploads,
      chunkSize: PIECE,
      retryDelays: AGAIN,
      removeFingerprintOnSuccess: true,
      headers: { "X-CSRFToken": form.elements.csrf_token.value },
      metadata: { filename: this.file.name, draft: form.elements.draft.value },
      fingerprint: async (file) => ["ugc", form.elements.draft.value, file.name, file.size, file.lastModified].join("-"),
      onProgress: (sent, all) => {
        this.find("progress").value = (100 * sent) / all;
        this.say("sending", Math.floor((100 * sent) / all));
      },
      onShouldRetry: (error) => {
        const status = error.originalResponse?.getStatus() ?? 0;
        const again = status === 0 || status === 409 || status === 423 || status >= 500;
        if (again) this.say("paused");
        return again;
      },
      onError: (error) => this.fail(sentence(error) ?? this.find("[data-wrong]").dataset.lost, !sentence(error)),
      onSuccess: () => this.kept(),
    });
    this.upload.findPreviousUploads().then(([before]) => {
      if (before) this.upload.resumeFromPreviousUpload(before);
      this.upload.start();
    });
  }

  kept() {
    const id = this.upload.url.split("/").pop();
    this.item.dataset.photo = this.upload.url;
    this.find("progress").remove();
    this.find("[data-alt]").name = `${id}-alt`;
    Object.assign(this.find("[data-order]"), { name: "order", value: id });
    this.say("safe");
    this.settle();
  }

  fail(text, again) {
    this.failed = again;
    this.find("progress").hidden = true;
    this.find("[data-wrong]").textContent = text;
    this.find(".error").hidden = false;
    this.find("[data-retry]").hidden = !again;
    this.say("failed");
    this.settle();
  }

  cancel() {
    if (this.item.dataset.photo) return; // it has arrived; the list forgets it
    this.upload?.abort(true).catch(() => {}); // what is left over there is swept
    this.failed = false;
    remove(this.page, this.item);
    this.settle();
  }
}

// What the server said in a sentence; anything else is the line's fault.
function sentence(error) {
  const answer = error.originalResponse;
  const plain = answer?.getHeader("Content-Type")?.startsWith("text/plain");
  return plain && answer.getStatus() < 500 && answer.getBody() ? answer.getBody() : undefined;
}

function forget({ form, list, said }, item) {
  const headers = { "Tus-Resumable": "1.0.0", "X-CSRFToken": form.elements.csrf_token.value };
  fetch(item.dataset.photo, { method: "DELETE", headers, keepalive: true }).catch(() => {});
  remove({ form, list, said }, item);
}

function remove({ form, list }, item) {
  const next = item.nextElementSibling ?? item.previousElementSibling;
  item.remove();
  (next?.querySelector("[data-remove]") ?? form.querySelector("[data-picker] input")).focus();
  if (!list.children.length) list.replaceChildren();
}

function moveUp(item) {
  item.previousElementSibling?.before(item);
  item.querySelector("[data-up]").focus();
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

function size(bytes) {
  const unit = bytes < 1e6 ? "kilobyte" : "megabyte";
  const value = bytes / (unit === "kilobyte" ? 1e3 : 1e6);
  const language = document.documentElement.lang;
  return new Intl.NumberFormat(language, { style: "unit", unit, maximumFractionDigits: 1 }).format(value);
}
