// What a form holds, kept in this browser until it is sent: what was typed and chosen in localStorage, photos
// that are still on their way in IndexedDB. The draft's key names both, so that another form starts empty.

const TEXT = "ugc-draft-";
const KEPT = /^(text|email|textarea|date|number|radio|checkbox|select-one)$/;
const ANEW = /^(website$|use_)|-(kind|left|top|width|height)$/; // a yes is said each time, and an area drawn on what is there

// Keep the form as it changes; one that is opened again gets back what was kept.
export class Draft {
  constructor(form) {
    this.form = form;
    this.key = form.elements.draft.value;
    this.kept = read(TEXT + this.key);
    if ("fresh" in form.dataset) this.restore();
    form.addEventListener("input", () => this.keep());
  }

  restore() {
    for (const field of this.form.elements) this.fill(field);
    this.arrange();
  }

  // The photos as they were put in order: each is known by its description, also while it is on its way.
  arrange() {
    for (const name of this.kept.order ?? []) {
      const item = this.form.querySelector(`li [name="${CSS.escape(name)}"]`)?.closest("li");
      item?.parentElement.append(item);
    }
  }

  fill(field) {
    const kept = this.kept[field.name];
    if (!keepable(field) || kept === undefined) return;
    if (field.type === "radio") field.checked = field.value === kept;
    else if (field.type === "checkbox") field.checked = kept;
    else field.value = kept;
  }

  keep() {
    for (const field of [...this.form.elements].filter(keepable)) {
      if (field.type === "checkbox") this.kept[field.name] = field.checked;
      else if (field.type !== "radio" || field.checked) this.kept[field.name] = field.value;
    }
    this.kept.order = [...this.form.querySelectorAll("[data-photos] [name$=-alt]")].map((field) => field.name);
    try {
      localStorage.setItem(TEXT + this.key, JSON.stringify(this.kept));
    } catch {
      // no room or not allowed: the form works as well without
    }
  }

  photos() {
    return inBrowser("readonly", (store) => store.getAll()).then(
      (all) => all.filter((photo) => photo.draft === this.key),
      () => [],
    );
  }

  // The photo's number here; none where browsers keep nothing.
  keepPhoto(photo) {
    return inBrowser("readwrite", (store) => store.put({ ...photo, draft: this.key })).catch(() => undefined);
  }
}

export const dropPhoto = (number) => inBrowser("readwrite", (store) => store.delete(number)).catch(() => {});

// Leave nothing behind of drafts that are sent or were given up: only those in `open` stay.
export async function forgetOthers(open) {
  try {
    for (const key of Object.keys(localStorage)) {
      if (key.startsWith(TEXT) && !open.includes(key.slice(TEXT.length))) localStorage.removeItem(key);
    }
    const photos = await inBrowser("readonly", (store) => store.getAll());
    for (const photo of photos) if (!open.includes(photo.draft)) await dropPhoto(photo.number);
  } catch {
    // nothing could be kept here
  }
}

function keepable(field) {
  return field.name && KEPT.test(field.type) && !ANEW.test(field.name);
}

function read(key) {
  try {
    return JSON.parse(localStorage.getItem(key)) ?? {};
  } catch {
    return {};
  }
}

async function inBrowser(mode, ask) {
  const database = await answer(indexedDB.open("ugc-drafts", 1), (request) => {
    request.onupgradeneeded = () => request.result.createObjectStore("photos", { keyPath: "number", autoIncrement: true });
  });
  try {
    const transaction = database.transaction("photos", mode);
    const request = ask(transaction.objectStore("photos"));
    return await new Promise((resolve, reject) => {
      transaction.oncomplete = () => resolve(request.result);
      transaction.onabort = () => reject(transaction.error);
    });
  } finally {
    database.close();
  }
}

function answer(request, prepare) {
  prepare(request);
  return new Promise((resolve, reject) => {
    request.onsuccess = () => resolve(request.result);
    request.onerror = () => reject(request.error);
  });
}
