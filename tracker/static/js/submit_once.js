// Keeps a form from being sent twice. Buttons sleep after the form data is taken, so their own names are sent.
export function submitOnce(form) {
  let sent = false;
  form.addEventListener("submit", (event) => {
    if (sent) {
      event.preventDefault();
      return;
    }
    sent = true;
    setTimeout(() => setButtons(form, true), 0);
  });
  window.addEventListener("pageshow", () => {
    sent = false;
    setButtons(form, false);
  });
}

function setButtons(form, asleep) {
  form.querySelectorAll("button[type=submit], button:not([type])").forEach((button) => {
    if (asleep && !button.disabled) {
      button.dataset.asleep = "";
      button.disabled = true;
    } else if (!asleep && "asleep" in button.dataset) {
      delete button.dataset.asleep;
      button.disabled = false;
    }
  });
}
