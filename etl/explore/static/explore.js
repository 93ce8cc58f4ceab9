// Suggestions under the search box (WAI-ARIA combobox with a list). Without this file, or without a network, the form works as it is.
"use strict";
for (const form of document.querySelectorAll("form[data-suggest]")) {
  const input = form.querySelector("input");
  const list = document.createElement("ul");
  list.className = "suggest";
  list.id = input.id + "-list";
  list.setAttribute("role", "listbox");
  list.setAttribute("aria-label", "Suggestions");
  list.hidden = true;
  form.append(list);
  const spoken = document.createElement("p");
  spoken.className = "hidden";
  spoken.setAttribute("role", "status");
  form.append(spoken);
  for (const [name, value] of Object.entries({ role: "combobox", "aria-autocomplete": "list", "aria-expanded": "false", "aria-controls": list.id })) {
    input.setAttribute(name, value);
  }
  const base = form.getAttribute("action").replace(/search$/, "");
  let chosen = -1, asked = "", waiting = 0, request = null;

  const close = () => {
    list.hidden = true;
    chosen = -1;
    input.setAttribute("aria-expanded", "false");
    input.removeAttribute("aria-activedescendant");
  };
  const choose = (index) => {
    const items = [...list.children];
    if (!items.length) return;
    chosen = (index + items.length) % items.length;
    items.forEach((item, i) => item.setAttribute("aria-selected", String(i === chosen)));
    input.setAttribute("aria-activedescendant", items[chosen].id);
  };
  const show = (found) => {
    list.replaceChildren(...found.map((hit, i) => {
      const item = document.createElement("li");
      item.id = list.id + "-" + i;
      item.setAttribute("role", "option");
      item.setAttribute("aria-selected", "false");
      const name = document.createElement("bdi");
      name.textContent = hit.name;
      const what = document.createElement("span");
      what.className = "as";
      what.textContent = hit.what || hit.kind;
      item.append(name, what);
      item.dataset.href = base + hit.kind + "/" + encodeURIComponent(hit.id);
      item.addEventListener("mousedown", (event) => { event.preventDefault(); location.assign(item.dataset.href); });
      return item;
    }));
    chosen = -1;
    list.hidden = !found.length;
    input.setAttribute("aria-expanded", String(Boolean(found.length)));
    input.removeAttribute("aria-activedescendant");
    spoken.textContent = found.length ? found.length + " suggestions; use the arrow keys" : "";
  };
  const ask = async () => {
    const question = input.value.trim();
    if (question === asked) return;
    asked = question;
    if (question.length < 2) { close(); return; }
    request?.abort();
    request = new AbortController();
    try {
      const answer = await fetch(form.dataset.suggest + "?suggest=1&q=" + encodeURIComponent(question), { signal: request.signal });
      if (answer.ok && input.value.trim() === question) show((await answer.json()).names);
    } catch (error) {
      if (error.name !== "AbortError") close();
    }
  };
  input.addEventListener("input", () => { clearTimeout(waiting); waiting = setTimeout(ask, 120); });
  input.addEventListener("blur", close);
  input.addEventListener("keydown", (event) => {
    if (event.key === "ArrowDown" || event.key === "ArrowUp") {
      if (list.hidden) return;
      event.preventDefault();
      choose(chosen + (event.key === "ArrowDown" ? 1 : chosen < 0 ? 0 : -1));
    } else if (event.key === "Escape") {
      if (!list.hidden) { event.preventDefault(); close(); }
    } else if (event.key === "Enter" && chosen >= 0 && !list.hidden) {
      event.preventDefault();
      location.assign(list.children[chosen].dataset.href);
    }
  });
}
// On a narrow screen a chart scrolls sideways; it begins at its newest end.
for (const chart of document.querySelectorAll("figure.chart .scroll")) {
  if (chart.querySelector("svg")) chart.scrollLeft = chart.scrollWidth;
}
