/**
 * Counts words as unsaved that Wagtail's watching for changes would miss: those typed in the first two seconds
 * after a piece is opened, and those typed while a save is under way. Wagtail then takes the form as it stands
 * for the one that was saved, and the words wait for the next key.
 */
(() => {
  const FORM = "form[data-edit-form]";
  let typedAt = -1;
  let savedAt = -1;

  const typed = (event) => {
    // Wagtail's own scripts send `change` when they fill in fields, and never `input`.
    const byPerson = event.isTrusted || event.type === "input";
    if (byPerson && event.target.closest?.(FORM)) typedAt = performance.now();
  };
  for (const kind of ["beforeinput", "input", "change", "paste", "drop"]) {
    document.addEventListener(kind, typed, true);
  }

  document.addEventListener("w-autosave:save", () => {
    savedAt = performance.now();
  });

  document.addEventListener("w-unsaved:watch-edits", (event) => {
    if (typedAt <= savedAt) return;
    // Later, for Wagtail notes that nothing is unsaved once it has sent this event. `force` makes the mark last
    // until the next save; Wagtail looks at the form twice a second and would take it away.
    setTimeout(() => {
      event.target.setAttribute("data-w-unsaved-force-value", "true");
      event.target.setAttribute("data-w-unsaved-has-edits-value", "true");
    });
  });
})();
