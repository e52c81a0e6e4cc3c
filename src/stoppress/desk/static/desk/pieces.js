/** Pieces: one box ticks all of them. */
const all = document.querySelector("[data-all]");

all?.addEventListener("change", () => {
  for (const box of all.closest("table").querySelectorAll("[name=piece]")) box.checked = all.checked;
});
