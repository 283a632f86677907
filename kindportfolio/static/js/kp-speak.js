/**
 * Reads aloud: its `text`, or what is visible in the element that `target` selects.
 * Every line in its own language: that of the page, or of its `lang`; a `text` in that of `speaks`.
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
    this.hidden = !this.#languages().some(voice);
  }

  #languages() {
    const page = this.getAttribute("speaks") ?? document.documentElement.lang;
    if (this.hasAttribute("text")) return [page];
    const target = document.querySelector(this.getAttribute("target"));
    return [page, ...[target, ...(target?.querySelectorAll("[lang]") ?? [])].filter(Boolean).map(language)];
  }

  #lines() {
    if (this.hasAttribute("text")) return [{ words: this.getAttribute("text"), lang: this.#languages()[0] }];
    return visible(this.getAttribute("target"));
  }

  #speak() {
    speechSynthesis.cancel();
    const lines = this.#lines().filter(({ lang }) => voice(lang));
    for (const { words, lang } of lines) {
      const utterance = new SpeechSynthesisUtterance(words);
      utterance.voice = voice(lang);
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

function voice(lang) {
  return speechSynthesis.getVoices().find((one) => one.localService && one.lang.startsWith(lang));
}

function language(element) {
  return element.closest("[lang]").lang;
}

function visible(selector) {
  const target = document.querySelector(selector);
  if (!target) return [];
  if (target.value) return [{ words: target.value, lang: language(target) }];
  const lines = [];
  const texts = document.createTreeWalker(target, NodeFilter.SHOW_TEXT);
  while (texts.nextNode()) {
    const { parentElement: parent, data } = texts.currentNode;
    if (!data.trim() || parent.closest(SILENT) || !parent.getClientRects().length) continue;
    const [block, lang, last] = [parent.closest(BLOCKS), language(parent), lines.at(-1)];
    if (last?.block === block && last.lang === lang) last.words += ` ${data.trim()}`;
    else lines.push({ block, lang, words: data.trim() });
  }
  return lines;
}

addEventListener("pagehide", () => window.speechSynthesis?.cancel());
customElements.define("kp-speak", Speak);
