/**
 * The front at another moment: the slider goes five minutes a step, a day back and a day ahead; what readers see then
 * is shown without loading the page again. Without this script the form does the same.
 */
const form = document.querySelector("[data-then]");
const field = form.elements.at;
const slider = form.querySelector("input[type=range]");
const list = document.querySelector("[data-front-then]");
const PAUSE = 200;
let waiting = 0;
let turn = 0;

/** The newsroom's clock, whatever zone this browser is in: both ends are read as if they were UTC. */
const read = (text) => Date.parse(`${text}Z`);
const written = (moment) => new Date(moment).toISOString().slice(0, 16);

async function look() {
  const mine = ++turn;
  const address = `${location.pathname}?at=${encodeURIComponent(field.value)}`;
  const answer = await fetch(address, { headers: { "X-Requested-With": "XMLHttpRequest" } }).catch(() => null);
  if (!answer?.ok || answer.redirected) return form.submit();
  // The desk's own markup, from a template that escapes what people wrote.
  const markup = await answer.text();
  if (mine === turn) list.innerHTML = markup;
}

const soon = () => {
  clearTimeout(waiting);
  waiting = setTimeout(look, PAUSE);
};

slider.parentElement.hidden = false;
slider.value = String((read(field.value) - read(form.dataset.now)) / 60_000 || 0);
slider.addEventListener("input", () => {
  field.value = written(read(form.dataset.now) + Number(slider.value) * 60_000);
  slider.setAttribute("aria-valuetext", field.value.replace("T", " "));
  soon();
});
field.addEventListener("input", () => {
  slider.value = String((read(field.value) - read(form.dataset.now)) / 60_000 || 0);
  if (field.value) soon();
});
form.addEventListener("submit", (event) => {
  event.preventDefault();
  look();
});
for (const link of document.querySelectorAll("[data-at]")) {
  link.addEventListener("click", (event) => {
    event.preventDefault();
    field.value = link.dataset.at;
    field.dispatchEvent(new Event("input"));
  });
}
