/**
 * Keys of the sheet: Ctrl+S saves at once, Ctrl+Shift+Enter leads to what publishes, Ctrl+Shift+Backspace to what asks
 * for changes. A piece saves itself; when that is refused, a button appears that sends it as a form, which says what is
 * wrong.
 */
const form = document.getElementById("page-edit-form") ?? document.querySelector("form[data-edit-form]");
const again = document.querySelector("[data-desk-save]");
const saver = () => window.wagtail.app.getControllerForElementAndIdentifier(form, "w-autosave");

document.addEventListener("w-autosave:success", () => {
  again.hidden = true;
});
document.addEventListener("w-autosave:error", ({ detail }) => {
  again.hidden = detail.type === "network_error"; // then it is tried again by itself
});

const saveNow = () => {
  // The editor hands its text to the form a moment after the last key.
  for (const { draftailEditor } of form.querySelectorAll("input[type='hidden']")) draftailEditor?.saveState();
  if (again.hidden) saver()?.save(new CustomEvent("desk-sheet:save"));
  else form.requestSubmit(again);
};

/* What publishes waits for one more key, in the dialog or in the bar; what asks for changes waits for words. */
const leadTo = (keys) => {
  const verb = document.querySelector(`[aria-keyshortcuts='Control+Shift+${keys}']`);
  if (!verb || document.querySelector("dialog[open]")) return;
  verb.focus();
  if (!("deskOpens" in verb.dataset)) return;
  verb.click();
  const next = "[name='action-publish'], [name='action-submit'], [data-desk-sends], [data-desk-asked]";
  document.querySelector(`dialog[open] :is(${next})`)?.focus();
};
const LEADING = ["Enter", "Backspace"];

const isS = ({ key, code }) => (/^[a-z]$/i.test(key) ? key.toLowerCase() === "s" : code === "KeyS");
addEventListener(
  "keydown",
  (event) => {
    // A key that is held down is no second key.
    if (event.repeat && event.key === "Enter" && event.target.closest?.("button")) event.preventDefault();
    if (!(event.ctrlKey || event.metaKey) || event.altKey) return;
    const leads = LEADING.includes(event.key) && document.querySelector(`[aria-keyshortcuts$='+${event.key}']`);
    const does = event.shiftKey ? leads && (() => leadTo(event.key)) : isS(event) && saveNow;
    if (!does) return;
    event.preventDefault();
    event.stopImmediatePropagation();
    if (!event.repeat) does();
  },
  true,
);
