// @ts-check
// A word on where a link leads, before it is followed: on pointing at it, on reaching it with the keyboard, and, on
// a screen that is touched, on holding it, with a link to go on. Escape or a touch elsewhere closes it.
// The words come from a small script for each page (see previews.py); for notes, from the page itself.

"use strict";

(function () {
  /** @typedef {{title?: string, native?: string, language?: string, line?: string, text?: string, italics?: string[], verdict?: string}} Preview */

  const main = document.getElementById("main-content");
  const base = new URL(document.documentElement.dataset.content_root || "./", location.href);
  if (!main) return;

  /** @type {Map<string, Promise<Record<string, Preview>>>} Previews by page, each asked for once. */
  const asked = new Map();
  /** @type {Map<string, (previews: Record<string, Preview>) => void>} */
  const waiting = new Map();

  /** What the data scripts call. @param {string} page @param {Record<string, Preview>} previews */
  Reflect.set(window, "letopisPreview", (/** @type {string} */ page, /** @type {any} */ previews) => {
    waiting.get(page)?.(previews);
  });

  /** @param {string} page @returns {Promise<Record<string, Preview>>} */
  function previewsOf(page) {
    let answer = asked.get(page);
    if (!answer) {
      answer = new Promise((resolve) => {
        waiting.set(page, resolve);
        const script = document.createElement("script");
        script.src = new URL(`_static/letopis/previews/${page}.js`, base).href;
        script.onload = script.onerror = () => resolve({}); // of one that came, what it said counts already
        document.head.append(script);
      });
      asked.set(page, answer);
    }
    return answer;
  }

  /** The page and the place that a link leads to, if they have previews: within the archive, or in one it names. @param {HTMLAnchorElement} link */
  function targetOf(link) {
    const other = /(?:^| )letopis-in-([a-z]+)(?: |$)/.exec(link.className);
    if (other) return { page: `-${other[1]}`, place: link.getAttribute("href") || "", here: false };
    const url = new URL(link.href, location.href);
    const path = url.href.split(/[?#]/)[0];
    if (!path.startsWith(base.href)) return null;
    const page = decodeURIComponent(path.slice(base.href.length)).replace(/\.html$|\/$/, "");
    return { page: page || "index", place: decodeURIComponent(url.hash.slice(1)), here: path === location.href.split(/[?#]/)[0] };
  }

  /** @param {HTMLAnchorElement} link @returns {Promise<Node[]>} What to show for a link; nothing if there is nothing to say. */
  async function contentOf(link) {
    const target = targetOf(link);
    if (!target) return [];
    const note = target.here && link.getAttribute("role") === "doc-noteref" && document.getElementById(target.place);
    if (note) return [element("div", "letopis-preview-note", ...await inFull(note))];
    if (target.here && !target.place) return [];
    const previews = await previewsOf(target.page);
    const preview = (Object.hasOwn(previews, target.place) && previews[target.place]) || (target.here ? undefined : previews[""]);
    return preview ? drawn(preview) : [];
  }

  /**
   * A note with its sources in full, each once, from the list of sources; its own words too, where it says more than
   * whom it cites. @param {Element} note @returns {Promise<Node[]>}
   */
  async function inFull(note) {
    const parts = [...note.children].filter((part) => !part.classList.contains("label") && !part.classList.contains("backrefs"));
    const own = parts.map((part) => /** @type {Element} */ (part.cloneNode(true)));
    const links = own.flatMap((part) => /** @type {HTMLAnchorElement[]} */ ([...part.querySelectorAll(".bibtex-citation a[href]")]));
    /** @type {Map<string, Element>} */
    const found = new Map();
    for (const link of links) {
      const target = targetOf(link);
      const preview = target && (await previewsOf(target.page))[target.place];
      if (preview?.text) found.set(link.href, element("p", "letopis-reference", ...textOf(preview), " ", open(link)));
    }
    let said = own.map((part) => part.textContent || "").join(" ");
    for (const link of links) if (found.has(link.href)) said = said.replace(link.textContent || "", "");
    const says = /[\p{L}\p{N}]/u.test(said) || found.size < new Set(links.map((link) => link.href)).size;
    return says ? [...own, ...found.values()] : [...found.values()];
  }

  /** A link to a source in the list, by a sign, after its full reference. @param {HTMLAnchorElement} link */
  function open(link) {
    const made = document.createElement("a");
    made.href = link.href;
    made.textContent = "→";
    made.setAttribute("aria-label", `In the list of sources: ${link.textContent}`);
    return made;
  }

  /** @param {Preview} preview */
  function drawn(preview) {
    const parts = [];
    const head = element("p", "letopis-preview-head", element("strong", "", preview.title || ""));
    if (preview.native) {
      const native = element("span", "letopis-preview-native", preview.native);
      native.lang = preview.language || "";
      head.append(" ", native);
    }
    if (preview.verdict) {
      const verdict = element("span", `letopis-verdict letopis-verdict-${preview.verdict}`, preview.verdict.replaceAll("-", " "));
      head.append(" ", verdict);
    }
    if (preview.title) parts.push(head);
    if (preview.line) parts.push(element("p", "letopis-preview-line", preview.line));
    if (preview.text) parts.push(element("p", "", ...textOf(preview)));
    return parts;
  }

  /** The text of a preview; titles of books and journals stand in italics. @param {Preview} preview */
  function textOf(preview) {
    /** @type {(Node | string)[]} */
    const parts = [];
    let rest = preview.text || "";
    for (const italic of preview.italics || []) {
      const at = rest.indexOf(italic);
      if (at < 0) continue;
      parts.push(rest.slice(0, at), element("em", "", italic));
      rest = rest.slice(at + italic.length);
    }
    return [...parts, rest];
  }

  /** @param {string} tag @param {string} name @param {(Node | string)[]} content */
  function element(tag, name, ...content) {
    const made = document.createElement(tag);
    if (name) made.className = name;
    made.append(...content);
    return made;
  }

  // ------------------------------------------------------------------------------------------ notes beside the text
  const WIDE = matchMedia("(min-width: 85rem)");
  const GAP = 10;
  /** What stays in sight above a touched link: the bar, and some lines of its sentence. */
  const ABOVE = 170;
  let begun = false;

  /** Where the screen is wide, each note stands in the margin beside its first number too, with its sources in full. */
  async function setSideNotes() {
    const article = document.querySelector("article");
    if (!WIDE.matches || !article || begun) return;
    begun = true;
    document.documentElement.classList.toggle("letopis-has-side-notes", Boolean(document.querySelector("aside.footnote[id]")));
    for (const note of document.querySelectorAll("aside.footnote[id]")) {
      const number = [...article.querySelectorAll(`a.footnote-reference[href="#${CSS.escape(note.id)}"]`)].find((one) => !one.closest("table, .letopis-preview"));
      if (!number) continue;
      const content = await inFull(note);
      const made = element("div", "letopis-side-note", element("span", "letopis-side-number", number.textContent?.replace(/\D/g, "") || ""), ...content);
      // The notes at the end are those that are read aloud and reached by the keyboard.
      made.setAttribute("aria-hidden", "true");
      for (const link of made.querySelectorAll("a")) link.tabIndex = -1;
      beside.set(made, number);
    }
    article.append(...beside.keys()); // all at once: none lies over another, however late its sources come
    placeSideNotes();
  }

  /** @type {Map<HTMLElement, Element>} Each note in the margin, and its number in the text. */
  const beside = new Map();

  /** No note lies over another, nor over a table or drawing that reaches into the margin. */
  function placeSideNotes() {
    const article = document.querySelector("article");
    if (!article || !beside.size || !WIDE.matches) return;
    const zero = article.getBoundingClientRect();
    const margin = [...beside.keys()][0].getBoundingClientRect().left;
    const wide = [...article.querySelectorAll("figure, table, .letopis-scroll, pre")].map((one) => one.getBoundingClientRect()).filter((one) => one.height && one.right > margin);
    let free = 0;
    for (const [note, number] of beside) {
      const height = note.offsetHeight;
      let top = Math.max(free, number.getBoundingClientRect().top - zero.top - 4);
      for (const one of wide) {
        if (one.top - zero.top < top + height && one.bottom - zero.top > top) top = one.bottom - zero.top + GAP;
      }
      note.style.top = `${top}px`;
      free = top + height + GAP;
    }
  }

  // To ask for the fonts makes the browser lay the page out at once: a telephone, which has no such margin, is spared it.
  const start = () => WIDE.matches && document.fonts.ready.then(setSideNotes).catch(() => {});
  start();
  WIDE.addEventListener("change", start);
  window.addEventListener("resize", placeSideNotes);
  document.fonts.addEventListener("loadingdone", placeSideNotes); // a face that the notes alone asked for
  document.addEventListener("toggle", placeSideNotes, true);

  // ------------------------------------------------------------------------------------------ showing and hiding
  const box = element("div", "letopis-preview");
  box.id = "letopis-preview";
  box.hidden = true;
  // Spoken when it appears at a link that the keyboard has reached; a box that follows the mouse stays silent.
  const spoken = element("div", "letopis-unseen");
  spoken.setAttribute("role", "status");
  document.body.append(box, spoken);

  /** @type {HTMLAnchorElement | null} */
  let current = null;
  let timer = 0;
  let turn = 0;

  function hide() {
    clearTimeout(timer);
    turn += 1;
    if (box.hidden) return;
    box.hidden = true;
    spoken.textContent = "";
    current?.removeAttribute("aria-describedby");
    current = null;
  }

  /** @param {HTMLAnchorElement} link @param {"mouse" | "keys" | "touch"} by */
  async function show(link, by) {
    const mine = ++turn;
    const content = await contentOf(link);
    if (mine !== turn || !content.length) return content.length > 0;
    box.replaceChildren(...content);
    box.removeAttribute("role");
    box.removeAttribute("aria-label");
    current?.removeAttribute("aria-describedby");
    current = link;
    if (by === "touch") {
      box.setAttribute("role", "dialog");
      box.setAttribute("aria-label", "Preview");
      const onward = element("a", "letopis-preview-open", link.getAttribute("role") === "doc-noteref" ? "Go to the note" : "Open");
      if (onward instanceof HTMLAnchorElement) onward.href = link.href;
      box.append(element("p", "", onward));
    } else {
      box.setAttribute("role", "tooltip");
      link.setAttribute("aria-describedby", box.id);
    }
    box.hidden = false;
    if (by === "touch") makeRoom(link);
    place(link);
    if (by === "keys") spoken.textContent = box.textContent;
    if (by === "touch") /** @type {HTMLElement | null} */ (box.querySelector("a.letopis-preview-open"))?.focus({ preventScroll: true });
    return true;
  }

  /**
   * On a telephone the box stands below what was touched, whose sentence stays in sight: the page moves up where there is
   * no room. @param {HTMLAnchorElement} link
   */
  function makeRoom(link) {
    const line = link.getClientRects()[0] || link.getBoundingClientRect();
    const lack = line.bottom + GAP + box.offsetHeight - root().clientHeight;
    if (lack > 0) window.scrollBy({ top: Math.min(lack, Math.max(0, line.top - ABOVE)), behavior: "instant" });
  }

  /** Below the link, or above where there is no room; never beyond an edge. @param {HTMLAnchorElement} link */
  function place(link) {
    const line = link.getClientRects()[0] || link.getBoundingClientRect();
    const gap = 6;
    const width = box.offsetWidth;
    const height = box.offsetHeight;
    const left = Math.max(8, Math.min(line.left, root().clientWidth - width - 8));
    const below = line.bottom + gap;
    const top = below + height <= root().clientHeight || line.top < height + gap ? below : line.top - gap - height;
    box.style.left = `${left + window.scrollX}px`;
    box.style.top = `${top + window.scrollY}px`;
  }

  const root = () => document.documentElement;

  /** The link in the text that an event is about. @param {Event} event @returns {HTMLAnchorElement | null} */
  function linkOf(event) {
    const link = event.target instanceof Element ? event.target.closest("main a[href]") : null;
    const plain = link && link.closest(".letopis-page-footer, .prev-next-area, .letopis-contents, .letopis-crumbs, .headerlink, .letopis-par");
    // An open panel lies over everything, and over a preview.
    const panel = link && "popover" in HTMLElement.prototype && link.closest("[popover]");
    return link instanceof HTMLAnchorElement && !plain && !(panel && panel.matches(":popover-open")) ? link : null;
  }

  main.addEventListener("pointerover", (event) => {
    const link = linkOf(event);
    if (!link || event.pointerType === "touch") return;
    clearTimeout(timer);
    if (link !== current) timer = setTimeout(() => show(link, "mouse"), 250);
  });
  main.addEventListener("pointerout", (event) => {
    if (linkOf(event) && event.pointerType !== "touch") leave();
  });
  // The pointer may go into the box, to mark its text or to follow a link in it.
  box.addEventListener("pointerover", () => clearTimeout(timer));
  box.addEventListener("pointerout", (event) => {
    if (event.pointerType !== "touch" && !box.contains(/** @type {Node | null} */ (event.relatedTarget))) leave();
  });

  function leave() {
    clearTimeout(timer);
    turn += 1;
    timer = setTimeout(hide, 300);
  }

  main.addEventListener("focusin", (event) => {
    const link = linkOf(event);
    if (!link || !link.matches(":focus-visible") || link === current) return;
    clearTimeout(timer);
    // Long enough that going from link to link is not followed by talk.
    timer = setTimeout(() => show(link, "keys"), 400);
  });
  main.addEventListener("focusout", (event) => {
    if (linkOf(event) && (box.hidden || box.getAttribute("role") !== "dialog")) hide();
  });

  // A touch follows a link. A finger held on it, or a second finger, shows what it leads to; so does a touch on the
  // number of a note, for what it leads to is a note and no page.
  const HELD = 450;
  let fingers = 0;
  let held = false;
  let holding = 0;
  document.addEventListener("pointerdown", (event) => {
    if (!box.hidden && event.target instanceof Node && !box.contains(event.target) && event.target !== current) hide();
    held = false;
    if (event.pointerType !== "touch") return;
    fingers += 1;
    clearTimeout(holding);
    const link = linkOf(event);
    if (!link || !targetOf(link)) return;
    const preview = () => {
      held = true;
      show(link, "touch");
    };
    if (fingers > 1) preview();
    else holding = setTimeout(preview, HELD);
  });
  for (const end of ["pointerup", "pointercancel"]) {
    document.addEventListener(end, (event) => {
      if (!(event instanceof PointerEvent) || event.pointerType !== "touch") return;
      fingers = Math.max(0, fingers - 1);
      clearTimeout(holding);
    });
  }
  // A system's own menu for a held link would lie over the preview.
  main.addEventListener("contextmenu", (event) => {
    if (held && linkOf(event)) event.preventDefault();
  });
  main.addEventListener("click", (event) => {
    const link = linkOf(event);
    if (!link || event.metaKey || event.ctrlKey) return;
    const note = link.getAttribute("role") === "doc-noteref" && event instanceof PointerEvent && event.pointerType === "touch";
    if (!held && !(note && link !== current)) return;
    event.preventDefault();
    if (note && !held) show(link, "touch");
    held = false;
  });

  document.addEventListener("keydown", (event) => {
    if (event.key !== "Escape" || box.hidden) return;
    const link = current;
    const inside = box.contains(document.activeElement);
    hide();
    if (inside) link?.focus();
    clearTimeout(timer); // the link that has the focus again does not open it anew
  });
  window.addEventListener("resize", hide);
  window.addEventListener("pagehide", hide); // whoever comes back finds the page as it was
})();
