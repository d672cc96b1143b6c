// The list of suggestions under a text box, as screen readers expect it: the focus stays in the box.
export function makeListbox(box, labelId) {
  const list = document.createElement("ul");
  Object.assign(list, { id: `${box.id}-list`, className: "picker-list", hidden: true });
  list.setAttribute("role", "listbox");
  list.setAttribute("aria-labelledby", labelId);
  box.setAttribute("role", "combobox");
  box.setAttribute("aria-autocomplete", "list");
  box.setAttribute("aria-controls", list.id);
  box.setAttribute("aria-expanded", "false");
  box.after(list);

  const options = () => [...list.children];
  const position = () => options().findIndex((option) => option.getAttribute("aria-selected") === "true");

  function show(entries) {
    list.replaceChildren(...entries.map((entry, index) => makeOption(entry, `${list.id}-${index}`)));
    list.hidden = entries.length === 0;
    box.setAttribute("aria-expanded", String(entries.length > 0));
    box.removeAttribute("aria-activedescendant");
  }

  function move(step) {
    const all = options();
    const from = position() < 0 && step < 0 ? 0 : position();
    const to = (from + step + all.length) % all.length;
    all.forEach((option, index) => option.setAttribute("aria-selected", String(index === to)));
    box.setAttribute("aria-activedescendant", all[to].id);
    all[to].scrollIntoView({ block: "nearest" });
  }

  return {
    list,
    show,
    move,
    size: () => list.children.length,
    current: () => options()[Math.max(position(), 0)],
  };
}

function makeOption({ key, label }, id) {
  const option = document.createElement("li");
  option.id = id;
  option.dataset.key = key;
  option.textContent = label;
  option.setAttribute("role", "option");
  option.setAttribute("aria-selected", "false");
  return option;
}
