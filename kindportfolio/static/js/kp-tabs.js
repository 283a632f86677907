/**
 * <kp-tabs> around <nav class="tabs__list" aria-label="…"><a href="#id">…</a></nav> and sections with those ids.
 * Without script: links to sections that all show. With it: the ARIA tabs pattern with arrow keys.
 */
const STEPS = { ArrowRight: 1, ArrowDown: 1, ArrowLeft: -1, ArrowUp: -1 };

class Tabs extends HTMLElement {
  #tabs = [];

  connectedCallback() {
    if (!this.#tabs.length) this.#build(this.querySelector(".tabs__list"));
    this.addEventListener("click", this);
    this.addEventListener("keydown", this);
    addEventListener("hashchange", this);
    const wrong = this.#tabs.find((tab) => panel(tab).querySelector("[aria-invalid]"));
    this.#pick(wrong ?? this.#named() ?? this.#tabs[0]);
  }

  disconnectedCallback() {
    this.removeEventListener("click", this);
    this.removeEventListener("keydown", this);
    removeEventListener("hashchange", this);
  }

  handleEvent(event) {
    if (event.type === "hashchange") this.#pick(this.#named());
    else if (event.type === "keydown") this.#move(event);
    else this.#pick(event.target.closest("[role=tab]"));
  }

  #move(event) {
    const here = this.#tabs.indexOf(event.target);
    const last = this.#tabs.length - 1;
    const there = { Home: 0, End: last }[event.key] ?? (here + STEPS[event.key] + last + 1) % (last + 1);
    if (here < 0 || Number.isNaN(there)) return;
    event.preventDefault();
    this.#pick(this.#tabs[there]);
    this.#tabs[there].focus();
  }

  #pick(chosen) {
    if (!chosen) return;
    for (const tab of this.#tabs) {
      tab.setAttribute("aria-selected", String(tab === chosen));
      tab.tabIndex = tab === chosen ? 0 : -1;
      panel(tab).hidden = tab !== chosen;
    }
  }

  #named() {
    return this.#tabs.find((tab) => `#${panel(tab).id}` === location.hash);
  }

  #build(list) {
    const bar = document.createElement("div");
    bar.className = list.className;
    bar.setAttribute("role", "tablist");
    bar.setAttribute("aria-label", list.getAttribute("aria-label"));
    if ("vertical" in list.dataset) bar.setAttribute("aria-orientation", "vertical");
    this.#tabs = [...list.querySelectorAll("a[href^='#']")].map(tabInPlaceOf);
    bar.append(...this.#tabs);
    list.replaceWith(bar);
  }
}

function tabInPlaceOf(link) {
  const id = link.hash.slice(1);
  const tab = document.createElement("button");
  Object.assign(tab, { type: "button", id: `tab-${id}`, className: link.className });
  tab.setAttribute("role", "tab");
  tab.setAttribute("aria-controls", id);
  tab.append(...link.childNodes);
  panel(tab).setAttribute("role", "tabpanel");
  panel(tab).setAttribute("aria-labelledby", tab.id);
  return tab;
}

function panel(tab) {
  return document.getElementById(tab.getAttribute("aria-controls"));
}

customElements.define("kp-tabs", Tabs);
