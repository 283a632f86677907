/**
 * <kp-autosave to="…" status="id" busy kept waiting out> around a form: keeps what is typed, every few seconds while
 * typing and when leaving a field or the page. Says honestly how far it is; `kept` holds a * for the time.
 * Two versions of the same post are put beside each other, to choose from.
 */
const PAUSE = 2000;
const RETRIES = [2000, 4000, 8000, 15000];
const NOT_KEPT = new Set(["csrf", "once", "photo", "do"]);

class Autosave extends HTMLElement {
  #changed = false;
  #saving = null;
  #missed = 0;
  #timer = 0;

  connectedCallback() {
    for (const [target, type] of this.#events()) target.addEventListener(type, this);
  }

  disconnectedCallback() {
    for (const [target, type] of this.#events()) target.removeEventListener(type, this);
    clearTimeout(this.#timer);
  }

  handleEvent(event) {
    switch (event.type) {
      case "input": return this.#typed();
      case "change":
      case "focusout":
      case "online": return this.#later(0);
      case "click": return this.#choose(event);
      case "submit": return this.#finishFirst(event);
      case "beforeunload": return this.#missed && this.#changed && event.preventDefault();
      default: return this.#leave();
    }
  }

  #events() {
    return [
      [this, "input"], [this, "change"], [this, "focusout"], [this, "click"], [this, "submit"],
      [window, "online"], [window, "pagehide"], [window, "beforeunload"], [document, "visibilitychange"],
    ];
  }

  /** Who goes on typing does not put the saving off. */
  #typed() {
    this.#changed = true;
    if (!this.#timer) this.#later(PAUSE);
  }

  #later(pause) {
    clearTimeout(this.#timer);
    this.#timer = this.#changed && !this.#stopped ? setTimeout(() => this.#save(), pause) : 0;
  }

  #rest() {
    clearTimeout(this.#timer);
    this.#timer = 0;
  }

  /** One at a time: a second save begins when the first is answered. */
  async #save() {
    this.#rest();
    if (this.#saving) {
      await this.#saving;
      return this.#later(0);
    }
    this.#changed = false;
    this.#say("busy");
    this.#saving = this.#send().finally(() => (this.#saving = null));
    return this.#saving;
  }

  async #send(more = {}) {
    try {
      const answer = await fetch(this.getAttribute("to"), {
        method: "POST",
        headers: { "Content-Type": "application/json", "X-CSRF-Token": this.#field("csrf").value },
        body: JSON.stringify(this.#words()),
        ...more,
      });
      const told = await answer.json().catch(() => ({}));
      if (answer.ok) this.#kept(told);
      else this.#refused(answer.status, told);
    } catch {
      this.#tryAgain();
    }
  }

  #kept({ version, kept_at: time }) {
    this.#missed = 0;
    this.#field("version").value = version;
    this.#say("kept", time);
    this.#later(PAUSE);
  }

  #refused(status, told) {
    if (told.theirs) this.#showVersions(told.theirs);
    else if (status === 401) this.#stop(this.getAttribute("out"));
    else if (status === 422) this.#tell(Object.values(told.errors ?? {}).flat().join(" "), false);
    else if (status >= 500 || status === 429) this.#tryAgain();
    else this.#stop(told.error ?? this.getAttribute("waiting"));
  }

  #tryAgain() {
    this.#changed = true;
    this.#say("waiting");
    this.#later(RETRIES[Math.min(this.#missed, RETRIES.length - 1)]);
    this.#missed += 1;
  }

  /** The page goes: what is not kept yet leaves with it, without waiting for an answer. */
  #leave() {
    if (document.visibilityState !== "hidden" || !this.#changed || this.#saving || this.#stopped) return;
    this.#changed = false;
    this.#send({ keepalive: true });
  }

  /** A button of the form waits for a save that is under way, so that no version is missed. */
  #finishFirst(event) {
    this.#rest();
    if (!this.#saving) {
      this.#changed = false;
      return;
    }
    event.preventDefault();
    event.stopPropagation();
    const { submitter } = event;
    this.#saving.then(() => !this.#stopped && this.#form.requestSubmit(submitter));
  }

  #showVersions({ title, text, version }) {
    const section = this.querySelector("[data-versions]");
    section.dataset.version = version;
    section.querySelector("[data-their-title]").textContent = title;
    section.querySelector("[data-their-text]").textContent = text;
    section.hidden = false;
    section.scrollIntoView({ block: "center" });
    section.querySelector("[data-mine]").focus();
    this.#changed = true;
    this.#say("waiting");
  }

  #choose(event) {
    const chosen = event.target.closest("[data-mine], [data-theirs]");
    const section = event.target.closest("[data-versions][data-version]");
    if (!chosen || !section) return;
    event.preventDefault();
    this.#field("version").value = section.dataset.version;
    if ("theirs" in chosen.dataset) {
      this.#field("title").value = section.querySelector("[data-their-title]").textContent;
      this.#field("text").value = section.querySelector("[data-their-text]").textContent;
    }
    section.hidden = true;
    delete section.dataset.version;
    this.#changed = true;
    this.#save();
    this.#field("text").focus();
  }

  /** While two versions wait for a choice, or after a final no, nothing is sent. */
  get #stopped() {
    return "stopped" in this.dataset || !!this.querySelector("[data-versions][data-version]");
  }

  #stop(words) {
    this.dataset.stopped = "";
    this.#changed = true;
    this.#tell(words, false);
  }

  #say(which, time = "") {
    this.#tell(this.getAttribute(which).replace("*", time), which === "kept");
  }

  #tell(words, good) {
    const line = document.getElementById(this.getAttribute("status"));
    line.classList.toggle("saved--not", !good && words !== this.getAttribute("busy"));
    line.querySelector("span").textContent = words;
  }

  #words() {
    const named = [...new FormData(this.#form)].filter(([name, value]) => !NOT_KEPT.has(name) && typeof value === "string");
    return Object.fromEntries(named);
  }

  get #form() {
    return this.querySelector("form");
  }

  #field(name) {
    return this.#form.elements.namedItem(name);
  }
}

customElements.define("kp-autosave", Autosave);
