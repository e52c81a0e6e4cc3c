/**
 * When somebody else has saved meanwhile, or oneself in another window: that is said, and before anything of this sheet
 * goes over theirs both are shown side by side. Wagtail notices it, for it asks who else is at the piece; its dialog
 * knows nothing of the words, and of no button outside the form, such as *Update*.
 */
const place = document.getElementById("desk-newer");
const dialog = document.getElementById("desk-newer-dialog");
const changed = dialog.querySelector("[data-changed]");
const trouble = dialog.querySelector("[data-trouble]");
const form = document.querySelector("[data-desk-writing]").closest("form");
const STATE = "data-w-session-intercept-value";
const SAVED = "data-w-autosave-revision-id-value";
const session = () => document.querySelector("form.w-editing-sessions");
const isNewer = () => session()?.getAttribute(STATE) === "conflict";

/** The button that was pressed, if one was: it goes on after “Keep mine”. */
let pressed = null;

const ofThePiece = (address) => address.replace("/0/", `/${form.action.match(/\/pages\/(\d+)\/edit\//)[1]}/`);

/* What is sent is the sheet as it would be saved; the version that it began with goes along. */
const send = (address, more = {}) => {
  for (const { draftailEditor } of form.querySelectorAll("input[type='hidden']")) draftailEditor?.saveState();
  const data = new FormData(form);
  const saved = form.getAttribute(SAVED);
  if (Number(saved)) data.set("overwrite_revision_id", saved);
  for (const [name, value] of Object.entries(more)) data.set(name, value);
  return fetch(ofThePiece(address), { method: "POST", body: data });
};
const newest = () => changed.querySelector("[data-newest]").dataset;

const look = async () => {
  const [mine, theirs] = dialog.querySelectorAll("[data-mine], [data-theirs]");
  mine.disabled = theirs.disabled = true;
  trouble.textContent = "";
  if (!dialog.open) dialog.showModal();
  try {
    const answer = await send(place.dataset.address);
    if (!answer.ok || answer.redirected) throw new Error(answer.statusText);
    // The desk's own markup, from a template that escapes what people wrote.
    changed.innerHTML = await answer.text();
    mine.disabled = theirs.disabled = false;
  } catch {
    trouble.textContent = place.dataset.gone;
  }
};

/* This sheet has seen the newest version: what it saves from now on stands on top of it. */
const keepMine = () => {
  const { newest: version, created } = newest();
  form.elements.loaded_revision_id.value = version;
  form.elements.loaded_revision_created_at.value = created;
  form.setAttribute(SAVED, "0");
  form.setAttribute("data-w-autosave-active-value", "true");
  session().elements.revision_id.value = version;
  session().elements.revision_created_at.value = created;
  session().setAttribute(STATE, "");
  dialog.close();
  if (pressed) pressed.click();
  else {
    const saver = window.wagtail.app.getControllerForElementAndIdentifier(form, "w-autosave");
    // Once the controller has got its values from the attributes.
    setTimeout(() => saver.save(new CustomEvent("desk-newer:kept")));
  }
};

const takeTheirs = async () => {
  trouble.textContent = "";
  let answer;
  try {
    answer = await send(place.dataset.take, { newest: newest().newest });
  } catch {
    answer = { status: 0 };
  }
  if (answer.status === 409) return look();
  if (answer.status !== 204) {
    trouble.textContent = answer.status === 422 ? place.dataset.refused : place.dataset.gone;
    return;
  }
  document.dispatchEvent(new Event("desk-newer:taken"));
  addEventListener("w-unsaved:confirm", (event) => event.preventDefault(), { once: true });
  location.reload();
};

const say = () => {
  if (!isNewer()) return place.replaceChildren();
  if (place.hasChildNodes()) return;
  place.append(document.getElementById("desk-newer-message").content.cloneNode(true));
  place.querySelector("[data-see]").addEventListener("click", () => {
    pressed = null;
    look();
  });
};
new MutationObserver(say).observe(document.body, { subtree: true, attributes: true, attributeFilter: [STATE] });
say();

dialog.querySelector("[data-mine]").addEventListener("click", keepMine);
dialog.querySelector("[data-theirs]").addEventListener("click", takeTheirs);
dialog.querySelector("[data-desk-close]").addEventListener("click", () => dialog.close());

/* Before Wagtail's own question, which is asked of the button itself. */
document.addEventListener(
  "click",
  (event) => {
    const button = event.target.closest("button[type='submit'], button[data-workflow-action-name]");
    if (!button || !isNewer() || (button.form ?? button.closest("form")) !== form) return;
    event.preventDefault();
    event.stopImmediatePropagation();
    pressed = button;
    look();
  },
  true,
);

/* Wagtail looks every ten seconds. Whatever is sent meanwhile asks first; a desk that does not answer says so itself. */
const LONGEST_WAIT = 5000;
let asked = false;
const isOld = async () => {
  const answer = await fetch(ofThePiece(place.dataset.newest), { signal: AbortSignal.timeout(LONGEST_WAIT) });
  const { created } = await answer.json();
  return new Date(created) > new Date(session().elements.revision_created_at.value);
};
document.addEventListener(
  "submit",
  async (event) => {
    if (event.target !== form || asked || !session()?.elements.revision_created_at) return;
    event.preventDefault();
    event.stopImmediatePropagation();
    const { submitter } = event;
    if (await isOld().catch(() => false)) {
      session().setAttribute(STATE, "conflict");
      pressed = submitter;
      look();
      return;
    }
    asked = true;
    form.requestSubmit(submitter);
    asked = false;
  },
  true,
);
