/**
 * Keeps what is written in this browser until the desk has it: a tab that is closed, a browser that crashes and a save
 * that never arrives lose no word. Opened again, the piece offers them, to the person who wrote them.
 */
import { isLine } from "./draft.js";
import { bringBack, takeFromDisk, writeToDisk } from "./kept_on_disk.js";

const place = document.getElementById("desk-kept");
const form = document.querySelector("[data-desk-writing]").closest("form");
const stream = () => document.getElementById("body-root")?.rootBlock;
const PREFIX = "desk-kept";
const SOON = 400;
const LONGEST = 14 * 24 * 60 * 60 * 1000;

/* One entry for each tab, so that two tabs of a piece do not write over each other. */
const tab = crypto.randomUUID();
const pathNow = () => location.pathname;
const nameOf = (path) => `${PREFIX}:${place.dataset.person}:${path}:${tab}`;
navigator.locks?.request(`${PREFIX}:${tab}`, () => new Promise(() => {}));
const openTabs = async () => {
  const { held = [] } = (await navigator.locks?.query()) ?? {};
  return new Set(held.map(({ name }) => name));
};

/* What is in the sheet, in a form that can be stored; a text of the editor is stored as its form field has it. */
const bodyNow = () =>
  JSON.stringify(stream().getState(), (_key, value) =>
    value?.getCurrentContent ? JSON.stringify(window.Draftail.serialiseEditorStateToRaw(value)) : value,
  );
const isPlain = (field) => isLine(field) && !field.closest(".desk-field-body");
const plainFields = () => [...form.elements].filter(isPlain);
/* All strings of the body as it stands: fields of the form have a text only a moment after its last key. */
const stringsIn = (value, name) => {
  if (value?.getCurrentContent) return [value.getCurrentContent().getPlainText("\n")];
  if (typeof value === "string") return name === "id" ? [] : [value];
  if (!value || typeof value !== "object") return [];
  return Object.entries(value).flatMap(([key, inner]) => stringsIn(inner, Array.isArray(value) ? "" : key));
};
const isText = (child) => ["paragraph", "list"].includes(child.type);
const shown = (child) => (isText(child) ? stringsIn(child.getState().value).join("\n") : child.getTextLabel() ?? "");
const wordsNow = () => ({
  fields: plainFields().map((field) => [field.name, field.value]),
  body: bodyNow(),
  strings: stream()
    .children.flatMap((child) => stringsIn(child.getState().value))
    .join("\n"),
  words: stream().children.map(shown).join("\n"),
});

const forget = (name) => {
  localStorage.removeItem(name);
  takeFromDisk(name);
};

let written = false;
let entry = null;
const keep = () => {
  if (!written || !stream()) return;
  if (entry && entry !== nameOf(pathNow())) forget(entry); // a new piece has got its address
  entry = nameOf(pathNow());
  const text = JSON.stringify({ at: Date.now(), ...wordsNow() });
  writeToDisk(entry, text);
  try {
    localStorage.setItem(entry, text);
  } catch {
    // No room, or none is given to this site: the desk's own saving remains.
  }
};
const letGo = () => {
  written = false;
  if (entry) forget(entry);
};

let timer = 0;
form.addEventListener("input", () => {
  written = true;
  clearTimeout(timer);
  timer = setTimeout(keep, SOON);
});
addEventListener("pagehide", keep);
document.addEventListener("visibilitychange", () => document.hidden && keep());

/* The desk has what stood there when a save began; what was written since is kept on. */
let saved = null;
document.addEventListener("w-autosave:save", ({ detail }) => {
  for (const { name, draftailEditor } of form.querySelectorAll("input[type='hidden']")) {
    if (!draftailEditor) continue;
    const now = window.Draftail.serialiseEditorStateToRaw(draftailEditor.getEditorState());
    detail.formData.set(name, JSON.stringify(now));
  }
  saved = JSON.stringify(wordsNow());
});
document.addEventListener("w-autosave:success", () => {
  if (saved === JSON.stringify(wordsNow())) letGo();
  else keep();
});
/* So has it when they stand as a version below another person's. */
document.addEventListener("desk-newer:taken", letGo);

/* A save that failed is tried again, for as long as it takes: Wagtail gives up after a minute. */
const AGAIN = 30_000;
let failed = false;
document.addEventListener("w-autosave:error", ({ detail }) => {
  failed = ["network_error", "server_error"].includes(detail.type) || Boolean(detail.response?.again);
});
document.addEventListener("w-autosave:success", () => {
  failed = false;
});
const tryAgain = () => {
  if (!failed || document.hidden) return;
  const saver = window.wagtail.app.getControllerForElementAndIdentifier(form, "w-autosave");
  saver?.save(new CustomEvent("desk-kept:again"));
};
setInterval(tryAgain, AGAIN);
addEventListener("online", tryAgain);
document.addEventListener("visibilitychange", tryAgain);

const read = (name) => {
  try {
    return JSON.parse(localStorage.getItem(name));
  } catch {
    return null; // not written to its end: the others are offered all the same
  }
};

/* What another tab left behind, when that tab is gone. */
const left = async () => {
  const open = await openTabs();
  const found = [];
  for (const name of Object.keys(localStorage)) {
    if (!name.startsWith(`${PREFIX}:`)) continue;
    const [, person, path, of] = name.split(":");
    const kept = read(name);
    if (!kept) continue;
    if (person === place.dataset.person && path === pathNow()) {
      // However old they say they are: the clock of a computer may have been wrong, then or now.
      if (!open.has(`${PREFIX}:${of}`)) found.push([name, kept]);
    } else if (Date.now() - kept.at > LONGEST) forget(name);
  }
  return found.sort(([, one], [, other]) => other.at - one.at);
};

const putBack = (kept) => {
  for (const [name, value] of kept.fields) {
    const field = form.elements.namedItem(name);
    if (field) field.value = value;
  }
  stream().setState(JSON.parse(kept.body));
  form.dispatchEvent(new Event("input", { bubbles: true }));
};

/* Spaces and empty paragraphs are no words: a save may leave them out. */
const told = ({ fields, strings, words }) =>
  [...fields.map(([, value]) => value), strings ?? words].join(" ").replace(/\s+/g, " ").trim();

/* What was sent with a button may come back as this page, then it has arrived; or with what is wrong in it. */
const SENT = `${PREFIX}-sent`;
let leaving = -Infinity;
form.addEventListener("submit", (event) => {
  // The editor hands its text to the form a moment after the last key; whoever is quicker sends it now.
  for (const { draftailEditor } of form.querySelectorAll("input[type='hidden']")) draftailEditor?.saveState();
  written = true;
  keep();
  sessionStorage.setItem(SENT, entry ?? "");
  leaving = performance.now();
  setTimeout(() => {
    if (event.defaultPrevented) leaving = -Infinity;
  });
});
/* While that is under way nothing saves itself: a new piece would be made twice. */
document.addEventListener("w-autosave:save", (event) => {
  if (performance.now() - leaving < AGAIN) event.preventDefault();
});
const forgetWhatArrived = () => {
  const sent = sessionStorage.getItem(SENT);
  const kept = sent && read(sent);
  sessionStorage.removeItem(SENT);
  if (!kept || told(kept) !== told(wordsNow())) return;
  forget(sent);
  if (document.querySelector(".messages .error, .w-field--error")) {
    written = true;
    keep();
  }
};

const offer = async () => {
  if (document.querySelector("[data-desk-writing][data-locked]")) return; // they wait until it can be changed
  const found = (await left()).filter(([name, kept]) => {
    const here = told(kept) === told(wordsNow());
    if (here) forget(name); // it was saved after all
    return !here;
  });
  if (!found.length) return;
  const [[name, newest]] = found;
  const message = document.getElementById("desk-kept-message").content.cloneNode(true);
  const at = new Intl.DateTimeFormat(document.documentElement.lang, { dateStyle: "medium", timeStyle: "short" });
  message.querySelector("[data-at]").textContent = at.format(newest.at);
  const words = [...newest.fields.map(([, value]) => value), newest.words].filter(Boolean);
  message.querySelector("[data-words]").textContent = words.join("\n");
  // What yet another tab left behind is offered next.
  const done = () => {
    forget(name);
    place.replaceChildren();
    offer();
  };
  message.querySelector("[data-put-back]").addEventListener("click", () => {
    putBack(newest);
    keep();
    done();
  });
  message.querySelector("[data-forget]").addEventListener("click", done);
  place.replaceChildren(message);
};

/* The text comes after the page. */
const whenThere = setInterval(async () => {
  if (!stream()) return;
  clearInterval(whenThere);
  await bringBack().catch(() => {}); // what is there already is offered all the same
  forgetWhatArrived();
  offer();
}, 100);
