// Ctrl+K: the search box; Ctrl+S: save the marked form; ?: the list of keys, unless switched off.
const OFF = "tracker.single-keys-off";

export function enableKeys(dialog) {
  const single = dialog.querySelector("[data-keys-single]");
  single.checked = localStorage.getItem(OFF) === "1";
  single.addEventListener("change", () => localStorage.setItem(OFF, single.checked ? "1" : "0"));

  document.querySelectorAll("[data-keys-open]").forEach((button) => {
    button.hidden = false;
    button.addEventListener("click", () => dialog.showModal());
  });

  document.addEventListener("keydown", (event) => {
    const command = (event.ctrlKey || event.metaKey) && !event.altKey && !event.shiftKey;
    const key = event.key.toLowerCase();
    if (command && key === "k") act(event, focusSearch);
    else if (command && key === "s") act(event, saveForm);
    else if (key === "?" && !single.checked && !isTyping(event.target)) act(event, () => dialog.showModal());
  });
}

function act(event, deed) {
  if (document.querySelector("dialog[open]")) return;
  event.preventDefault();
  deed();
}

function focusSearch() {
  const box = document.querySelector("[data-search]");
  if (box) {
    box.focus();
    box.select();
  }
}

function saveForm() {
  const form = document.querySelector("form[data-save]");
  const button = form && form.querySelector(".form-end [type=submit]");
  if (form) form.requestSubmit(button || undefined);
}

function isTyping(element) {
  return (
    element.isContentEditable || element.matches("input:not([type=checkbox], [type=radio]), textarea, select")
  );
}
