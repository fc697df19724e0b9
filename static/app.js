// What every page gains with JavaScript: ages instead of times, a theme switch, keys, quiet announcements.
(() => {
  const MINUTE = 60, HOUR = 3600, DAY = 86400;
  const POPOVERS = ".menu[open], .person[open], .state details[open], .alts[open]";
  const AGES_EVERY = 30_000, ANNOUNCE_EVERY = 15_000;
  // One form for all moments, that of the server: 28 Nov 2026 20:41, in the viewer's zone, which is named or in the title
  const form = (options) => {
    const made = new Intl.DateTimeFormat("en-GB", { hourCycle: "h23", ...options });
    return { format: (moment) => made.format(moment).replaceAll(",", "") };
  };
  const DATE = { day: "numeric", month: "short" }, TIME = { hour: "2-digit", minute: "2-digit" };
  const ZONE = { timeZoneName: "short" };
  const exact = form({ ...DATE, year: "numeric", ...TIME, ...ZONE });
  const clock = form({ ...TIME, ...ZONE });
  const hour = form(TIME);
  const second = form({ ...TIME, second: "2-digit", ...ZONE });
  const due = form({ weekday: "short", ...DATE, ...TIME });
  const ends = exact;

  const age = (seconds) => {
    if (seconds < MINUTE) return "just now";
    if (seconds < HOUR) return `${Math.floor(seconds / MINUTE)} min ago`;
    if (seconds < 2 * DAY) return `${Math.floor(seconds / HOUR)} h ago`;
    return `${Math.floor(seconds / DAY)} d ago`;
  };

  const since = (moment, now) => {
    const isToday = new Date(now).toDateString() === moment.toDateString();
    return `${(isToday ? hour : due).format(moment)} (${age((now - moment) / 1000)})`;
  };

  const showTimes = (root) => {
    const now = Date.now();
    for (const time of root.querySelectorAll("time")) {
      const moment = new Date(time.dateTime.replace(" ", "T"));
      if (Number.isNaN(moment.valueOf())) continue;
      const show = { clock, due, ends, second, since: { format: (one) => since(one, now) } }[time.dataset.show];
      const words = show ? show.format(moment) : age((now - moment) / 1000);
      if (time.textContent === words) continue;
      time.textContent = words;
      time.title = exact.format(moment);
    }
  };

  // On paper an age is of no use: the moment stands there instead
  window.addEventListener("beforeprint", () => {
    for (const time of document.querySelectorAll("time[title]")) time.textContent = time.title;
  });
  window.addEventListener("afterprint", () => showTimes(document));

  // A moment that is typed is meant in the zone in which the page shows times; without a script that is UTC
  for (const field of document.querySelectorAll("input[data-moment]")) {
    const zone = new Intl.DateTimeFormat().resolvedOptions().timeZone;
    if (!zone) continue;
    for (const place of field.form.querySelectorAll("[data-zone]")) place.textContent = `time of ${zone}`;
    field.form.addEventListener("formdata", (event) => {
      const moment = new Date(field.value);
      if (!Number.isNaN(moment.valueOf())) event.formData.set(field.dataset.moment, moment.toISOString());
    });
  }

  // Theme: the system's, light, dark, and round again
  const NAMES = { auto: "follow the system", light: "light", dark: "dark" };
  const themeButton = document.getElementById("theme");
  const nameTheme = () => {
    const words = `Colours: ${NAMES[document.documentElement.dataset.theme ?? "auto"]}`;
    themeButton.title = words;
    themeButton.setAttribute("aria-label", words);
  };
  const switchTheme = () => {
    const root = document.documentElement;
    const next = { undefined: "light", light: "dark", dark: undefined }[root.dataset.theme];
    if (next) root.dataset.theme = next;
    else delete root.dataset.theme;
    try {
      if (next) localStorage.setItem("theme", next);
      else localStorage.removeItem("theme");
    } catch {
      // storage is switched off: the choice lasts as long as the page
    }
    nameTheme();
  };

  // Keys: / finds, arrows walk the rows, Home and End reach the first and the last, Enter opens the card
  const isTyping = (target) => target.matches("input:not([type=checkbox]), select, textarea, [contenteditable]");
  const allRows = () => [...document.querySelectorAll(".roster tbody tr")];
  const stepOnto = (place) => {
    place.tabIndex = -1;
    place.focus({ preventScroll: true });
    place.scrollIntoView({ block: "nearest" });
  };
  const walk = (event) => {
    const rows = allRows();
    const here = rows.indexOf(document.activeElement.closest(".roster tbody tr"));
    if (here < 0 && !document.activeElement.matches("body, main, #find, #roster, .roster, thead a")) return;
    const end = here < 0 ? {} : { Home: rows[0], End: rows.at(-1) };
    const next = { ArrowDown: rows[here + 1], ArrowUp: rows[here < 0 ? 0 : here - 1], ...end }[event.key];
    if (!next) return;
    event.preventDefault();
    stepOnto(next);
  };
  const openRow = (event) => {
    event.preventDefault();
    event.target.querySelector("th a")?.click();
  };
  const close = (popover) => {
    if (popover.contains(document.activeElement)) popover.querySelector("summary").focus();
    popover.open = false;
  };

  // A table that was swapped while the focus was in it gets the focus back: on the same row, else the first;
  // who turned the page is at the new table's beginning
  let leftRow;
  document.addEventListener("htmx:beforeSwap", (event) => {
    const active = document.activeElement;
    leftRow = undefined;
    if (event.target.id === "strip" || event.target.id === "live") wasActive = event.target.dataset.active === "yes";
    if (event.target.id === "roster" && event.target.contains(active)) leftRow = active.closest("tbody tr")?.id ?? "";
  });
  const comeBack = () => {
    if (leftRow === undefined || document.activeElement !== document.body) return;
    const place = leftRow && (document.getElementById(leftRow) ?? allRows()[0]);
    stepOnto(place || document.querySelector("#roster .roster") || document.getElementById("roster"));
    leftRow = undefined;
  };
  document.addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    const find = document.getElementById("find"); // a roster's own field has the key before the search
    const field = find ?? document.getElementById("search") ?? document.getElementById("everywhere");
    if (event.key === "/" && field && !isTyping(event.target)) {
      event.preventDefault();
      field.focus();
      field.select();
    } else if (event.key === "Enter" && event.target.matches(".roster tbody tr")) {
      openRow(event);
    } else if (event.key === "Escape") {
      for (const open of document.querySelectorAll(POPOVERS)) close(open);
    } else if (event.target === find ? event.key === "ArrowDown" : !isTyping(event.target)) {
      walk(event);
    }
  });

  // Menus and reasons: one open at a time, closed by a click elsewhere; a menu counts its choices
  document.addEventListener("click", (event) => {
    for (const open of document.querySelectorAll(POPOVERS)) {
      if (!open.contains(event.target)) open.open = false;
    }
  });
  document.addEventListener("change", (event) => {
    const menu = event.target.closest?.(".menu");
    if (!menu) return;
    const count = menu.querySelectorAll("input:checked").length;
    const summary = menu.querySelector("summary");
    summary.querySelector("b")?.remove();
    if (!count) return;
    const badge = document.createElement("b");
    badge.textContent = count;
    summary.insertBefore(badge, summary.querySelector("svg"));
  });

  // A running sync is spoken of now and then, and when it ends; not every two seconds
  let spokenAt = 0, wasActive = false;
  const announce = (strip) => {
    const isOver = strip.dataset.active === "no";
    if (isOver && !wasActive) return; // a cool-down ended: there is a button again, nothing has happened
    if (!isOver && Date.now() - spokenAt < ANNOUNCE_EVERY) return;
    spokenAt = Date.now();
    const announcer = document.getElementById("announcer");
    if (announcer.textContent !== strip.dataset.announce) announcer.textContent = strip.dataset.announce;
  };

  // What the server says beside an answer that is not shown, such as that it is asked too often
  const NOTICE_STAYS = 10_000;
  let noticeGoes;
  document.addEventListener("muster:notice", (event) => {
    const notice = document.getElementById("notice");
    notice.textContent = event.detail.value;
    notice.hidden = false;
    clearTimeout(noticeGoes);
    noticeGoes = setTimeout(() => { notice.hidden = true; }, NOTICE_STAYS);
  });

  // A strip in its cool-down asks for itself when that is over; where this clock is ahead, again and again
  const AT_LEAST = 5_000;
  const waiting = new WeakSet();
  const askWhenBack = (strip) => {
    if (waiting.has(strip)) return;
    waiting.add(strip);
    const left = new Date(strip.dataset.backAt) - Date.now() + 500; // what rounds down here is over there
    setTimeout(() => { if (strip.isConnected) htmx.trigger(strip, "back"); }, Math.max(left, AT_LEAST));
  };

  // A roster at rest asks once a minute, while anybody looks at it, whether a sync began elsewhere
  const WATCH_EVERY = 60_000, LOOK_EVERY = 5_000;
  let watchedAt = Date.now();
  const watch = () => {
    const strip = document.querySelector("#strip[data-watch]");
    if (!strip || document.hidden || Date.now() - watchedAt < WATCH_EVERY) return;
    watchedAt = Date.now();
    htmx.ajax("GET", strip.dataset.watch, { source: strip, target: strip, swap: "outerHTML" });
  };
  document.addEventListener("visibilitychange", watch);
  setInterval(watch, LOOK_EVERY);

  document.addEventListener("htmx:load", (event) => {
    showTimes(event.target);
    for (const strip of event.target.parentElement?.querySelectorAll("#strip[data-back-at]") ?? []) askWhenBack(strip);
    // A card that comes quickly replaces the strip that rang for it before that one is spoken of
    const strip = { strip: event.target, live: event.target, card: event.target.querySelector("#strip") }[event.target.id];
    if (strip) announce(strip);
    if (event.target.id === "roster") comeBack();
  });
  themeButton?.addEventListener("click", switchTheme);
  if (themeButton) nameTheme();
  showTimes(document);
  setInterval(() => showTimes(document), AGES_EVERY);
})();
