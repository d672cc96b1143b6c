// A button that prints the page; hidden until there is a script to do it.
export function enablePrint(button) {
  button.hidden = false;
  button.addEventListener("click", () => window.print());
}
