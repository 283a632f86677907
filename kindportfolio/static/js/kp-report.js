/**
 * Writing a report. Every few seconds what changed is sent to `keep`; [data-saved] says so with
 * the words of `saved`, `waits` and `stuck`. A name of `names` (split by |) in a text shows the
 * [data-warning] of its [data-section]; text that somebody else changed shows its [data-clash].
 */
const PAUSE = 2000;
const AGAIN = 8000;

class Report extends HTMLElement {
  #changed = new Set();
  #sending = null;
  #timer = 0;

  connectedCallback() {
    this.addEventListener("input", this);
    this.addEventListener("submit", this);
    for (const type of ["pagehide", "pageshow"]) addEventListener(type, this);
  }

  disconnectedCallback() {
    this.removeEventListener("input", this);
    this.removeEventListener("submit", this);
    for (const type of ["pagehide", "pageshow"]) removeEventListener(type, this);
    clearTimeout(this.#timer);
  }

  handleEvent(event) {
    if (event.type === "input") this.#typed(event.target);
    else if (event.type === "submit") this.#submitted(event);
    else if (event.type === "pagehide") this.#send();
    else if (event.persisted) location.reload();
  }

  #typed(field) {
    const section = field.closest("[data-section]");
    if (!section) return;
    this.#changed.add(section);
    this.#warn(section);
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => this.#send(), PAUSE);
  }

  /** A form sent while its text is under way would meet its own new version: it waits. */
  async #submitted(event) {
    clearTimeout(this.#timer);
    this.#changed.clear();
    if (!this.#sending) return;
    event.preventDefault();
    await this.#sending;
    event.target.requestSubmit(event.submitter);
  }

  async #send() {
    if (this.#sending || !this.#changed.size) return;
    const sections = [...this.#changed];
    this.#changed.clear();
    this.#sending = this.#post(sections);
    const again = await this.#sending;
    this.#sending = null;
    if (again) sections.forEach((section) => this.#changed.add(section));
    if (this.#changed.size) this.#timer = setTimeout(() => this.#send(), again ? AGAIN : PAUSE);
  }

  /** Whether this must be tried again. */
  async #post(sections) {
    try {
      const answer = await fetch(this.getAttribute("keep"), {
        method: "POST",
        keepalive: true,
        headers: { "Content-Type": "application/json", "X-CSRF-Token": this.#form.elements.csrf.value },
        body: JSON.stringify({ sections: Object.fromEntries(sections.map(content)) }),
      });
      if (answer.ok || answer.status === 409) this.#kept(sections, await answer.json());
      else if (answer.status < 500) this.#say("stuck");
      else return this.#say("waits");
      return false;
    } catch {
      return this.#say("waits");
    }
  }

  #kept(sections, { saved, versions, theirs = {} }) {
    if (!versions) return this.#say("stuck");
    for (const section of sections) {
      const { section: key } = section.dataset;
      const clash = key in theirs;
      section.querySelector("[data-clash]").hidden = !clash;
      if (!clash) version(section).value = versions[key];
    }
    return this.#say("saved", saved);
  }

  #say(words, time = "") {
    this.querySelector("[data-saved]").textContent = this.getAttribute(words).replace("{time}", time);
    return words === "waits";
  }

  #warn(section) {
    const text = section.querySelector("textarea").value;
    const found = this.#names.filter((name) => standsIn(text, name));
    const warning = section.querySelector("[data-warning]");
    warning.hidden = found.length === 0;
    warning.querySelector("[data-names]").textContent = found.join(", ");
  }

  get #names() {
    return this.getAttribute("names").split("|").filter(Boolean);
  }

  get #form() {
    return this.querySelector("form");
  }
}

function content(section) {
  const step = section.querySelector("input[type=radio]:checked");
  return [
    section.dataset.section,
    {
      text: section.querySelector("textarea").value,
      step: step ? Number(step.value) : null,
      version: Number(version(section).value),
    },
  ];
}

function version(section) {
  return section.querySelector("input[type=hidden]");
}

/** The same as names_in() on the server: whole words with a capital, genitives, accents aside. */
function standsIn(text, name) {
  const word = plain(name).replace(/[.*+?^${}()|[\]\\]/g, "\\$&");
  const found = new RegExp(`(?:^|[^\\p{L}\\p{N}_])(${word})(?:['’]?s)?(?![\\p{L}\\p{N}_])`, "giu");
  return [...plain(text).matchAll(found)].some(([, one]) => one[0] !== one[0].toLowerCase());
}

function plain(text) {
  return text.normalize("NFD").replace(/\p{M}/gu, "");
}

customElements.define("kp-report", Report);
