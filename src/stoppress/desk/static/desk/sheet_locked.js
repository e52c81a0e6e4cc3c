/**
 * A sheet that is locked is read and not written: no word is taken in that could not be saved. Readers of screens find
 * every field as before.
 */
const sheet = document.querySelector("[data-desk-writing][data-locked]");

const OPERATED = ":is(select, button, input:is([type='checkbox'], [type='file'])):not(:disabled, desk-channels *)";
const hold = () => {
  for (const field of sheet.querySelectorAll("input:not([type='hidden']), textarea")) field.readOnly = true;
  for (const part of sheet.querySelectorAll(".desk-sheet, .desk-rail")) {
    for (const one of part.querySelectorAll(OPERATED)) one.disabled = true;
    for (const text of part.querySelectorAll("[contenteditable='true']")) {
      text.setAttribute("contenteditable", "false");
      text.setAttribute("aria-readonly", "true");
      text.tabIndex = 0;
    }
  }
};

if (sheet) {
  hold();
  // The text comes after the page, and draws itself again.
  const watched = { childList: true, subtree: true, attributes: true, attributeFilter: ["contenteditable", "disabled"] };
  new MutationObserver(hold).observe(sheet, watched);
  for (const kind of ["beforeinput", "paste", "cut", "drop"]) {
    addEventListener(
      kind,
      (event) => {
        if (!sheet.contains(event.target)) return;
        event.preventDefault();
        event.stopImmediatePropagation();
      },
      true,
    );
  }
}
