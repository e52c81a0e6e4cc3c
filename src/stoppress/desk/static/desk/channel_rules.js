/** The newest piece is shown as it would be posted in the words that stand in the field. */
const form = document.querySelector("[data-rules]");
const place = form.querySelector("[data-example]");
const PAUSE = 400;
let waiting = 0;
let turn = 0;

const look = async () => {
  const mine = ++turn;
  const data = new FormData();
  for (const name of ["csrfmiddlewaretoken", "template"]) data.set(name, form.elements[name].value);
  data.set("example", "1");
  const answer = await fetch(location.pathname, { method: "POST", body: data }).catch(() => null);
  if (!answer?.ok || answer.redirected || mine !== turn) return;
  // The desk's own markup, from a template that cleans what people wrote.
  place.innerHTML = await answer.text();
};

form.elements.template.addEventListener("input", () => {
  clearTimeout(waiting);
  waiting = setTimeout(look, PAUSE);
});
