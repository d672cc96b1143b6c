// Turns the search box of a picker into a combobox: suggestions while typing, arrows and Enter to pick.
import { makeListbox } from "./listbox.js";

const WAIT_MS = 180;

export function enablePicker(root) {
  const { url, name, none, found } = root.dataset;
  if (!url) return;
  const box = root.querySelector(".picker-search input");
  const chips = root.querySelector(".chips");
  const status = root.querySelector(".picker-status");
  const listbox = makeListbox(box, `${box.id}-label`);
  root.querySelector(".picker-search button").hidden = true;
  let request = new AbortController();
  let timer = 0;

  function stop() {
    clearTimeout(timer);
    request.abort();
    listbox.show([]);
  }

  async function suggest() {
    request = new AbortController();
    const address = new URL(url, location.href);
    address.searchParams.set("q", box.value.trim());
    try {
      const answer = await fetch(address, {
        signal: request.signal,
        headers: { Accept: "application/json" },
      });
      const entries = answer.ok ? await answer.json() : [];
      listbox.show(entries);
      status.textContent = entries.length ? found.replace("#", entries.length) : none;
    } catch (error) {
      if (error.name !== "AbortError") listbox.show([]);
    }
  }

  function pick(option) {
    if (!option) return;
    const { key } = option.dataset;
    const same = [...chips.querySelectorAll("input")].find((input) => input.value === key);
    if (!("multiple" in root.dataset)) chips.replaceChildren();
    if (same?.isConnected) same.checked = true;
    else chips.append(makeChip(name, key, option.textContent));
    box.value = status.textContent = "";
    stop();
    box.dispatchEvent(new Event("change", { bubbles: true }));
  }

  box.addEventListener("input", () => {
    stop();
    if (box.value.trim()) timer = setTimeout(suggest, WAIT_MS);
  });
  box.addEventListener("keydown", (event) => {
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (step && listbox.size()) listbox.move(step);
    else if (event.key === "Enter" && box.value.trim()) pick(listbox.current());
    else if (event.key === "Escape" && listbox.size()) stop();
    else return;
    event.preventDefault();
  });
  box.addEventListener("blur", stop);
  listbox.list.addEventListener("mousedown", (event) => event.preventDefault()); // the focus stays in the box
  listbox.list.addEventListener("click", (event) => pick(event.target.closest("li")));
}

function makeChip(name, key, label) {
  const item = document.createElement("li");
  const chip = item.appendChild(document.createElement("label"));
  const input = document.createElement("input");
  Object.assign(input, { type: "checkbox", name, value: key, checked: true });
  chip.className = "chip";
  chip.append(input, label);
  return item;
}
