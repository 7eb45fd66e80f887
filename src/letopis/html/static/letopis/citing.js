// @ts-check
// Citations: the address at which a page is read, where nobody has set one, and the citation of a paragraph.

"use strict";

(function () {
  const here = location.href.split("#")[0];
  const kinds = [".bib", ".ris", ".csl.json"];

  /**
   * The text of a file for programs with the address put in.
   * @param {string} text
   * @param {string} kind
   * @param {string} address
   */
  function addressed(text, kind, address) {
    if (kind === ".bib") return text.replace(/\}\s*$/, () => `  url = {${address}},\n}\n`);
    if (kind === ".ris") return text.replace(/(^|\n)ER {2}-/, (_, before) => `${before}UR  - ${address}\nER  -`);
    return JSON.stringify(JSON.parse(text).map((/** @type {object} */ item) => ({ ...item, URL: address })), null, 1);
  }

  /**
   * Puts the address at which the page is read into a box of citations that has none.
   * @param {HTMLElement} box
   */
  function fill(box) {
    const address = here + (box.dataset.letopisAt || "");
    for (const text of box.querySelectorAll("dd p")) {
      const last = text.lastChild;
      if (!last || last.nodeType !== Node.TEXT_NODE || text.querySelector("a")) continue;
      const entry = text.closest("dd");
      const [before, after] = ((entry && entry.dataset.letopisAround) || ". |.").split("|");
      last.textContent = (last.textContent || "").replace(/\.\s*$/, before);
      const link = document.createElement("a");
      link.href = link.textContent = address;
      text.append(link, after);
    }
    for (const link of box.querySelectorAll("a[download]")) {
      const kind = kinds.find((one) => (link.getAttribute("href") || "").endsWith(one));
      const entry = link.closest("dt");
      const text = entry && entry.nextElementSibling && entry.nextElementSibling.querySelector("pre");
      if (!kind || !text) continue;
      text.textContent = addressed(text.textContent || "", kind, address);
      link.setAttribute("download", (link.getAttribute("href") || "").split("/").pop() || "");
      link.setAttribute("href", `data:text/plain;charset=utf-8,${encodeURIComponent(text.textContent)}`);
    }
  }

  /** A button beside the mark of the paragraph that is looked at: it copies the citation, with the paragraph named. */
  function offerParagraphs() {
    const note = document.querySelector(".letopis-page-footer .letopis-cite dd p");
    if (!note || !navigator.clipboard) return;
    const button = document.createElement("button");
    button.type = "button";
    button.className = "letopis-cite-par";
    button.textContent = "cite";
    button.setAttribute("aria-live", "polite");
    /** @type {HTMLAnchorElement | null} */
    let mark = null;
    /** What was done stands on the button, and is what the button is called. @param {string} words */
    const say = (words) => {
      button.textContent = words;
      button.setAttribute("aria-label", words);
    };
    /** @param {Element | null | undefined} at @returns {boolean} */
    const stand = (at) => {
      const found = at && at !== button ? at.querySelector(":scope > a.letopis-par") : null;
      if (!(found instanceof HTMLAnchorElement) || found === mark) return false;
      mark = found;
      button.textContent = "cite";
      button.setAttribute("aria-label", `Copy a citation of ${named(mark)}`);
      mark.after(button);
      return true;
    };
    /** @param {Event} event */
    const move = (event) => {
      // Whoever has come to the button by the keyboard does not lose it to a pointer that lies about.
      if (event.type === "pointerover" && button.matches(":focus-visible")) return;
      if (!stand(event.target instanceof Element ? event.target.closest("p, .letopis-cite-par") : null) || !mark) return;
      // Of a paragraph that ends below the screen of a telephone the button floats until the page is moved.
      const beyond = event instanceof PointerEvent && event.pointerType === "touch" && mark.getBoundingClientRect().top > innerHeight;
      button.classList.toggle("letopis-cite-afloat", beyond);
      if (beyond) addEventListener("scroll", () => button.classList.remove("letopis-cite-afloat"), { once: true });
    };
    button.addEventListener("click", async () => {
      const asked = mark;
      if (!asked) return;
      const said = await navigator.clipboard.writeText(citation(note, asked)).then(() => `copied: a citation of ${named(asked)}, with its address`, () => "not copied");
      if (asked === mark) say(said); // else the button stands at another paragraph by now
    });
    document.addEventListener("pointerover", move);
    document.addEventListener("focusin", move);
    // Whoever comes by the address of a paragraph, or by words in it, finds its button there.
    const arrive = () => void stand(document.querySelector("p:target"));
    addEventListener("hashchange", arrive);
    // Words are looked for by the browser some time after the page is there, and no event says when they are found.
    for (const wait of [0, 300, 1000]) setTimeout(() => void (mark || arrive()), wait);
    const hint = document.createElement("p");
    hint.className = "letopis-cite-hint";
    hint.textContent = "One paragraph: tap it, or point at it, and choose “cite” at its end.";
    note.closest(".letopis-cite")?.querySelector("summary")?.after(hint);
  }

  /** @param {HTMLAnchorElement} mark */
  function named(mark) {
    return (mark.title || "").replace(/^Link to /, "") || "this paragraph";
  }

  /**
   * The note of the page with the paragraph named and linked to.
   * @param {Element} note
   * @param {HTMLAnchorElement} mark
   */
  function citation(note, mark) {
    const link = note.querySelector("a");
    const page = link ? link.href.split("#")[0] : here;
    const words = (note.textContent || "").trim().replace(/\.$/, "");
    const head = link && link.textContent ? words.slice(0, words.length - link.textContent.length) : `${words}, `;
    return `${head}${named(mark)}, ${page}${mark.getAttribute("href")}.`;
  }

  // The box of the page is asked for its address by the button of a paragraph; each other is filled when it is opened,
  // before the notes beside the text look how high it is.
  const unfilled = new Set();
  for (const box of document.querySelectorAll(".letopis-cite[data-letopis-at]")) {
    if (!(box instanceof HTMLDetailsElement)) continue;
    if (box.open || box.closest(".letopis-page-footer")) fill(box);
    else unfilled.add(box);
  }
  document.addEventListener("toggle", ({ target }) => {
    if (target instanceof HTMLDetailsElement && unfilled.delete(target)) fill(target);
  }, true);
  for (const place of document.querySelectorAll(".letopis-here")) place.textContent = here;
  offerParagraphs();
})();
