/** Around an open book: the arrow keys turn the page, through the links that are there. */
class Leaf extends HTMLElement {
  connectedCallback() {
    document.addEventListener("keydown", this);
  }

  disconnectedCallback() {
    document.removeEventListener("keydown", this);
  }

  handleEvent(event) {
    const way = { ArrowLeft: "prev", ArrowRight: "next" }[event.key];
    const busy = event.altKey || event.ctrlKey || event.metaKey || event.shiftKey;
    if (!way || busy || event.target.closest("input, textarea, select, [contenteditable]")) return;
    this.querySelector(`[rel=${way}]`)?.click();
  }
}

customElements.define("kp-leaf", Leaf);
