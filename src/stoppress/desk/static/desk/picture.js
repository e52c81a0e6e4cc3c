/**
 * The page of a picture: its cuts follow the focal point while that is drawn. Wagtail's script writes the point into
 * hidden fields and tells nobody.
 */
const field = (side) => document.querySelector(`input.focal_point_${side}`);
const percent = (side, length) => {
  const value = field(side)?.value;
  return value ? `${Math.round((100 * Number(value)) / Number(length))}%` : "50%";
};
const cut = () => {
  for (const image of document.querySelectorAll(".desk-crop img")) {
    image.style.setProperty("--fx", percent("x", image.dataset.deskWidth));
    image.style.setProperty("--fy", percent("y", image.dataset.deskHeight));
  }
};
for (const kind of ["mouseup", "touchend", "keyup", "click"]) {
  document.addEventListener(kind, () => setTimeout(cut));
}
cut();

/* Wagtail's field for tags makes a second one, and gives it no name. */
addEventListener("load", () => {
  const label = document.querySelector("label[for='id_tags']")?.textContent.trim();
  if (label) document.querySelector(".tagit-new input")?.setAttribute("aria-label", label);
});
