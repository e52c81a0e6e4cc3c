/**
 * The sheet on which a piece is written: the cursor stands in the headline, Enter leads on, words and the headline's
 * length are counted, and the Publish dialog shows what the checks find before anything goes out.
 */
import "./sheet_keys.js";
import "./sheet_locked.js";

const sheet = document.querySelector("[data-desk-writing]");
const form = sheet.closest("form");
const field = (name) => form.elements.namedItem(name);
const headline = field("title");
const deck = field("deck");
const body = () => sheet.querySelector(".desk-field-body");
const text = () => body().querySelector("[contenteditable='true']");

/* Enter leads from the headline to the deck, and from there to the text. */
const leadOn = (from, next) =>
  from?.addEventListener("keydown", (event) => {
    if (event.key !== "Enter" || event.isComposing || event.shiftKey) return;
    event.preventDefault();
    next()?.focus();
  });
leadOn(headline, () => deck);
leadOn(deck, text);

/* Places to write are named: the first as the field is, others as their blocks are. They come after the page. */
const nameOfText = body().querySelector(".desk-label").textContent.trim();
const nameTexts = () => {
  const [first, ...others] = body().querySelectorAll(".public-DraftEditor-content, [contenteditable='true']");
  first?.setAttribute("aria-label", nameOfText);
  for (const place of others) {
    const block = place.closest("[data-streamfield-child]")?.querySelector("[data-panel-heading-text]");
    place.setAttribute("aria-label", block?.textContent.trim() || nameOfText);
  }
  // The table's own field for what is copied.
  document.getElementById("HandsontableCopyPaste")?.setAttribute("aria-label", nameOfText);
};

/* Words and minutes. */
const counted = document.querySelector("[data-desk-counted]");
const language = document.documentElement.lang;
const told = JSON.parse(counted.dataset.deskCounted);
const plurals = new Intl.PluralRules(language);
const wording = new Map(told.words.map(([number, words]) => [plurals.select(number), words]));
const segments = new Intl.Segmenter(language, { granularity: "word" });
const letters = new Intl.Segmenter(language, { granularity: "grapheme" });
const WORDS_A_MINUTE = 220;

// A sheet that is locked has no text that takes words in; its words are counted all the same.
const TEXTS = ".public-DraftEditor-content, [contenteditable='true'], textarea, input[type=text]";
const written = () => [...body().querySelectorAll(TEXTS)].map((place) => place.value ?? place.innerText);
const numberOf = (iterable, test = () => true) => [...iterable].filter(test).length;

const count = () => {
  nameTexts();
  const words = numberOf(segments.segment(written().join("\n")), (one) => one.isWordLike);
  const number = new Intl.NumberFormat(language).format(words);
  const minutes = Math.max(1, Math.round(words / WORDS_A_MINUTE));
  const said = [(wording.get(plurals.select(words)) ?? told.words.at(-1)[1]).replace("{count}", number)];
  if (words) said.push(told.minutes.replace("{count}", minutes));
  counted.textContent = said.join(", ");
  const length = numberOf(letters.segment(headline.value.trim()));
  for (const place of sheet.querySelectorAll("[data-limit]")) {
    place.querySelector("[data-count]").textContent = length;
    place.classList.toggle("over", length > Number(place.dataset.limit));
  }
};
let counting = 0;
const countSoon = () => {
  cancelAnimationFrame(counting);
  counting = requestAnimationFrame(count);
};
form.addEventListener("input", countSoon);
new MutationObserver(countSoon).observe(body(), { childList: true, subtree: true, characterData: true });

/* Folded rows name what is in them. */
for (const folded of sheet.querySelectorAll(".desk-folded:has([data-inline-panel-child], [id$='-FORMS'])")) {
  const names = folded.querySelector("[data-desk-names]");
  const name = () => {
    const rows = [...folded.querySelectorAll("[data-inline-panel-child]")].filter(
      (row) => row.querySelector("input[name$='-DELETE']")?.value !== "1",
    );
    const titles = rows.map((row) => row.querySelector("[data-chooser-title]")?.textContent.trim());
    names.textContent = titles.filter(Boolean).join(", ");
  };
  new MutationObserver(name).observe(folded.querySelector("[id$='-FORMS']"), {
    childList: true,
    subtree: true,
    characterData: true,
    attributes: true,
  });
  name();
}

/* The section is named in the Publish dialog, and choosers offer what belongs to its edition. */
const section = field("in_section");
const nameSection = () => {
  const chosen = section.selectedOptions[0];
  sheet.querySelector("[data-desk-section]").textContent = chosen?.textContent ?? "";
  if (chosen?.dataset.edition) document.getElementById("desk-edition").value = chosen.dataset.edition;
};
section.addEventListener("change", nameSection);

/* Not on the front: asked in the rail and in the Publish dialog, and the same in both. */
const offFront = field("off_front");
const place = field("front_place");
offFront?.addEventListener("change", () => {
  if (place && (offFront.checked || place.value === "off")) place.value = offFront.checked ? "off" : "";
});
place?.addEventListener("change", () => {
  if (offFront) offFront.checked = place.value === "off";
});

/* When: only the date that belongs to it is there, and no other one is sent. */
const publish = document.getElementById("desk-publish");
const when = field("when");
const dates = { at: "public_since", embargo: "embargo_until" };
const showWhen = () => {
  for (const [way, name] of Object.entries(dates)) {
    publish.querySelector(`.desk-field-${name}`).hidden = when.value !== way;
  }
  // A breaking line is on air at once: it goes with what goes out now.
  const breaking = publish.querySelector(".desk-folded-breaking");
  if (breaking && when.value !== "now") field("breaking_line").value = "";
  if (breaking) breaking.hidden = when.value !== "now";
  const button = publish.querySelector("[data-now]");
  if (button) button.textContent = button.dataset[when.value];
};
when.addEventListener("change", () => {
  for (const [way, name] of Object.entries(dates)) if (when.value !== way) field(name).value = "";
  showWhen();
});

/* The checks look at what stands in the sheet, saved or not; a warning waits for its reason. */
const AGAIN_AFTER = [1500, 5000];
const mayGo = (dialog) => {
  const send = dialog.querySelector("[name='action-publish'], [data-desk-sends]");
  const unanswered = [...dialog.querySelectorAll("[data-desk-reason]")].some((reason) => !reason.value.trim());
  if (send) send.disabled = unanswered || Boolean(dialog.querySelector(".desk-checks .desk-error"));
};
const look = async (dialog, again = 0) => {
  const checks = dialog.querySelector("[data-desk-checks]");
  checks.setAttribute("aria-busy", "true");
  try {
    const answer = await fetch(sheet.dataset.checks, { method: "POST", body: new FormData(form) });
    if (!answer.ok) return;
    const told = await answer.text();
    // What somebody writes there meanwhile stays as it is.
    if (checks.contains(document.activeElement)) return;
    // The desk's own markup, from a template that escapes what people wrote.
    checks.innerHTML = told;
    mayGo(dialog);
  } finally {
    checks.removeAttribute("aria-busy");
  }
  // Links are asked in the background: once or twice the answer is looked for.
  if (checks.querySelector("[data-desk-asking]") && again < AGAIN_AFTER.length) {
    setTimeout(() => dialog.open && look(dialog, again + 1), AGAIN_AFTER[again]);
  }
};
const dialogs = [...sheet.querySelectorAll("dialog")];
const open = (dialog) => {
  if (!dialog.querySelector("[data-desk-checks]")) return dialog.showModal();
  // One at a time has the reasons, which would be sent twice.
  for (const other of dialogs) if (other !== dialog) other.querySelector("[data-desk-checks]")?.replaceChildren();
  dialog.showModal();
  look(dialog);
};
for (const dialog of dialogs) {
  dialog.addEventListener("input", (event) => event.target.matches("[data-desk-reason]") && mayGo(dialog));
  dialog.addEventListener("change", (event) => {
    if (!event.target.matches("[data-desk-reason]")) look(dialog);
  });
  dialog.querySelector("[data-desk-close]").addEventListener("click", () => dialog.close());
  // Who asks for changes says which.
  const asked = dialog.querySelector("[data-desk-asked]");
  asked?.addEventListener("input", () => {
    dialog.querySelector("[type='submit']").disabled = !asked.value.trim();
  });
  if ("open" in dialog.dataset) open(dialog);
}
document.addEventListener("click", ({ target }) => {
  const opener = target.closest?.("[data-desk-opens]");
  if (opener) open(document.getElementById(opener.dataset.deskOpens));
});

/* What is sent while the piece saves itself waits for that: a new piece would be made twice, once by each. */
const LONGEST_WAIT = 10_000;
let saving = false;
/* Nor does it save itself once it is on its way: that save could come after it, as a second new piece. */
const ON_ITS_WAY = 60_000;
let sentAt = -ON_ITS_WAY;
addEventListener("submit", (event) => {
  if (event.target === form && !event.defaultPrevented) sentAt = performance.now();
});
document.addEventListener("w-autosave:save", (event) => {
  if (performance.now() - sentAt < ON_ITS_WAY) event.preventDefault();
  queueMicrotask(() => {
    saving = !event.defaultPrevented;
  });
});
for (const end of ["w-autosave:success", "w-autosave:error"]) {
  document.addEventListener(end, () => {
    saving = false;
  });
}
document.addEventListener(
  "submit",
  (event) => {
    if (event.target !== form || !saving) return;
    event.preventDefault();
    event.stopImmediatePropagation();
    const given = new AbortController();
    const goOn = () => {
      given.abort();
      saving = false;
      // What the checks stopped meanwhile does not go out, nor is it saved in its place: the sheet tells why.
      if (!event.submitter?.disabled) form.requestSubmit(event.submitter);
    };
    for (const end of ["w-autosave:success", "w-autosave:error"]) {
      document.addEventListener(end, goOn, { signal: given.signal });
    }
    const late = setTimeout(goOn, LONGEST_WAIT);
    given.signal.addEventListener("abort", () => clearTimeout(late));
  },
  true,
);

nameSection();
showWhen();
count();
if (!headline.value) headline.focus();
