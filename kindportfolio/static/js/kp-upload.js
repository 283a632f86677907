/**
 * <kp-upload to="…"> around file inputs, a list [data-files] and a <template> for one photo on its way. Sends every
 * chosen photo at once, one after the other, with its progress; kp-photo shows it when it is ready. A photo that does
 * not get through stays in the list with a button to try again. Buttons of the form wait until all are in.
 */
class Upload extends HTMLElement {
  #queue = [];
  #busy = false;
  #pressed = null;

  connectedCallback() {
    this.querySelector("[data-plain]").hidden = true;
    this.addEventListener("change", this);
    this.addEventListener("click", this);
    this.#form.addEventListener("submit", this, { capture: true });
  }

  disconnectedCallback() {
    this.removeEventListener("change", this);
    this.removeEventListener("click", this);
  }

  handleEvent(event) {
    if (event.type === "submit") this.#holdOn(event);
    else if (event.type === "change") this.#take(event);
    else if (event.target.closest("[data-again]")) this.#again(event.target.closest("li"));
    else if (event.target.closest("[data-off]")) this.#leaveOut(event);
  }

  #take(event) {
    if (event.target.type !== "file") return;
    event.stopPropagation();
    for (const file of event.target.files) this.#add(file);
    event.target.value = "";
    this.#next();
  }

  #add(file) {
    const item = this.querySelector("template").content.firstElementChild.cloneNode(true);
    item.file = file;
    this.querySelector("[data-files]").append(item);
    this.#queue.push(item);
  }

  #again(item) {
    item.querySelector("[data-again]").hidden = true;
    this.#queue.push(item);
    this.#next();
  }

  /** A photo that never got through is simply left out of the list. */
  #leaveOut(event) {
    const item = event.target.closest("li");
    if (!item.file) return;
    event.preventDefault();
    this.#queue = this.#queue.filter((one) => one !== item);
    item.remove();
  }

  #next() {
    if (this.#busy) return;
    const item = this.#queue.shift();
    if (!item) return this.#release();
    this.#busy = true;
    this.#send(item).then(
      (told) => this.#arrived(item, told),
      (words) => this.#failed(item, words),
    ).finally(() => {
      this.#busy = false;
      this.#next();
    });
  }

  /** The answer of the server; refused with words when there is none, or not a good one. */
  #send(item) {
    const body = new FormData();
    body.append("photo", item.file);
    const request = new XMLHttpRequest();
    request.open("POST", this.getAttribute("to"));
    request.setRequestHeader("X-CSRF-Token", this.#form.elements.csrf.value);
    request.responseType = "json";
    const bar = item.querySelector("progress");
    bar.hidden = false;
    item.querySelector("[role=status]").textContent = "";
    request.upload.onprogress = ({ loaded, total }) => (bar.value = total ? (100 * loaded) / total : 0);
    return new Promise((resolve, reject) => {
      request.onload = () => (request.status === 201 ? resolve(request.response) : reject(request.response?.error));
      request.onerror = request.ontimeout = () => reject();
      request.send(body);
    });
  }

  /** From here on the photo is on the server: its words get a name, and it waits for its picture. */
  #arrived(item, { id, at, words }) {
    delete item.file;
    if (this.querySelector(`[data-photo="${id}"]`)) return item.remove();
    item.dataset.photo = id;
    for (const one of item.querySelectorAll("[id], [name], [for], [value]")) {
      for (const name of ["id", "name", "for", "value"]) {
        if (one.hasAttribute(name)) one.setAttribute(name, one.getAttribute(name).replace("NEW", id));
      }
    }
    item.querySelector("[data-wait]").replaceWith(this.#waitingFor(at, words));
    item.querySelector("input").dispatchEvent(new Event("input", { bubbles: true }));
  }

  #waitingFor(at, words) {
    const photo = document.createElement("kp-photo");
    const line = document.createElement("p");
    const { alt, fit, first } = this.dataset;
    for (const [name, value] of Object.entries({ class: "foto-wait", at, alt, fit, first })) photo.setAttribute(name, value);
    line.setAttribute("role", "status");
    line.textContent = words;
    photo.append(line);
    return photo;
  }

  #failed(item, words) {
    item.querySelector("progress").hidden = true;
    item.querySelector("[role=status]").textContent = words ?? this.getAttribute("lost");
    item.querySelector("[data-again]").hidden = false;
    item.classList.add("file--err");
  }

  #holdOn(event) {
    if (!this.#busy) return;
    event.preventDefault();
    event.stopImmediatePropagation();
    this.#pressed = event.submitter;
    for (const line of this.querySelectorAll("li [role=status]")) {
      if (line.closest("li").file) line.textContent = this.getAttribute("wait");
    }
  }

  #release() {
    const pressed = this.#pressed;
    this.#pressed = null;
    if (pressed) this.#form.requestSubmit(pressed);
  }

  get #form() {
    return this.closest("form");
  }
}

customElements.define("kp-upload", Upload);
