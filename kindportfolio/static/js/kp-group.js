/**
 * The group overview. Filters (a[data-filter]) and views (a[data-view]) are links that also work
 * without script; here they act at once. [data-find] narrows by name. The bar [data-bulk] shows
 * while children are ticked. Rows carry `data-row` (their filters) and `data-name`.
 */
class Group extends HTMLElement {
  connectedCallback() {
    for (const type of ["click", "change", "input"]) this.addEventListener(type, this);
    this.#count();
  }

  disconnectedCallback() {
    for (const type of ["click", "change", "input"]) this.removeEventListener(type, this);
  }

  handleEvent(event) {
    if (event.type === "input") this.#sift();
    else if (event.type === "change") this.#tick(event.target);
    else this.#press(event);
  }

  #press(event) {
    const link = event.target.closest("[data-filter], [data-view], [data-untick]");
    if (!link || event.ctrlKey || event.metaKey) return;
    event.preventDefault();
    if ("untick" in link.dataset) this.#boxes.forEach((box) => (box.checked = false));
    else this.#mark(link);
    this.#sift();
    this.#count();
  }

  #mark(link) {
    const kind = link.dataset.view ? "view" : "filter";
    const off = kind === "filter" && link.getAttribute("aria-current") === "true";
    for (const other of this.querySelectorAll(`[data-${kind}]`)) {
      other.setAttribute("aria-current", String(other === link && !off));
    }
    if (kind === "filter") return;
    for (const part of this.querySelectorAll("[data-shows]")) part.hidden = part.dataset.shows !== link.dataset.view;
  }

  #sift() {
    const wanted = this.querySelector("[data-filter][aria-current=true]")?.dataset.filter;
    const name = this.querySelector("[data-find]")?.value.trim().toLowerCase() ?? "";
    for (const row of this.querySelectorAll("[data-row]")) {
      const fits = !wanted || row.dataset.row.split(" ").includes(wanted);
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

  get #boxes() {
    return [...this.querySelectorAll("[data-child]")];
  }
}

customElements.define("kp-group", Group);
