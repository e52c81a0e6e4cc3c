/**
 * The lines of channels on a piece: they are looked at again while one of them moves, and their buttons do what they
 * say without leaving the sheet.
 */
const AGAIN_AFTER = 1500;

class Channels extends HTMLElement {
  #list = null;
  #waiting = 0;

  connectedCallback() {
    this.#list = this.querySelector("ul");
    this.addEventListener("click", (event) => {
      const button = event.target.closest("[data-do]");
      if (button) this.#press(button);
    });
    // Enter in the field of a link presses its button, and not one of the sheet.
    this.addEventListener("keydown", (event) => {
      if (event.key !== "Enter" || !event.target.matches("[data-link]")) return;
      event.preventDefault();
      this.#press(event.target.closest("li").querySelector("[data-do='there']"));
    });
    this.closest("dialog")?.addEventListener("toggle", (event) => {
      if (event.newState === "open") this.#look();
    });
    this.#soon();
  }

  disconnectedCallback() {
    clearTimeout(this.#waiting);
  }

  #soon() {
    clearTimeout(this.#waiting);
    if (this.#list.querySelector("[data-moves]")) this.#waiting = setTimeout(() => this.#look(), AGAIN_AFTER);
  }

  async #look() {
    // What somebody writes there meanwhile stays as it is.
    const writes = this.#list.contains(document.activeElement) && document.activeElement.matches("[data-link]");
    if (!document.hidden && !writes) {
      const answer = await fetch(this.dataset.address).catch(() => null);
      if (answer?.ok && !answer.redirected) this.#show(await answer.text());
    }
    this.#soon();
  }

  async #press(button) {
    const data = new FormData();
    data.set("csrfmiddlewaretoken", this.closest("form").elements.csrfmiddlewaretoken.value);
    data.set("do", button.dataset.do);
    data.set("channel", button.dataset.channel);
    data.set("link", button.closest("li").querySelector("[data-link]")?.value ?? "");
    for (const one of this.querySelectorAll("[data-do]")) one.disabled = true;
    const answer = await fetch(this.dataset.address, { method: "POST", body: data }).catch(() => null);
    if (answer?.ok && !answer.redirected) {
      const markup = await answer.text();
      for (const other of document.querySelectorAll("desk-channels")) other.#show(markup);
    } else {
      const said = document.createElement("li");
      said.className = "desk-error";
      said.textContent = this.dataset.refused;
      this.#list.append(said);
      for (const one of this.querySelectorAll("[data-do]")) one.disabled = false;
    }
    this.#list.focus();
    this.#soon();
  }

  #show(markup) {
    // The desk's own markup, from a template that escapes what people wrote.
    if (markup !== this.shown) this.#list.innerHTML = markup;
    this.shown = markup;
  }
}

customElements.define("desk-channels", Channels);
