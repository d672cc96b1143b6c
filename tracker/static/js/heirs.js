// What is picked in one field is offered in every choice of the list below it.
export function enableHeirs(list) {
  const form = list.closest("form");
  const { heirs: name } = list.dataset;
  for (const button of list.querySelectorAll(".no-script")) button.hidden = true;

  function offer() {
    const picked = [...form.querySelectorAll(`.chips input[name="${name}"]:checked`)];
    const options = picked.map((input) => [input.value, input.parentElement.textContent.trim()]);
    for (const choice of list.querySelectorAll("select")) {
      const { value } = choice;
      const usual = choice.options[0];
      choice.replaceChildren(usual, ...options.map(([key, label]) => new Option(label, key)));
      choice.value = picked.some((input) => input.value === value) ? value : "";
    }
  }

  form.addEventListener("change", (event) => {
    if (event.target.closest("[data-picker]")) offer();
  });
}
