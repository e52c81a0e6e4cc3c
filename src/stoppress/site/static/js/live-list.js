// <live-list>: adds pieces to "Latest news" as they are published (GET /-/live/{edition}).
// Without it the list stands as it was served. Needs keep-place.js and divide-days.js.
customElements.define("live-list", class extends HTMLElement {
  connectedCallback() {
    this.list = this.querySelector("ol");
    this.version = this.dataset.version;
    this.unseen = new Set();
    this.voice = this.appendChild(document.createElement("p"));
    this.voice.className = "unseen";
    this.voice.setAttribute("role", "status");
    this.head = this.previousElementSibling.appendChild(document.createElement("span"));
    this.head.setAttribute("aria-hidden", "true");
    const rest = ([place]) => this.head.parentNode.classList.toggle("resting", place.isIntersecting);
    new IntersectionObserver(rest, { rootMargin: "0px 0px -64px" }).observe(this);
    this.watcher = new IntersectionObserver((entries) => this.look(entries), { threshold: .9 });
    this.tuneIn = () => document.hidden ? this.close() : this.open();
    document.addEventListener("visibilitychange", this.tuneIn);
    setTimeout(this.tuneIn, 1000);
    this.showHead();
  }

  disconnectedCallback() {
    document.removeEventListener("visibilitychange", this.tuneIn);
    this.close();
  }

  open() {
    if (this.source?.readyState < EventSource.CLOSED) return;
    this.source = new EventSource(`${this.dataset.src}?v=${encodeURIComponent(this.version)}`);
    this.source.addEventListener("latest", (event) => {
      this.version = event.lastEventId || this.version;
      keepPlace(this.list, () => this.change(JSON.parse(event.data)));
    });
    this.source.onerror = () => this.source?.readyState === EventSource.CLOSED
      && setTimeout(this.tuneIn, 5000 + Math.random() * 10000);
  }

  close() {
    this.source?.close();
    this.source = null;
  }

  get items() { return [...this.list.querySelectorAll("li[data-id]")]; }

  change({ add = [], remove = [], reset = false }) {
    const before = new Map(this.items.map((item) => [item.dataset.id, item]));
    const kept = new Set(add.map((item) => item.id));
    for (const id of reset ? before.keys() : remove) if (!kept.has(id)) before.get(id)?.remove();
    const fresh = add.toSorted((a, b) => a.index - b.index)
      .filter(({ id, html, index }) => this.place(before.get(id), html, index));
    this.items.slice(40).forEach((item) => item.remove());
    divideDays(this.list);
    if (fresh.length) this.voice.textContent = this.sentence(fresh.length);
    this.showHead();
  }

  place(old, html, index) {
    const item = new DOMParser().parseFromString(html, "text/html").querySelector("li");
    if (old) item.className = old.className;
    if (old?.outerHTML === item.outerHTML && this.items[index] === old) return false;
    const focused = old?.contains(document.activeElement);
    old?.remove();
    this.list.insertBefore(item, this.items[index] ?? null);
    if (focused) item.querySelector("a").focus({ preventScroll: true });
    if (old) return false;
    item.classList.add("new");
    this.unseen.add(item);
    this.watcher.observe(item);
    return true;
  }

  look(entries) {
    for (const { target } of entries.filter((entry) => entry.isIntersecting)) {
      this.watcher.unobserve(target);
      this.unseen.delete(target);
    }
    this.showHead();
  }

  showHead() {
    this.unseen.forEach((item) => item.isConnected || this.unseen.delete(item));
    const dateline = this.items[0]?.querySelector("time").textContent ?? "";
    this.dataset.asOf = (this.dataset.asOf ?? "").replace(this.dateline, dateline);
    this.dateline = dateline;
    this.head.classList.toggle("waiting", this.unseen.size > 0);
    this.head.textContent = this.unseen.size ? this.sentence(this.unseen.size) : this.line(this.items[0]);
  }

  line(item) {
    return item ? `${item.querySelector("time").lastChild.data} ${item.querySelector("strong").textContent}` : "";
  }

  sentence(count) {
    const forms = JSON.parse(this.dataset.new);
    const form = new Intl.PluralRules(document.documentElement.lang).select(count);
    return (forms[form] ?? forms.other).replace("%(count)s", count);
  }
});
