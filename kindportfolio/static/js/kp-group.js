/**
 * The group overview. Filters (a[data-filter]) are links that also work without script; here they
 * act at once, and the addresses of [data-keep] go along. [data-find] narrows by name. [data-all]
 * ticks all children in sight. The bar [data-bulk] shows while children are ticked. Rows carry
 * `data-row` (their filters) and `data-name`.
 */
const TYPES = ["click", "change", "input"];

class Group extends HTMLElement {
  connectedCallback() {
    for (const type of TYPES) this.addEventListener(type, this);
    for (const box of this.querySelectorAll("[data-all]")) box.hidden = false;
    this.#count();
  }

  disconnectedCallback() {
    for (const type of TYPES) this.removeEventListener(type, this);
  }

  handleEvent(event) {
    if (event.type === "input") this.#sift();
    else if (event.type === "change") this.#tick(event.target);
    else this.#press(event);
  }

  #press(event) {
    const link = event.target.closest("[data-filter], [data-untick]");
    if (!link || event.ctrlKey || event.metaKey) return;
    event.preventDefault();
    if ("untick" in link.dataset) {
      for (const box of this.querySelectorAll("[type=checkbox]")) box.checked = false;
    } else this.#choose(link);
    this.#count();
  }

  #choose(link) {
    const off = link.getAttribute("aria-current") === "true";
    for (const other of this.querySelectorAll("[data-filter]")) {
      other.setAttribute("aria-current", String(other === link && !off));
    }
    this.#sift();
    history.replaceState(null, "", this.#filtered(location.href));
    for (const kept of this.querySelectorAll("[data-keep] a")) kept.href = this.#filtered(kept.href);
  }

  #filtered(address) {
    const url = new URL(address);
    if (this.#wanted) url.searchParams.set("toon", this.#wanted);
    else url.searchParams.delete("toon");
    return url.href;
  }

  #sift() {
    const name = this.querySelector("[data-find]").value.trim().toLowerCase();
    for (const row of this.querySelectorAll("[data-row]")) {
      const fits = !this.#wanted || row.dataset.row.split(" ").includes(this.#wanted);
      row.hidden = !fits || !row.dataset.name.toLowerCase().includes(name);
    }
  }

  #tick(box) {
    if ("all" in box.dataset) {
      for (const each of this.#boxes) if (!each.closest("[hidden]")) each.checked = box.checked;
    }
    this.#count();
  }

  #count() {
    const bar = this.querySelector("[data-bulk]");
    if (!bar) return;
    const ticked = this.#boxes.filter((box) => box.checked).length;
    const { one, many } = bar.dataset;
    bar.hidden = ticked === 0;
    bar.querySelector("[role=status]").textContent = ticked === 1 ? one : many.replace("{n}", ticked);
  }

  get #wanted() {
    return this.querySelector("[data-filter][aria-current=true]")?.dataset.filter;
  }

  get #boxes() {
    return [...this.querySelectorAll("[data-child]")];
  }
}

customElements.define("kp-group", Group);
