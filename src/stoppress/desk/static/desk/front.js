/**
 * The front: buttons and dragging change the draft without loading the page again. Every button is a form that
 * works without this script; dragging does what the buttons do.
 */
const board = document.querySelector("[data-front]");
const said = document.querySelector("[data-front-said]");

async function send(form, fields, action = form.action) {
  const data = new FormData(form);
  data.set("q", board.querySelector("[data-newest]").value);
  for (const [name, value] of Object.entries(fields)) data.set(name, value);
  const answer = await fetch(action, {
    method: "POST",
    body: data,
    headers: { "X-Requested-With": "XMLHttpRequest" },
  });
  const fresh = !answer.redirected && answer.ok && (answer.headers.get("content-type") ?? "").startsWith("text/html");
  // What cannot be shown here (signed out, refused) is shown by the form's own way.
  if (!fresh) return form.requestSubmit();
  put(await answer.text());
}

/** Show `markup`, the desk's own from a template that escapes what people wrote; focus stays where it was. */
function put(markup) {
  const key = document.activeElement?.dataset.key;
  const typing = document.activeElement?.matches("[data-newest]");
  board.innerHTML = markup;
  said.textContent = board.querySelector(".desk-message, .front-draft p")?.textContent ?? "";
  if (key) {
    // The same button; another of the same piece or block; what was pressed may be gone altogether.
    const one = key.replace(/^(block-)?[a-z]+-/, "");
    const near = key.startsWith("block-") ? '[data-key="block-add"]' : "[data-mark]";
    const kept = [`[data-key="${CSS.escape(key)}"]`, `[data-key$="-${CSS.escape(one)}"]`, near];
    kept.reduce((found, selector) => found || board.querySelector(selector), null)?.focus();
  }
  if (typing) board.querySelector("[data-newest]").focus();
}

board.addEventListener("submit", (event) => {
  event.preventDefault();
  const { submitter, target } = event;
  if (target.method === "get") return find(target.querySelector("[data-newest]"));
  const fields = submitter?.name ? { [submitter.name]: submitter.value } : {};
  send(target, fields, submitter?.getAttribute("formaction") || target.action).catch(() => target.submit());
});

let dragged = null;

/** Where a drop at `target` puts what is dragged; what has a slot already is not put beside the lead. */
const placeOf = (target) => {
  if (dragged.dataset.blockAt) return target.closest("[data-block-at]");
  return target.closest(dragged.dataset.at ? "[data-at]" : "[data-beside], [data-at]");
};

board.addEventListener("dragstart", (event) => {
  dragged = event.target.closest("[data-article], [data-block-at]");
  if (!dragged) return;
  event.dataTransfer.effectAllowed = "move";
  event.dataTransfer.setData("text/plain", dragged.querySelector("h3, b").textContent);
});
board.addEventListener("dragover", (event) => {
  const slot = dragged && placeOf(event.target);
  for (const one of board.querySelectorAll(".front-over")) one.classList.toggle("front-over", one === slot);
  if (!slot) return;
  event.preventDefault();
  slot.classList.add("front-over");
});
board.addEventListener("dragend", () => {
  dragged = null;
  for (const one of board.querySelectorAll(".front-over")) one.classList.remove("front-over");
});
board.addEventListener("drop", (event) => {
  const slot = dragged && placeOf(event.target);
  if (!slot) return;
  event.preventDefault();
  if (slot === dragged) return;
  if (slot.dataset.blockAt) {
    send(dragged.querySelector("form"), { do: "to", at: slot.dataset.blockAt }).catch(() => location.reload());
    return;
  }
  if (slot.dataset.beside) {
    send(dragged.querySelector(":scope > form"), { do: "on" }, slot.dataset.beside).catch(() => location.reload());
    return;
  }
  let to = Number(slot.dataset.at);
  // Taken out of its old slot first, what stands behind it moves up by one.
  if (slot.classList.contains("front-end") && dragged.dataset.at) to -= 1;
  const form = dragged.querySelector(":scope > form");
  send(form, { to: String(to) }).catch(() => location.reload());
});

// What the front alone says: a slot with an open form is not dragged, so that its text can be selected.
board.addEventListener(
  "toggle",
  (event) => {
    const slot = event.target.closest(".front-slot");
    if (slot) slot.draggable = !event.target.open;
    for (const box of event.target.querySelectorAll("[data-pictures]")) box.hidden = false;
  },
  true,
);

let asked = 0;

async function find(box) {
  const turn = ++asked;
  const answer = await fetch(`${box.dataset.newest}?q=${encodeURIComponent(box.value)}`, {
    headers: { "X-Requested-With": "XMLHttpRequest" },
  }).catch(() => null);
  // The desk's own markup, from a template that escapes what people wrote.
  if (answer?.ok && !answer.redirected && turn === asked)
    board.querySelector("[data-list]").innerHTML = await answer.text();
}

board.addEventListener("input", (event) => {
  if (event.target.matches("[data-newest]")) find(event.target);
});
board.addEventListener("input", async (event) => {
  const box = event.target.closest("[data-pictures]");
  if (!box) return;
  const turn = ++asked;
  const found = box.parentElement.querySelector("[data-found]");
  const answer = await fetch(`${box.dataset.pictures}?q=${encodeURIComponent(box.value)}`, {
    headers: { "X-Requested-With": "XMLHttpRequest" },
  }).catch(() => null);
  // The desk's own markup, from a template that escapes what people wrote.
  if (answer?.ok && !answer.redirected && turn === asked) found.innerHTML = await answer.text();
});
board.addEventListener("keydown", (event) => {
  if (event.key === "Enter" && event.target.matches("[data-pictures]")) event.preventDefault();
});

// Who else is here, what they changed, and what is read: asked every few seconds while somebody looks.
const EVERY = 15_000;
let busy = false;

async function ask() {
  const { here, mark } = board.querySelector("[data-here]").dataset;
  const token = board.querySelector("[name=csrfmiddlewaretoken]")?.value ?? "";
  const answer = await fetch(here, { method: "POST", headers: { "X-CSRFToken": token } });
  if (!answer.ok || answer.redirected) return;
  const now = await answer.json();
  board.querySelector("[data-others]").textContent = now.others;
  for (const one of board.querySelectorAll("[data-read]")) {
    if (now.read[one.dataset.read]) one.textContent = now.read[one.dataset.read];
  }
  // One's own change may be under way.
  if (now.mark === mark || mark !== board.querySelector("[data-mark]").dataset.mark) return;
  if (dragged || board.querySelector("details[open]")) {
    board.querySelector("[data-changed]").hidden = false;
    return;
  }
  const query = encodeURIComponent(board.querySelector("[data-newest]").value);
  const whole = await fetch(`${here.replace(/here\/$/, "")}?q=${query}`, {
    headers: { "X-Requested-With": "XMLHttpRequest" },
  });
  if (whole.ok && !whole.redirected) put(await whole.text());
}

const look = () => {
  if (document.hidden || busy) return;
  busy = true;
  ask()
    .catch(() => {})
    .finally(() => (busy = false));
};
setInterval(look, EVERY);
document.addEventListener("visibilitychange", look);
look();
