// Says beside the field that a chosen file is too large, and keeps the form from being sent with it: what was typed stays.
export function checkSize(input) {
  const { mostBytes, mostRecording, tooLarge } = input.dataset;
  const told = document.createElement("div");
  told.className = "field-error";
  told.id = `${input.id}-size`;
  told.setAttribute("role", "alert");

  function isTooLarge() {
    return [...input.files].some((file) => {
      const recorded = /^(audio|video)\//.test(file.type);
      return file.size > Number(recorded ? mostRecording : mostBytes);
    });
  }

  function tell() {
    const wrong = isTooLarge();
    told.textContent = wrong ? tooLarge : "";
    if (wrong) input.before(told);
    else told.remove();
    input.toggleAttribute("aria-invalid", wrong);
    return wrong;
  }

  input.addEventListener("change", tell);
  // attached before what else listens to the sending, so that nothing takes the form for sent
  input.form?.addEventListener("submit", (event) => {
    if (!tell()) return;
    event.preventDefault();
    event.stopImmediatePropagation();
    input.focus();
  });
}
