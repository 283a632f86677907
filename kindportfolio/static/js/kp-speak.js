/**
 * Reads aloud: its `text`, or what is visible in the element that `target` selects.
 * Only with a voice that lives on this device: a child's words go to no voice on the internet.
 */
const BLOCKS = "p, h1, h2, h3, h4, li, dt, dd, td, th, label, legend, summary, button, a, div";
const SILENT = ".vh, svg, kp-speak, [hidden], [aria-hidden='true']";

class Speak extends HTMLElement {
  connectedCallback() {
    if (!window.speechSynthesis) return;
    this.addEventListener("click", this);
    speechSynthesis.addEventListener("voiceschanged", this);
    this.#offer();
  }

  disconnectedCallback() {
    this.removeEventListener("click", this);
    window.speechSynthesis?.removeEventListener("voiceschanged", this);
    if (this.#speaking) speechSynthesis.cancel();
  }

  handleEvent({ type }) {
    if (type === "voiceschanged") this.#offer();
    else if (this.#speaking) speechSynthesis.cancel();
    else this.#speak();
  }

  #offer() {
    this.hidden = !voice();
  }

  #speak() {
    speechSynthesis.cancel();
    const lines = this.hasAttribute("text") ? [this.getAttribute("text")] : visible(this.getAttribute("target"));
    for (const line of lines) {
      const utterance = new SpeechSynthesisUtterance(line);
      utterance.voice = voice();
      utterance.lang = utterance.voice.lang;
      utterance.rate = 0.9;
      utterance.onend = utterance.onerror = () => this.#press(speechSynthesis.pending);
      speechSynthesis.speak(utterance);
    }
    this.#press(lines.length > 0);
  }

  get #speaking() {
    return this.querySelector("button").getAttribute("aria-pressed") === "true";
  }

  #press(on) {
    this.querySelector("button").setAttribute("aria-pressed", String(on));
  }
}

function voice() {
  const { lang } = document.documentElement;
  return speechSynthesis.getVoices().find((one) => one.localService && one.lang.startsWith(lang));
}

function visible(selector) {
  const target = document.querySelector(selector);
  if (!target) return [];
  if (target.value) return [target.value];
  const lines = new Map();
  const texts = document.createTreeWalker(target, NodeFilter.SHOW_TEXT);
  while (texts.nextNode()) {
    const { parentElement: parent, data } = texts.currentNode;
    if (!data.trim() || parent.closest(SILENT) || !parent.getClientRects().length) continue;
    const block = parent.closest(BLOCKS);
    lines.set(block, [...(lines.get(block) ?? []), data.trim()]);
  }
  return [...lines.values()].map((words) => words.join(" "));
}

addEventListener("pagehide", () => window.speechSynthesis?.cancel());
customElements.define("kp-speak", Speak);
