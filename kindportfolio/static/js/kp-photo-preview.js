/**
 * Around a form with a file field: shows the chosen photo in img[data-shows-photo] before it is
 * sent. Without this script the form still works.
 */
class PhotoPreview extends HTMLElement {
  #url = "";

  connectedCallback() {
    this.addEventListener("change", this);
  }

  disconnectedCallback() {
    this.removeEventListener("change", this);
    this.#forget();
  }

  handleEvent({ target }) {
    if (target.type !== "file") return;
    this.#forget();
    const [photo] = target.files;
    if (photo?.type.startsWith("image/")) this.#url = URL.createObjectURL(photo);
    const image = this.querySelector("[data-shows-photo]");
    image.hidden = !this.#url;
    image.src = this.#url;
  }

  #forget() {
    if (this.#url) URL.revokeObjectURL(this.#url);
    this.#url = "";
  }
}

customElements.define("kp-photo-preview", PhotoPreview);
