/** Stands where a photo will be: asks now and then whether it is ready, and gives way to it. */
const PAUSES = [300, 500, 700, 1000, 1500, 2000, 3000, 5000];
const LONGEST = 10000;
const SIZES = ["klein", "midden", "groot"];

class Photo extends HTMLElement {
  #timer = 0;
  #asked = 0;
  #over = false;

  connectedCallback() {
    document.addEventListener("visibilitychange", this);
    this.#askSoon();
  }

  disconnectedCallback() {
    document.removeEventListener("visibilitychange", this);
    clearTimeout(this.#timer);
  }

  handleEvent() {
    this.#askSoon();
  }

  #askSoon() {
    clearTimeout(this.#timer);
    if (this.#over || document.hidden) return;
    this.#timer = setTimeout(() => this.#ask(), PAUSES[this.#asked] ?? LONGEST);
  }

  async #ask() {
    this.#asked += 1;
    try {
      const answer = await fetch(this.getAttribute("at"), { headers: { Accept: "application/json" } });
      if (answer.ok) this.#hear(await answer.json());
      else this.#over = answer.status < 500;
    } catch {
      // No network for a moment: the next question may get through.
    }
    if (this.isConnected) this.#askSoon();
  }

  #hear({ state, words, sizes, can_retry: canRetry }) {
    if (state === "received") return;
    this.#over = true;
    if (state === "ready") this.#giveWay(sizes);
    else this.#tell(words, canRetry);
  }

  async #giveWay(sizes) {
    const image = picture(sizes, this.getAttribute("first"), this.getAttribute("fit"));
    image.alt = this.getAttribute("alt");
    await image.decode().catch(() => {});
    this.dispatchEvent(new CustomEvent("kp-photo-ready", { bubbles: true }));
    this.replaceWith(image);
  }

  #tell(words, canRetry) {
    this.querySelector("[role=status]").textContent = words;
    const retry = this.querySelector("[data-retry]");
    if (retry) retry.hidden = !canRetry;
  }
}

/** The same image as the server would have written. */
function picture(sizes, first, fit) {
  const image = new Image(sizes[first].width, sizes[first].height);
  image.sizes = fit;
  image.srcset = SIZES.map((name) => `${sizes[name].src} ${sizes[name].width}w`).join(", ");
  image.src = sizes[first].src;
  return image;
}

customElements.define("kp-photo", Photo);
