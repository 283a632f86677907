/**
 * Warns somebody who sits still a good minute before the sign-in ends; one press and they stay.
 * Asking the server is no activity, so what another tab does counts and this waiting does not.
 */
const WARNED = 75; // seconds before the end
const RETRY = 10; // seconds, when the server does not answer

class Stay extends HTMLElement {
  #timer = 0;

  connectedCallback() {
    this.#dialog.addEventListener("cancel", this);
    this.#dialog.addEventListener("click", this);
    document.addEventListener("visibilitychange", this);
    this.#plan(Number(this.getAttribute("left")));
  }

  disconnectedCallback() {
    clearTimeout(this.#timer);
    document.removeEventListener("visibilitychange", this);
  }

  handleEvent(event) {
    if (event.type === "visibilitychange") {
      if (!document.hidden) this.#ask("GET");
    } else if (event.type === "cancel" || event.target.closest("button")) {
      event.preventDefault();
      this.#ask("POST");
    }
  }

  #plan(left) {
    if (left > WARNED) this.#dialog.close();
    else if (!this.#dialog.open) this.#dialog.showModal();
    this.#again(left > WARNED ? left - WARNED : left + 1);
  }

  #again(seconds) {
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => this.#ask("GET"), seconds * 1000);
  }

  async #ask(method) {
    const headers = { "Content-Type": "application/json", "X-CSRF-Token": this.getAttribute("token") };
    const body = method === "POST" ? "{}" : undefined;
    try {
      const answer = await fetch(this.getAttribute("href"), { method, headers, body });
      if (answer.ok) this.#plan((await answer.json()).left);
      else if (answer.status < 500) location.replace(this.getAttribute("out"));
      else this.#again(RETRY);
    } catch {
      this.#again(RETRY); // Leaving now would lose what is not saved yet.
    }
  }

  get #dialog() {
    return this.querySelector("dialog");
  }
}

customElements.define("kp-stay", Stay);
