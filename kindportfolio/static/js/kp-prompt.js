/**
 * A prompt being made: what a child will see changes along while one types. The fields carry
 * [data-text] and [data-place]; [data-shows-text] and [data-shows-place] show them. Without this
 * script a button asks the server for the same.
 */
class Prompt extends HTMLElement {
  connectedCallback() {
    this.addEventListener("input", this);
    for (const button of this.querySelectorAll("[name=look]")) button.hidden = true;
  }

  disconnectedCallback() {
    this.removeEventListener("input", this);
  }

  handleEvent({ target }) {
    if ("text" in target.dataset) this.querySelector("[data-shows-text]").textContent = target.value;
    else if ("place" in target.dataset) this.#showPlace(target);
  }

  #showPlace({ selectedOptions: [option] }) {
    const question = option.closest("optgroup");
    const number = [...question.parentElement.children].indexOf(question) + 1;
    this.querySelector("[data-shows-place]").textContent = `${question.label} · ${option.label}`;
    this.querySelector("[data-q]").dataset.q = number;
  }
}

customElements.define("kp-prompt", Prompt);
