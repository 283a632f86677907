/**
 * <kp-dialog for="id"> around a link: opens the dialog with that id instead of the page the link
 * leads to. `choose="id"` ticks a choice inside it. A [data-close] in the dialog closes it.
 */
class Dialog extends HTMLElement {
  connectedCallback() {
    this.addEventListener("click", this);
  }

  disconnectedCallback() {
    this.removeEventListener("click", this);
  }

  handleEvent(event) {
    const dialog = document.getElementById(this.getAttribute("for"));
    if (!dialog?.showModal || event.ctrlKey || event.metaKey) return;
    event.preventDefault();
    this.#choose();
    dialog.addEventListener("click", closeWhenAsked);
    dialog.showModal();
  }

  #choose() {
    const choice = document.getElementById(this.getAttribute("choose"));
    if (choice) choice.checked = true;
  }
}

function closeWhenAsked({ currentTarget, target }) {
  if (target.closest("[data-close]")) currentTarget.close();
}

customElements.define("kp-dialog", Dialog);
