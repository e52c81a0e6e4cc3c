/**
 * The box to find with: it shows what is found while one types, the arrows walk through it, Escape leaves it.
 */
const PAUSE = 120;

for (const form of document.querySelectorAll("[data-desk-find]")) {
  const input = form.elements.q;
  const found = form.querySelector("[data-desk-found]");
  let waiting = 0;
  let asked = null;

  const close = () => {
    asked?.abort();
    found.hidden = true;
    found.replaceChildren();
  };
  const ask = async () => {
    asked?.abort();
    const words = input.value.trim();
    if (!words) return close();
    asked = new AbortController();
    const address = `${form.action}?q=${encodeURIComponent(words)}`;
    try {
      const answer = await fetch(address, {
        headers: { "X-Requested-With": "XMLHttpRequest" },
        signal: asked.signal,
      });
      if (!answer.ok) return;
      // The desk's own markup, from a template that escapes what people wrote.
      found.innerHTML = await answer.text();
      found.hidden = false;
    } catch (error) {
      if (error.name !== "AbortError") throw error;
    }
  };

  input.addEventListener("input", () => {
    clearTimeout(waiting);
    waiting = setTimeout(ask, PAUSE);
  });
  form.addEventListener("keydown", (event) => {
    if (event.key === "Escape") {
      close();
      input.focus();
      return;
    }
    if (event.key !== "ArrowDown" && event.key !== "ArrowUp") return;
    const stops = [input, ...found.querySelectorAll("a")];
    const next = stops[stops.indexOf(document.activeElement) + (event.key === "ArrowDown" ? 1 : -1)];
    if (!next) return;
    event.preventDefault();
    next.focus();
  });
  form.addEventListener("focusout", (event) => {
    if (!form.contains(event.relatedTarget)) close();
  });
}

// On a phone “More” lies over the page: there it opens by a touch alone.
if (matchMedia("(max-width: 50em)").matches) {
  for (const more of document.querySelectorAll(".desk-more")) more.open = false;
}

/**
 * What is on air stands on every page: a line is ended without leaving the page, goes when its time is over, and
 * what another editor did is there when one comes back to the tab.
 */
let air = document.querySelector("[data-air]");
const headers = { "X-Requested-With": "XMLHttpRequest" };
let ends = 0;

async function show(answer) {
  if (!answer.ok || answer.redirected) throw new Error(answer.statusText);
  const fresh = new DOMParser().parseFromString(await answer.text(), "text/html").querySelector("[data-air]");
  const held = air.contains(document.activeElement);
  air.replaceWith(fresh);
  air = fresh;
  if (held) (air.querySelector("button") ?? document.getElementById("main"))?.focus();
  watch();
}

function watch() {
  clearTimeout(ends);
  const lines = [...air.querySelectorAll("[data-until]")];
  const next = Math.min(...lines.map((line) => Number(line.dataset.until) * 1000));
  // A timer takes no more than 24 days.
  if (lines.length) ends = setTimeout(look, Math.min(Math.max(next - Date.now(), 0) + 1000, 2 ** 31 - 1));
}

const look = () => fetch(air.dataset.air, { headers }).then(show).catch(() => {});

if (air) {
  watch();
  document.addEventListener("visibilitychange", () => document.hidden || look());
  document.addEventListener("submit", (event) => {
    // The page that lists the lines is loaded again, or it would have the line still.
    if (!event.target.closest("[data-air]") || document.querySelector("[data-lines-on-air]")) return;
    event.preventDefault();
    fetch(event.target.action, { method: "POST", body: new FormData(event.target), headers })
      .then(show)
      .catch(() => event.target.submit());
  });
}

/**
 * The bell rings while one works: a page that is seen asks now and then what is new, and at once when one comes back,
 * or when Today is told that something was done.
 */
const RINGS = 5000;
const PATIENCE = 30_000;
const bell = document.querySelector("[data-bell]");

const listen = async () => {
  if (document.hidden) return;
  try {
    const answer = await fetch(bell.dataset.bell, { headers, signal: AbortSignal.timeout(PATIENCE) });
    if (answer.redirected) return; // signed out
    const told = answer.ok ? await answer.text() : bell.innerHTML;
    // The desk's own markup, from a template. What is the same is left alone, and not read out again.
    if (told.trim() !== bell.innerHTML.trim()) bell.innerHTML = told;
  } catch {
    // The desk does not answer: the next time it may.
  }
};

if (bell) {
  let next = 0;
  const go = async () => {
    clearTimeout(next);
    await listen();
    clearTimeout(next);
    if (!document.hidden) next = setTimeout(go, RINGS);
  };
  next = setTimeout(go, RINGS);
  document.addEventListener("visibilitychange", go);
  document.addEventListener("desk-told", go);
}
