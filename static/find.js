// What a search field gains with JavaScript: the suggestions under it are a listbox for arrows and Enter.
// An option of a roster's field writes on in the field, one of the field in the page's head leads to a page.
for (const name of ["find", "everywhere"]) {
  const field = () => document.getElementById(name);
  const told = () => document.getElementById(`${name}-told`);
  const list = () => document.getElementById(`${name}-list`);
  const options = () => [...(told()?.querySelectorAll("[role=listbox]:not(.stale) [role=option]") ?? [])];
  const chosen = () => told()?.querySelector("[aria-selected=true]");

  const mark = (option) => {
    chosen()?.setAttribute("aria-selected", "false");
    option?.setAttribute("aria-selected", "true");
    option?.scrollIntoView({ block: "nearest" });
    if (option) field().setAttribute("aria-activedescendant", option.id);
    else field().removeAttribute("aria-activedescendant");
  };
  const nameState = () => {
    const input = field();
    if (!input) return;
    const isTyping = document.activeElement === input;
    input.setAttribute("role", "combobox");
    input.setAttribute("aria-autocomplete", "list");
    input.setAttribute("aria-controls", `${name}-list`);
    input.setAttribute("aria-expanded", String(options().length > 0 && isTyping));
    if (told().querySelector(isTyping ? ".fault:not(.at-end)" : ".fault")) input.setAttribute("aria-invalid", "true");
    else input.removeAttribute("aria-invalid");
    input.removeAttribute("aria-activedescendant");
  };
  const close = () => {
    list()?.remove();
    nameState();
  };
  const choose = (option) => {
    if (option.dataset.path) {
      location.assign(option.dataset.path);
      return;
    }
    const input = field();
    input.value = option.dataset.query;
    input.focus();
    input.setSelectionRange(input.value.length, input.value.length);
    input.dispatchEvent(new Event("input", { bubbles: true }));
  };

  // Before the keys of the page: while suggestions are open, arrows walk them and not the rows
  document.addEventListener("keydown", (event) => {
    if (event.target !== field() || event.ctrlKey || event.metaKey || event.altKey) return;
    const all = options();
    const here = all.indexOf(chosen());
    const next = { ArrowDown: all[here + 1] ?? all[0], ArrowUp: all[here < 0 ? all.length - 1 : here - 1] ?? null }[event.key];
    if (all.length > 0 && next !== undefined) {
      event.preventDefault();
      event.stopImmediatePropagation();
      mark(next);
    } else if (event.key === "Enter" && here >= 0) {
      event.preventDefault();
      event.stopImmediatePropagation();
      choose(all[here]);
    } else if (event.key === "Enter") {
      close();
    } else if (event.key === "Escape" && all.length > 0) {
      event.preventDefault(); // the first press closes the suggestions, the next empties the field
      close();
    }
  }, true);
  // What was suggested for fewer letters is no answer to an arrow any more
  document.addEventListener("input", (event) => {
    if (event.target !== field()) return;
    mark(null);
    list()?.classList.add("stale");
  });
  document.addEventListener("mousedown", (event) => {
    const option = event.target.closest?.("[role=option]");
    if (!option || !list()?.contains(option)) return;
    event.preventDefault(); // the field keeps the focus
    choose(option);
  });
  document.addEventListener("focusout", (event) => {
    if (event.target === field()) setTimeout(close); // when the focus is where it goes
  });
  document.addEventListener("htmx:afterSwap", (event) => {
    if (event.target.id !== `${name}-told`) return;
    event.target.classList.remove("settled");
    nameState();
  });
}
