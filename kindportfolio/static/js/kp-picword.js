/**
 * The picture password. Without script each picture is a button that sends itself and the page
 * comes back with one more slot filled; here the slots fill at once and one press sends all.
 */
class PictureWord extends HTMLElement {
  connectedCallback() {
    this.addEventListener("click", this);
    this.#show();
  }

  disconnectedCallback() {
    this.removeEventListener("click", this);
  }

  handleEvent(event) {
    const button = event.target.closest("[data-pic], [data-clear]");
    if (!button) return;
    event.preventDefault();
    if ("clear" in button.dataset) this.#picked.at(-1)?.remove();
    else if (this.#picked.length < this.#slots.length) this.#pick(button.value);
    this.#show();
  }

  #pick(picture) {
    const input = document.createElement("input");
    Object.assign(input, { type: "hidden", name: `picture${this.#picked.length + 1}`, value: picture });
    this.querySelector("form").append(input);
  }

  #show() {
    const picked = this.#picked.length;
    const left = this.#slots.length - picked;
    const said = this.querySelector("[role=status]");
    this.#slots.forEach((slot, nr) => (slot.dataset.full = String(nr < picked)));
    const { begin, more, done } = said.dataset;
    said.textContent = !left ? done : !picked ? begin : more.replace("{n}", left);
    this.querySelector("[data-go]").disabled = left > 0;
    for (const button of this.querySelectorAll("[data-pic]")) button.disabled = false;
  }

  get #picked() {
    return [...this.querySelectorAll("input[name^=picture]")];
  }

  get #slots() {
    return [...this.querySelectorAll("[data-slot]")];
  }
}

customElements.define("kp-picword", PictureWord);
