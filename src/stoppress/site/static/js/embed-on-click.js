// <embed-on-click>: shows another site's player in place of its link, only when asked.
// Without it the link leads to the other site. Only https, and only in a closed frame.
customElements.define("embed-on-click", class extends HTMLElement {
  connectedCallback() {
    this.link = this.querySelector("a");
    this.shown = () => this.dataset.frame || this.link.href;
    this.link.addEventListener("click", (event) => {
      const plain = !(event.ctrlKey || event.metaKey || event.shiftKey);
      if (plain && new URL(this.shown()).protocol === "https:") this.load(event);
    });
  }

  load(event) {
    event.preventDefault();
    const frame = document.createElement("iframe");
    frame.src = this.shown();
    frame.title = this.link.querySelector("b").textContent;
    frame.allow = "fullscreen; encrypted-media";
    frame.setAttribute("sandbox", "allow-scripts allow-same-origin allow-popups allow-presentation");
    frame.referrerPolicy = "strict-origin-when-cross-origin";
    this.append(frame);
    this.link.hidden = true;
    frame.focus();
  }
});
