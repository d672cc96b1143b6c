// Asks before typed text is left behind. A form that came back with errors holds unsaved text from the start.
export function warnUnsaved(form) {
  let dirty = Boolean(document.querySelector("[data-error-summary]"));
  form.addEventListener("input", () => (dirty = true));
  form.addEventListener("change", () => (dirty = true));
  form.addEventListener("submit", () => (dirty = false));
  window.addEventListener("beforeunload", (event) => {
    if (dirty) event.preventDefault();
  });
}
