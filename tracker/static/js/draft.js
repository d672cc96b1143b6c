// Keeps what is typed into a form on the server, a few seconds after the last key, and says truly when that was.
const WAIT_MS = 3000;
const LEFT_OUT = ["idempotency_key", "resume", "password", "old"];

export function keepDraft(form) {
  const { draft: url, draftForm, draftPath, draftSaved, draftSecret, draftFailed, draftEnded } = form.dataset;
  const status = document.createElement("p");
  status.className = "draft-status";
  status.setAttribute("role", "status");
  (form.querySelector(".form-end") || form).append(status);
  let timer = 0;
  let sent = false;

  function content() {
    const data = new FormData(form);
    LEFT_OUT.forEach((name) => data.delete(name));
    // who sent a petition does not leave the page but with the form itself
    [...data.entries()].forEach(([name, value]) => {
      if (value instanceof File || name.startsWith("identity_")) data.delete(name);
    });
    data.set("draft-path", draftPath);
    data.set("draft-form", draftForm);
    data.set("draft-title", document.querySelector("h1")?.textContent.trim() ?? "");
    return data;
  }

  async function keep() {
    timer = 0;
    if (sent) return;
    try {
      const answer = await fetch(url, { method: "POST", body: content(), keepalive: true });
      if (answer.ok) {
        const at = (await answer.json()).saved_at;
        status.textContent = at ? `${draftSaved} ${at}` : draftSecret;
      } else status.textContent = [400, 401].includes(answer.status) ? draftEnded : draftFailed;
    } catch {
      status.textContent = draftFailed;
    }
  }

  function later() {
    if (!timer) timer = setTimeout(keep, WAIT_MS);
  }

  form.addEventListener("input", later);
  form.addEventListener("change", later);
  form.addEventListener("submit", () => {
    sent = true;
    clearTimeout(timer);
  });
  window.addEventListener("pageshow", () => (sent = false));
  document.addEventListener("visibilitychange", () => {
    if (!timer || document.visibilityState !== "hidden") return;
    clearTimeout(timer);
    keep();
  });
}
