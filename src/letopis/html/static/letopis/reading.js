// @ts-check
// Small comforts of reading. Each is added to a page that is complete without it, and none needs another.

"use strict";

(function () {
  const root = document.documentElement;

  /** Light, dark, or as the system has it: the first step leads away from what the system shows. Hidden until now. */
  function offerModes() {
    const button = document.getElementById("letopis-mode");
    if (!button) return;
    const dark = matchMedia("(prefers-color-scheme: dark)");
    const words = { auto: "as the system", light: "light", dark: "dark" };
    /** @param {string} mode */
    const show = (mode) => {
      if (mode === "auto") delete root.dataset.theme;
      else root.dataset.theme = mode;
      button.dataset.mode = mode;
      button.setAttribute("aria-label", `Colours: ${words[/** @type {keyof typeof words} */ (mode)]}`);
      button.title = button.getAttribute("aria-label") || "";
    };
    show(root.dataset.theme || "auto");
    button.hidden = false;
    button.addEventListener("click", () => {
      const modes = dark.matches ? ["auto", "light", "dark"] : ["auto", "dark", "light"];
      const next = modes[(modes.indexOf(button.dataset.mode || "auto") + 1) % modes.length];
      show(next);
      try {
        localStorage.setItem("letopis-mode", next);
      } catch {
        // Storage is closed to us: the choice holds for this page.
      }
    });
    // A page that is shown again as it was left may have been left before the choice.
    window.addEventListener("pageshow", (event) => {
      if (!event.persisted) return;
      try {
        show(localStorage.getItem("letopis-mode") || "auto");
      } catch {
        // As above.
      }
    });
  }

  /** From a folder, the choice goes to the next page with its address, where storage is each page's own; there it is taken off again. */
  function carryMode() {
    const chosen = () => document.getElementById("letopis-mode")?.dataset.mode || "auto";
    if (location.protocol !== "file:") return;
    for (const kind of ["click", "auxclick"]) {
      document.addEventListener(kind, (event) => {
        const link = event.target instanceof Element && event.target.closest("a[href]:not([download])");
        if (!(link instanceof HTMLAnchorElement) || link.protocol !== "file:" || !link.pathname.endsWith(".html")) return;
        if (link.pathname === location.pathname && link.hash) return;
        // Last of all, so that it can be taken off whatever stands before it.
        const rest = link.search.replace(/[?&]letopis-mode=\w+/, "");
        link.search = `${rest}${rest ? "&" : "?"}letopis-mode=${chosen()}`;
      }, { capture: true });
    }
    document.addEventListener("submit", (event) => {
      if (!(event.target instanceof HTMLFormElement) || event.defaultPrevented) return; // the search page stays where it is
      event.target.querySelector("[name=letopis-mode]")?.remove();
      event.target.append(Object.assign(document.createElement("input"), { type: "hidden", name: "letopis-mode", value: chosen() }));
    });
  }

  /** A slash, or Ctrl and K, leads to the field of the search, unless somebody is writing. */
  function offerKeys() {
    document.addEventListener("keydown", (event) => {
      const target = event.target instanceof Element ? event.target : root;
      const writing = target.matches("input, textarea, select, [contenteditable]");
      const slash = event.key === "/" && !event.ctrlKey && !event.metaKey && !event.altKey && !writing;
      const field = document.getElementById("letopis-q");
      if (!(field instanceof HTMLInputElement) || !(slash || (event.key.toLowerCase() === "k" && (event.ctrlKey || event.metaKey)))) return;
      event.preventDefault();
      field.focus();
      field.select();
    });
  }

  /** A table that does not scroll need not be a stop of the keyboard. Asked when the page is laid out, not before: that would lay it out once more. */
  function tameTables() {
    if (!("ResizeObserver" in window)) return;
    const look = new ResizeObserver((changes) => {
      for (const { target } of changes) {
        const box = target.closest(".letopis-scroll");
        if (!box) continue;
        if (box.scrollWidth > box.clientWidth) box.setAttribute("tabindex", "0");
        else box.removeAttribute("tabindex");
      }
    });
    for (const box of document.querySelectorAll(".letopis-scroll")) {
      look.observe(box);
      // A font that comes late makes what is in the box wider, and not the box.
      for (const inside of box.children) look.observe(inside);
    }
  }

  /** Shows in the margin's contents which section is being read. */
  function followReading() {
    const links = new Map();
    for (const link of document.querySelectorAll(".letopis-contents a")) {
      const section = document.getElementById(decodeURIComponent(link.getAttribute("href") || "").slice(1));
      if (section) links.set(section, link);
    }
    if (!links.size || !("IntersectionObserver" in window)) return;
    const visible = new Set();
    const observer = new IntersectionObserver((changes) => {
      for (const change of changes) {
        if (change.isIntersecting) visible.add(change.target);
        else visible.delete(change.target);
      }
      // The innermost section in sight: the last of them in the order of the page.
      const now = [...links.keys()].filter((section) => visible.has(section)).pop();
      for (const [section, link] of links) {
        if (section === now) link.setAttribute("aria-current", "true");
        else link.removeAttribute("aria-current");
      }
    }, { rootMargin: "-10% 0px -75% 0px" });
    for (const section of links.keys()) observer.observe(section);
  }

  /** Copies a citation. What was copied is said aloud by the button's own words. */
  function offerCopies() {
    if (!navigator.clipboard) return;
    for (const button of document.querySelectorAll("button[data-letopis-copy]")) {
      const term = button.closest("dt");
      const text = term && term.nextElementSibling;
      if (!(button instanceof HTMLButtonElement) || !text) continue;
      button.hidden = false;
      const words = button.firstChild;
      button.addEventListener("click", async () => {
        let said = "Copied";
        try {
          await navigator.clipboard.writeText((text.textContent || "").trim());
        } catch {
          said = "Not copied: mark the text and copy it";
        }
        if (words) words.textContent = said;
        setTimeout(() => { if (words) words.textContent = "Copy"; }, 2500);
      });
      button.setAttribute("aria-live", "polite");
    }
  }

  /** Where nothing hovers, a touch on a paragraph or heading shows its own link. Without a script, its address does. */
  function offerMarks() {
    /** @type {Element | null} */
    let shown = null;
    document.addEventListener("click", (event) => {
      if (!(event.target instanceof Element) || event.target.closest("a, button, summary, label")) return;
      shown?.classList.remove("letopis-touched");
      shown = event.target.closest("main :is(p, h1, h2, h3, h4, h5, h6, dt, caption)");
      shown?.classList.add("letopis-touched");
    });
  }

  /** A day such as 1956-01-01 in the words of the page. @param {string} day */
  function inWords(day) {
    const language = root.lang === "en" ? "en-GB" : root.lang || "en-GB";
    return new Intl.DateTimeFormat(language, { day: "numeric", month: "long", year: "numeric", timeZone: "UTC" }).format(new Date(day));
  }

  /** The day in a class such as letopis-from-19560101, as the number at its end. @param {Element} element @param {string} word */
  function dayOf(element, word) {
    return Number([...element.classList].find((name) => name.startsWith(word))?.slice(word.length) || 0);
  }

  /** A table of who sat from which day on can be asked for a day: then it shows the row that was in force. */
  function offerDays() {
    for (const table of document.querySelectorAll("table.letopis-sittings")) {
      const rows = [...table.querySelectorAll("tbody tr")].map((row) => ({ row, from: dayOf(row, "letopis-from-") }));
      const first = rows[0]?.from || 0, last = dayOf(table, "letopis-until-");
      if (first <= 0 || last < 0) continue; // a field for a day knows no years before Christ
      const label = document.createElement("label");
      label.className = "letopis-ask-day";
      const field = document.createElement("input");
      field.type = "date";
      field.setAttribute("aria-label", "Who sat on this day");
      const said = document.createElement("output");
      label.append(field);
      (table.closest(".letopis-scroll") || table).before(label, said);
      /** @param {number} day */
      const asDate = (day) => String(day).padStart(8, "0").replace(/(..)(..)$/, "-$1-$2");
      // An end keeps the year to four figures.
      field.min = asDate(first);
      field.max = last ? asDate(last) : "9999-12-31";
      const recorded = `The days from ${inWords(field.min)} ${last ? `to ${inWords(field.max)}` : "on"} are recorded.`;
      // The calendar opens in the time of the table, and not today; nothing is asked for until a day is chosen.
      let chosen = false;
      field.addEventListener("focus", () => void (field.value ||= field.min));
      field.addEventListener("blur", () => {
        if (!chosen) field.value = "";
      });
      field.addEventListener("input", () => {
        chosen = Boolean(field.value);
        const day = Number(field.value.replaceAll("-", ""));
        const now = day && !(last && day > last) ? rows.filter(({ from }) => from <= day).pop() : undefined;
        for (const { row } of rows) {
          if (row instanceof HTMLElement) row.hidden = Boolean(now) && row !== now?.row;
          row.classList.toggle("letopis-asked", row === now?.row);
        }
        const since = now && (now.row.firstElementChild?.textContent || "").trim();
        // A year of which the first figures alone are typed is none yet.
        if (!day || (day < 10000000 && first >= 10000000)) said.textContent = "";
        else if (!now) said.textContent = `${inWords(field.value)} is not recorded. ${recorded}`;
        else said.textContent = `On ${inWords(field.value)}${now.from === day ? "" : ` (unchanged since ${since})`}`;
      });
    }
  }

  /** A panel over the page closes when a link in it is followed, even to a place on the same page. */
  function closePanels() {
    if (!("popover" in HTMLElement.prototype)) return;
    for (const panel of document.querySelectorAll("[popover]")) {
      panel.addEventListener("click", (event) => {
        const followed = event.target instanceof Element && event.target.closest("a[href]");
        if (followed && panel instanceof HTMLElement && panel.matches(":popover-open")) panel.hidePopover();
      });
    }
  }

  /** The present page's entry in the tree of pages is in sight when the page opens; on a telephone, when the tree is opened. */
  function showPlace() {
    const tree = document.getElementById("letopis-tree");
    const here = tree && tree.querySelector('[aria-current="page"]');
    if (!tree || !here || !("IntersectionObserver" in window)) return;
    const show = () => {
      // The observer speaks when the page is laid out, and knows where both stand.
      const once = new IntersectionObserver(([seen]) => {
        once.disconnect();
        if (seen?.rootBounds) tree.scrollTop += seen.boundingClientRect.top - seen.rootBounds.top - 120;
      }, { root: tree });
      once.observe(here);
    };
    show();
    tree.addEventListener("toggle", (event) => {
      if (event instanceof ToggleEvent && event.newState === "open") show();
    });
  }

  offerModes();
  carryMode();
  tameTables();
  followReading();
  offerCopies();
  offerKeys();
  offerMarks();
  offerDays();
  closePanels();
  showPlace();
})();
