/** Switches contrast at once and tells the server; without this script the form does it with a new page. */
class Contrast extends HTMLElement {
  connectedCallback() {
    this.addEventListener("submit", this);
  }

  disconnectedCallback() {
    this.removeEventListener("submit", this);
  }

  handleEvent(event) {
    event.preventDefault();
    const button = this.querySelector("button");
    this.#tell(event.target, button);
    this.#show(button, button.value === "high");
  }

  #tell(form, button) {
    const body = new URLSearchParams(new FormData(form));
    body.set(button.name, button.value);
    fetch(form.action, { method: "POST", body, redirect: "manual", keepalive: true }).catch(() => {});
  }

  #show(button, high) {
    const page = document.documentElement;
    if (high) page.dataset.contrast = "high";
    else delete page.dataset.contrast;
    button.value = high ? "normal" : "high";
    button.setAttribute("aria-pressed", String(high));
  }
}

customElements.define("kp-contrast", Contrast);
