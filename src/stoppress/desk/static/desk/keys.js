/**
 * The frame's keys: `n` begins a piece, `/` goes to the box to find with. They are what elements name in
 * `aria-keyshortcuts`. This runs before the page is drawn, so that no key is too early.
 */
(() => {
  const isWriting = (target) =>
    target.isContentEditable || /^(INPUT|TEXTAREA|SELECT)$/.test(target.tagName) || target.closest("[role=dialog], dialog");

  document.addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey || event.defaultPrevented || isWriting(event.target)) return;
    const goal = document.querySelector(`[aria-keyshortcuts="${CSS.escape(event.key)}"]`);
    if (!goal) return;
    event.preventDefault();
    if (goal.tagName === "A") goal.click();
    else goal.focus();
  });
})();
