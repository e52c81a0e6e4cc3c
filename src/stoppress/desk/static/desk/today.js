/**
 * Keeps Today as it is: a stream says when something was done, and without one it is asked every few seconds; what has
 * changed is put in its place. What is the same stays the same element, so that focus, an open menu and the place on the
 * page are kept. A card is moved by dragging it to a column that its menu offers; another one says why not. The hour at
 * which it goes out is asked in a dialog.
 */
const EVERY = 3000;
/** So long a stream may be silent, and so long one that was refused is not asked for again. */
const SILENCE = 20_000;
const AGAIN = 30_000;
/** Pages that are told at the same moment do not ask at the same moment. */
const APART = 1000;
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
    this.refused = this.querySelector(".today-refused");
    this.when = this.querySelector(".today-when");
    this.addEventListener("click", (event) => this.ask(event));
    document.addEventListener("visibilitychange", () => this.seen());
    addEventListener("pagehide", () => this.stream?.close());
    addEventListener("pageshow", (event) => event.persisted && this.seen());
    this.addEventListener("dragstart", (event) => this.lift(event));
    this.addEventListener("dragover", (event) => this.column(event) && event.preventDefault());
    this.addEventListener("drop", (event) => this.put(event));
    this.addEventListener("dragend", () => (this.lifted = null));
    this.mayDrag();
    this.listen();
    this.wait();
  }

  /** A page that is not seen neither listens nor asks. */
  seen() {
    if (document.hidden) return this.stream?.close();
    this.listen();
    this.look();
  }

  listen() {
    this.stream?.close();
    if (document.hidden) return;
    this.listenedAt = Date.now();
    this.stream = new EventSource(this.dataset.stream);
    this.stream.addEventListener("message", ({ data }) => {
      this.heardAt = Date.now();
      this.wait(data === this.version ? SILENCE : this.rest());
    });
    this.stream.addEventListener("error", () => this.wait());
  }

  /** Whether somebody says when there is something new. */
  get told() {
    return this.stream?.readyState === EventSource.OPEN && Date.now() - (this.heardAt ?? 0) < SILENCE;
  }

  /** Milliseconds until it may be asked again. */
  rest() {
    return Math.max(0, (this.askedAt ?? 0) + EVERY - Date.now()) + Math.random() * APART;
  }

  wait(time = this.told ? SILENCE : EVERY) {
    clearTimeout(this.waiting);
    this.waiting = setTimeout(() => this.look(), time);
  }

  async look() {
    clearTimeout(this.waiting);
    if (document.hidden) return;
    if (this.asking) return this.wait(EVERY);
    if (!this.told && Date.now() - this.listenedAt > AGAIN) this.listen();
    this.asking = true;
    this.askedAt = Date.now();
    try {
      const headers = { "If-None-Match": this.version };
      const answer = await fetch(this.dataset.again, { headers, signal: AbortSignal.timeout(PATIENCE) });
      if (answer.redirected || answer.status === 401 || answer.status === 403) return this.say("signedOut");
      if (answer.ok) {
        document.dispatchEvent(new Event("desk-told")); // the bell asks, too
        this.show(await answer.text(), answer.headers.get("ETag"));
      } else if (answer.status !== 304) throw new Error(answer.statusText);
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
    if (this.lifted || this.querySelector(".today-menu[open], .today-when[open]")) return;
    const fresh = new DOMParser().parseFromString(markup, "text/html").querySelector("[data-now]");
    const focused = document.activeElement?.id;
    this.mayDrag(fresh); // else every card would be another than it was
    become(this.querySelector("[data-now]"), fresh);
    if (focused && document.activeElement === document.body) document.getElementById(focused)?.focus({ preventScroll: true });
    this.version = version.replace("W/", ""); // weak once it is compressed (RFC 9110, section 8.8.1)
  }

  mayDrag(part = this) {
    for (const card of part.querySelectorAll(".today-card")) card.draggable = true;
  }

  lift(event) {
    this.lifted = event.target.closest?.(".today-card");
    this.refused.hidden = true;
    event.dataTransfer.effectAllowed = "move";
  }

  /** The column below the pointer, when a card is lifted from another one. */
  column(event) {
    const column = event.target.closest?.(".today-column");
    return this.lifted && !column?.contains(this.lifted) ? column : null;
  }

  /** Move the lifted card to the column below the pointer, or say why that cannot be. */
  put(event) {
    event.preventDefault();
    const column = this.column(event);
    const button = column && this.lifted.querySelector(`[data-to="${column.id}"]`);
    if (button) button.click();
    else if (column) {
      this.refused.textContent = column.dataset.refused;
      this.refused.hidden = false;
    }
  }

  /** Ask in place when a piece goes out; what cannot be shown here is a page of its own. */
  async ask(event) {
    const link = event.target.closest?.('[data-to="column-coming"]');
    if (!link || event.ctrlKey || event.metaKey || event.shiftKey) return;
    event.preventDefault();
    try {
      const answer = await fetch(link.href, { headers: { "X-Requested-With": "XMLHttpRequest" } });
      if (!answer.ok || answer.redirected) throw new Error(answer.statusText);
      const form = new DOMParser().parseFromString(await answer.text(), "text/html").querySelector("form");
      this.when.firstElementChild.replaceChildren(form);
      const menu = link.closest("details");
      menu.open = false;
      menu.querySelector("summary").focus(); // whereto the dialog gives it back
      this.when.showModal();
      form.querySelector("input:not([type=hidden])").focus();
    } catch {
      location.assign(link.href);
    }
  }
}

customElements.define("desk-today", Today);
