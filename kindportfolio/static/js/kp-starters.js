/** <kp-starters to="id"> around a list of sentences: a press puts one in the text, ready to be finished. */
class Starters extends HTMLElement {
  connectedCallback() {
    for (const item of this.querySelectorAll("li")) {
      if (item.querySelector("button")) continue;
      const button = document.createElement("button");
      Object.assign(button, { type: "button", className: "btn btn--sm", textContent: item.textContent });
      item.replaceChildren(button);
    }
    this.addEventListener("click", this);
  }

  disconnectedCallback() {
    this.removeEventListener("click", this);
  }

  handleEvent({ target }) {
    const button = target.closest("button");
    if (!button) return;
    const text = document.getElementById(this.getAttribute("to"));
    const before = text.value.trimEnd();
    const sentence = button.textContent;
    text.value = before ? `${before}\n${sentence}` : sentence;
    const gap = text.value.indexOf("…", text.value.length - sentence.length);
    text.focus();
    text.setSelectionRange(gap < 0 ? text.value.length : gap, gap < 0 ? text.value.length : gap + 1);
    text.dispatchEvent(new Event("input", { bubbles: true }));
  }
}

customElements.define("kp-starters", Starters);
