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

/* A dialog is opened; what publishes at once waits for one more key. */
const leadToPublishing = () => {
  const verb = document.querySelector("[aria-keyshortcuts='Control+Shift+Enter']");
  if (!verb || document.querySelector("dialog[open]")) return;
  verb.focus();
  if ("deskOpens" in verb.dataset) verb.click();
};

const isS = ({ key, code }) => (/^[a-z]$/i.test(key) ? key.toLowerCase() === "s" : code === "KeyS");
addEventListener(
  "keydown",
  (event) => {
    if (!(event.ctrlKey || event.metaKey) || event.altKey) return;
    const does = event.shiftKey ? event.key === "Enter" && leadToPublishing : isS(event) && saveNow;
    if (!does) return;
    event.preventDefault();
    event.stopImmediatePropagation();
    if (!event.repeat) does();
  },
  true,
);
