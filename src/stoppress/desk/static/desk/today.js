/**
 * Keeps Today as it is: asks every few seconds whether anything has changed, and puts what did in its place. What is
 * the same stays the same element, so that focus, an open menu and the place on the page are kept. A card is moved by
 * dragging it to a column that its menu offers.
 */
const EVERY = 3000;
const PATIENCE = 30_000;

/** Let `old` become what `fresh` is, keeping every element with an id whose markup is the same. */
const become = (old, fresh) => {
  if (old.isEqualNode(fresh) || old.outerHTML === fresh.outerHTML) return;
  const parts = [...old.children, ...fresh.children];
  if (!parts.length || !parts.every((part) => part.id) || fresh.id !== old.id || fresh.tagName !== old.tagName) {
    old.replaceWith(fresh);
    return;
  }
  for (const { name, value } of fresh.attributes) old.setAttribute(name, value);
  const kept = new Map([...old.children].map((child) => [child.id, child]));
  let place = old.firstElementChild;
  for (const child of [...fresh.children]) {
    const known = kept.get(child.id);
    kept.delete(child.id);
    if (!known) old.insertBefore(child, place);
    else {
      if (known !== place) old.insertBefore(known, place);
      place = known.nextElementSibling;
      become(known, child);
    }
  }
  for (const gone of kept.values()) gone.remove();
};

class Today extends HTMLElement {
  connectedCallback() {
    this.version = this.dataset.version;
    this.trouble = this.querySelector(".today-trouble");
    document.addEventListener("visibilitychange", () => document.hidden || this.look());
    this.addEventListener("dragstart", (event) => this.lift(event));
    this.addEventListener("dragover", (event) => this.offers(event) && event.preventDefault());
    this.addEventListener("drop", (event) => this.put(event));
    this.addEventListener("dragend", () => (this.lifted = null));
    this.mayDrag();
    this.wait();
  }

  wait() {
    clearTimeout(this.waiting);
    this.waiting = setTimeout(() => this.look(), EVERY);
  }

  async look() {
    clearTimeout(this.waiting);
    if (document.hidden || this.asking) return;
    this.asking = true;
    try {
      const headers = { "If-None-Match": this.version };
      const answer = await fetch(this.dataset.again, { headers, signal: AbortSignal.timeout(PATIENCE) });
      if (answer.redirected || answer.status === 401 || answer.status === 403) return this.say("signedOut");
      if (answer.ok) this.show(await answer.text(), answer.headers.get("ETag"));
      else if (answer.status !== 304) throw new Error(answer.statusText);
      this.trouble.hidden = true;
    } catch {
      this.say("gone");
    } finally {
      this.asking = false;
    }
    this.wait();
  }

  say(what) {
    if (this.trouble.hidden) this.trouble.textContent = this.dataset[what];
    this.trouble.hidden = false;
  }

  show(markup, version) {
    if (this.lifted || this.querySelector(".today-menu[open]")) return;
    const fresh = new DOMParser().parseFromString(markup, "text/html").querySelector("[data-now]");
    const focused = document.activeElement?.id;
    become(this.querySelector("[data-now]"), fresh);
    if (focused && document.activeElement === document.body) document.getElementById(focused)?.focus({ preventScroll: true });
    this.version = version;
    this.mayDrag();
  }

  mayDrag() {
    for (const card of this.querySelectorAll(".today-card")) card.draggable = Boolean(card.querySelector("[data-to]"));
  }

  lift(event) {
    this.lifted = event.target.closest?.(".today-card");
    event.dataTransfer.effectAllowed = "move";
  }

  /** The button that moves the lifted card to the column below the pointer, if there is one. */
  offers(event) {
    const column = event.target.closest?.(".today-column");
    const button = this.lifted?.querySelector("[data-to]");
    return button && button.dataset.to === column?.id ? button : null;
  }

  put(event) {
    event.preventDefault();
    this.offers(event)?.click();
  }
}

customElements.define("desk-today", Today);
