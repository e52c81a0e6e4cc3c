/**
 * The panel of previews: one choice leads Wagtail's two, the width and what is shown. Its elements come anew when a new
 * piece has saved itself, and are looked for each time.
 */
const panel = (name) => document.querySelector(`[data-side-panel="${name}"]`);
const modeField = () => document.querySelector("[data-desk-mode]");
const isOpen = (name) => panel(name)?.hidden === false;
const shown = () => {
  const source = document.getElementById("w-preview-iframe")?.src;
  return source ? (new URL(source).searchParams.get("mode") ?? "") : null;
};

const choose = (shape) => {
  const mode = modeField();
  if (!mode || mode.value === shape.dataset.deskShape) return;
  mode.value = shape.dataset.deskShape;
  mode.dispatchEvent(new Event("desk-shape"));
  if (isOpen("preview") || isOpen("checks")) mode.dispatchEvent(new Event("desk-shape:shown"));
};

/* What Wagtail's checks look at is the page itself. */
const showThePage = () => {
  if (modeField()?.value) document.querySelector("[data-desk-shape='']").click();
};

document.addEventListener("input", (event) => event.target.matches("[data-desk-shape]") && choose(event.target));
document.addEventListener("show", (event) => event.target === panel("checks") && showThePage(), true);
document.addEventListener("w-preview:updated", () => {
  // The choice was another while this one loaded, or the fields cannot be saved as they are.
  if (![null, modeField().value].includes(shown())) modeField().dispatchEvent(new Event("desk-shape:again"));
});

const chosen = document.querySelector("[data-desk-shape]:checked");
if (chosen) choose(chosen);
if (isOpen("checks")) showThePage();
