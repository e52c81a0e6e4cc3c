/**
 * Keys of the sheet: Ctrl+S saves at once, Ctrl+Shift+Enter leads to what publishes. A piece saves itself; when that is
 * refused, a button appears that sends it as a form, which says what is wrong.
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

/* What publishes waits for one more key, in the dialog or in the bar. */
const leadToPublishing = () => {
  const verb = document.querySelector("[aria-keyshortcuts='Control+Shift+Enter']");
  if (!verb || document.querySelector("dialog[open]")) return;
  verb.focus();
  if (!("deskOpens" in verb.dataset)) return;
  verb.click();
  document.querySelector("dialog[open] :is([name='action-publish'], [name='action-submit'])")?.focus();
};

const isS = ({ key, code }) => (/^[a-z]$/i.test(key) ? key.toLowerCase() === "s" : code === "KeyS");
addEventListener(
  "keydown",
  (event) => {
    // A key that is held down is no second key.
    if (event.repeat && event.key === "Enter" && event.target.closest?.("button")) event.preventDefault();
    if (!(event.ctrlKey || event.metaKey) || event.altKey) return;
    const does = event.shiftKey ? event.key === "Enter" && leadToPublishing : isS(event) && saveNow;
    if (!does) return;
    event.preventDefault();
    event.stopImmediatePropagation();
    if (!event.repeat) does();
  },
  true,
);
