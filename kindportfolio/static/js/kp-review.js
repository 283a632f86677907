/**
 * Posts to read, one below the other. Keys act while the focus is in the column and not in a
 * field: j and the arrow down go to the next post, k and the arrow up to the one before, r to the
 * line to type, g presses "Gelezen". Without this script one scrolls and presses.
 */
const STEPS = { j: 1, ArrowDown: 1, k: -1, ArrowUp: -1 };
const FIELDS = "input, textarea, select, summary";

class Review extends HTMLElement {
  connectedCallback() {
    this.addEventListener("keydown", this);
    addEventListener("hashchange", this);
    for (const told of this.querySelectorAll(".keys")) told.hidden = false;
    this.#goTo(location.hash);
  }

  disconnectedCallback() {
    this.removeEventListener("keydown", this);
    removeEventListener("hashchange", this);
  }

  handleEvent(event) {
    if (event.type === "hashchange") this.#goTo(location.hash);
    else if (!event.ctrlKey && !event.metaKey && !event.altKey && !event.target.matches(FIELDS)) this.#press(event);
  }

  #press(event) {
    const here = event.target.closest("article");
    const all = [...this.querySelectorAll("article")];
    const step = STEPS[event.key];
    if (step) all[Math.max(0, all.indexOf(here) + step)]?.focus();
    else if (event.key === "r") here?.querySelector("[data-say]")?.focus();
    else if (event.key === "g") here?.querySelector("[data-read]")?.click();
    else return;
    event.preventDefault();
  }

  #goTo(hash) {
    if (hash.startsWith("#bericht-")) document.getElementById(hash.slice(1))?.focus();
  }
}

customElements.define("kp-review", Review);
