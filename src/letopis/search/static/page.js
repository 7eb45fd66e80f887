// @ts-check
// The search page: reads the form, asks the index, shows what was found by kind, and says how much it is.

"use strict";

/* global letopisSearch */

(function () {
  const form = document.getElementById("letopis-find");
  const results = document.getElementById("letopis-results");
  const status = document.getElementById("letopis-status");
  const kinds = document.getElementById("letopis-kinds");
  if (!(form instanceof HTMLFormElement) || !results || !status || !kinds) return;

  /** How many are shown of the kind that stands first, of the others, and of a kind alone or after a button. */
  const [OF_THE_FIRST, OF_OTHERS, MORE] = [5, 3, 20];
  const [WAIT, NEARBY, SHORTEST, ENDINGS] = [180, "300px", 3, 6];
  const [BEFORE, LONGEST] = [60, 260];
  /** Words before and after the first that was found, by which a browser knows a passage; a citation may stand where a clause ends. */
  const [WORDS_BEFORE, WORDS_AFTER, CLAUSE] = [2, 5, /[^\p{L}\p{N}\p{M}\s'’-]/u];
  const CYRILLIC = /([\u0400-\u04ff](?:[\u0400-\u04ff .,«»–-]*[\u0400-\u04ff])?)/u;
  const title = document.title;
  const native = form.dataset.native || "";
  /** @param {string} name */
  const field = (name) => /** @type {HTMLInputElement} */ (form.elements.namedItem(name));

  /** On a telephone, what narrows a search is folded, unless something of it is in use. */
  function fold() {
    const box = form?.querySelector(".letopis-refine");
    const wide = matchMedia("(min-width: 34.01rem)");
    const used = field("from").value || field("to").value || boxes().some((one) => one.checked);
    if (box instanceof HTMLDetailsElement) {
      box.open = wide.matches || Boolean(used);
      wide.addEventListener("change", () => void (box.open ||= wide.matches));
    }
  }

  let turn = 0;
  let timer = 0;

  // ------------------------------------------------------------------------------------------------ the form
  function fromAddress() {
    const asked = new URLSearchParams(location.search);
    for (const name of ["q", "from", "to"]) field(name).value = asked.get(name) || "";
  }

  const boxes = () => [.../** @type {NodeListOf<HTMLInputElement>} */ (form.querySelectorAll("input[name=kind]"))];

  function toAddress() {
    const asked = new URLSearchParams();
    for (const [name, value] of new FormData(form)) if (String(value).trim()) asked.append(name, String(value).trim());
    entitle();
    try {
      history.replaceState(null, "", `${location.pathname}${String(asked) ? `?${asked}` : ""}`);
    } catch {
      // A page that lies in a folder may not change its address in every browser; nothing else depends on it.
    }
  }

  /** The query stands in the title, where tabs and the history of the browser show it. */
  function entitle() {
    const text = field("q").value.trim();
    document.title = text ? `${text} – ${title}` : title;
  }

  /** A year, or none if the field is empty. @param {string} name */
  function year(name) {
    const value = field(name).value.trim();
    return /^-?\d+$/.test(value) ? Number(value) : null;
  }

  /** @param {[string, string, string, number][]} all @param {string[]} asked */
  function drawKinds(all, asked) {
    for (const [kind, , plural] of all) {
      const box = document.createElement("input");
      box.type = "checkbox";
      box.name = "kind";
      box.value = kind;
      box.checked = asked.includes(kind);
      const label = document.createElement("label");
      label.append(box, ` ${plural} `, element("span", "letopis-count", ""));
      kinds?.append(label);
    }
  }

  /** @param {Map<string, number>} counts */
  function countKinds(counts) {
    for (const box of boxes()) {
      const count = counts.get(box.value) || 0;
      const label = box.parentElement;
      if (!label) continue;
      label.hidden = !count && !box.checked && box !== document.activeElement;
      /** @type {Element} */ (label.querySelector(".letopis-count")).textContent = String(count);
    }
    if (kinds) kinds.hidden = boxes().every((box) => box.parentElement?.hidden);
  }

  // ------------------------------------------------------------------------------------------------ the results
  async function run() {
    const mine = ++turn;
    const typed = field("q").value.trim();
    const text = /[\p{L}\p{N}]/u.test(typed) ? typed : ""; // signs alone ask for nothing
    const filter = { kinds: new Set(boxes().filter((box) => box.checked).map((box) => box.value)), from: year("from"), to: year("to") };
    const empty = !text && !filter.kinds.size && filter.from === null && filter.to === null;
    try {
      const manifest = await letopisSearch.start();
      if (empty) {
        if (mine !== turn) return;
        countKinds(new Map());
        results?.replaceChildren();
        say("");
        suggest([]);
        return;
      }
      const answer = await letopisSearch.search(text, filter);
      const [first, ...others] = byKind(answer.entries);
      /** @param {[string, number[]]} group @param {number} count */
      const draw = ([kind, entries], count) => drawGroup(kind, entries, count, answer.terms, manifest);
      // Whoever has typed two letters is not told that they were found nowhere.
      const begun = !first && text && text.length < SHORTEST;
      // The first is shown as soon as it is there; the others need more pieces of the index.
      const best = first ? await draw(first, 1) : { section: begun ? "" : nothing(), more: null };
      if (mine !== turn) return;
      results?.replaceChildren(best.section);
      countKinds(answer.counts);
      say(...(begun ? [] : summary(text, answer)));
      await letopisSearch.alphabets().catch(() => null); // names in other letters are then not marked
      await best.more?.((others.length ? OF_THE_FIRST : MORE) - 1);
      const rest = await Promise.all(others.map((group) => draw(group, OF_OTHERS)));
      if (mine !== turn) return;
      results?.append(...rest.map(({ section }) => section));
      const endings = await letopisSearch.endings(field("q").value, ENDINGS);
      if (mine === turn) suggest(endings);
    } catch (error) {
      if (mine !== turn) return;
      results?.replaceChildren();
      say(`The index could not be read: ${error instanceof Error ? error.message : error}. Load the page anew, or use the index of names.`);
    }
  }

  /** @param {number[]} entries */
  function byKind(entries) {
    /** @type {Map<string, number[]>} */
    const groups = new Map();
    for (const entry of entries) {
      const kind = letopisSearch.kindOf(entry);
      groups.set(kind, [...(groups.get(kind) || []), entry]);
    }
    return groups;
  }

  /** @param {(Node | string)[]} content */
  function say(...content) {
    status?.replaceChildren(...content);
  }

  /** Ways to go on with what was typed. @param {string[]} texts */
  function suggest(texts) {
    document.getElementById("letopis-endings")?.replaceChildren(...texts.map((text) => {
      const option = document.createElement("option");
      option.value = text;
      return option;
    }));
  }

  /** A search for other words, as a link that can be opened anywhere. @param {string} text */
  function searchFor(text) {
    const link = element("a", "", `“${text}”`);
    link.setAttribute("href", `?${new URLSearchParams({ q: text })}`);
    return link;
  }

  /** @param {string} text @param {any} answer */
  function summary(text, answer) {
    const total = answer.entries.length;
    const query = text ? ` for “${text}”` : "";
    if (answer.meant.length && total) {
      /** @type {(Node | string)[]} */
      const said = [`Nothing found${query} as it is written. Did you mean `];
      answer.meant.forEach((/** @type {string} */ one, /** @type {number} */ place) => said.push(place ? " or " : "", searchFor(one)));
      return [...said, `? ${total} found for ${answer.meant.length > 1 ? "these" : "that"}.`];
    }
    const said = [`${total || "Nothing"} found${query}.`];
    if (answer.silent && !total) said.push("These words stand everywhere, so they are not looked for.");
    if (answer.missing.length && total) said.push(`Not in the archive: ${answer.missing.map((/** @type {string} */ word) => `“${word}”`).join(", ")}.`);
    else if (answer.partial && total) said.push("Nothing has all of these; what has most of them is shown.");
    return [said.join(" ")];
  }

  /** What to do when nothing was found. */
  function nothing() {
    const advice = element("p", "letopis-nothing", "Fewer words, or a surname alone, may find more.");
    if (form?.dataset.index) {
      const link = element("a", "", "index");
      link.setAttribute("href", form.dataset.index);
      advice.append(" The ", link, " lists every name, with its variants.");
    }
    return advice;
  }

  /** @param {string} kind @param {number[]} entries @param {number} count @param {Set<string>} terms @param {any} manifest */
  async function drawGroup(kind, entries, count, terms, manifest) {
    const [, one, many] = manifest.kinds.find((/** @type {any} */ row) => row[0] === kind);
    const section = element("section", "letopis-found");
    const head = element("h2", "", `${entries.length === 1 ? one : many} `, element("span", "letopis-count", String(entries.length)));
    const list = element("ol", "");
    section.append(head, list);
    let next = 0;
    /** One batch after the other: none overtakes another, and one that does not come can be asked for again. @type {Promise<any>} */
    let before = Promise.resolve();
    /** @param {number} count @returns {Promise<HTMLElement[]>} */
    const more = (count) => (before = before.catch(() => {}).then(() => add(count)));
    /** @param {number} count */
    const add = async (count) => {
      const batch = entries.slice(next, next + count);
      const drawn = await Promise.all(batch.map((entry) => drawEntry(entry, terms)));
      next += batch.length;
      list.append(...drawn);
      button.hidden = next >= entries.length;
      button.textContent = `Show ${Math.min(MORE, entries.length - next)} more of ${entries.length} ${many.toLowerCase()}`;
      return drawn;
    };
    const button = element("button", "letopis-show-more", "");
    button.setAttribute("type", "button");
    button.addEventListener("click", async () => {
      try {
        const drawn = await more(MORE);
        drawn[0]?.querySelector("a")?.focus();
      } catch (error) {
        say(`More could not be read: ${error instanceof Error ? error.message : error}. Try it again.`);
      }
    });
    section.append(button);
    await more(count);
    return { section, more };
  }

  /** @param {number} entry @param {Set<string>} terms */
  async function drawEntry(entry, terms) {
    const [title, address, line, said, verdict] = await letopisSearch.card(entry);
    const link = document.createElement("a");
    link.href = letopisSearch.root + address;
    link.append(...marked(title, terms));
    const excerpt = element("p", "letopis-excerpt");
    excerpt.append(...marked(said, terms));
    // What a claim is worth stands before what it says.
    const judged = verdict ? [element("span", `letopis-verdict letopis-verdict-${verdict}`, verdict.replaceAll("-", " ")), " "] : [];
    const item = element("li", "", ...judged, link, element("p", "letopis-line", ...inLanguages(line)), excerpt);
    const told = new Set(hitsIn(`${title}. ${said}`, terms).map((hit) => hit.term));
    if (told.size < terms.size) {
      whenSeen(item, async () => {
        // The summary says what a thing is; only where a passage has more of the words is it shown instead.
        // The fields, which begin with a tab, are no sentences: they are shown only if no sentence has more of the words,
        // and title and summary have fewer than half of them.
        const lines = (await letopisSearch.text(entry).catch(() => "")).split("\n");
        const more = (/** @type {boolean} */ fields) => {
          const part = passage(lines.filter((one) => one.startsWith("\t") === fields).map((one) => one.trim()), terms);
          return hitsIn(part, terms).some((hit) => !told.has(hit.term)) ? part : "";
        };
        const sentence = more(false);
        const part = sentence || (2 * told.size < terms.size ? more(true) : "");
        if (part) excerpt.replaceChildren(...marked(part, terms), ...(sentence ? [" ", passageLink(link.href, title, part, terms)] : []));
      });
    }
    return item;
  }

  /** @type {WeakMap<Element, () => void>} */
  const waiting = new WeakMap();
  const watch = !("IntersectionObserver" in window) ? null : new IntersectionObserver((all) => {
    for (const { target } of all.filter((one) => one.isIntersecting)) {
      watch?.unobserve(target);
      waiting.get(target)?.();
    }
  }, { rootMargin: NEARBY });

  /** Does something once an element is about to be seen. @param {Element} item @param {() => void} act */
  function whenSeen(item, act) {
    waiting.set(item, act);
    if (watch) watch.observe(item);
    else act();
  }

  // ------------------------------------------------------------------------------------------------ excerpts
  /** The places in a text where what was asked for stands. @param {string} text @param {Set<string>} terms */
  function hitsIn(text, terms) {
    const words = letopisSearch.words();
    const hits = [];
    for (const date of words.dates(text.replaceAll("İ", "I").toLowerCase())) {
      const term = date.terms.find((one) => terms.has(one) || terms.has(one.slice(0, -3)));
      if (term) hits.push({ start: date.start, end: date.end, term });
    }
    for (const match of text.matchAll(/[\p{L}\p{N}\p{M}ʹʺ]+(?:[ʻʼ'’][\p{L}\p{N}\p{M}ʹʺ]+)*/gu)) {
      const term = words.split(match[0]).map(words.term).find((one) => terms.has(one));
      if (term) hits.push({ start: match.index, end: match.index + match[0].length, term });
    }
    return hits.sort((a, b) => a.start - b.start);
  }

  /** The part of a line that holds most of what was asked for, cut between words. @param {string[]} lines @param {Set<string>} terms */
  function passage(lines, terms) {
    let best = { text: "", from: 0, worth: 0 };
    for (const text of lines) {
      const hits = hitsIn(text, terms);
      for (const { start: from } of hits) {
        const near = hits.filter((one) => one.start >= from && one.end <= from + LONGEST - BEFORE);
        const worth = new Set(near.map((one) => one.term)).size;
        if (worth > best.worth) best = { text, from, worth };
      }
    }
    const { text, from } = best;
    let start = Math.max(0, from - BEFORE);
    const sentence = text.slice(start, from).search(/(?<=[.!?]\s)\p{Lu}/u);
    if (sentence >= 0) start += sentence;
    else if (start) start = text.indexOf(" ", start) + 1;
    let end = Math.min(text.length, start + LONGEST);
    if (end < text.length) end = Math.max(text.lastIndexOf(" ", end), start + 1);
    return `${start && sentence < 0 ? "… " : ""}${text.slice(start, end)}${end < text.length ? " …" : ""}`;
  }

  /**
   * A link to a passage: the browser goes to its words and marks them; one that cannot goes to the record or section.
   * @param {string} address @param {string} title @param {string} text @param {Set<string>} terms
   */
  function passageLink(address, title, text, terms) {
    const { start } = hitsIn(text, terms)[0];
    const before = (text.slice(0, start).split(CLAUSE).pop() || "").match(/\S+/gu) || [];
    const after = text.slice(start).split(CLAUSE)[0].match(/\S+/gu) || [];
    const words = [...before.slice(-WORDS_BEFORE), ...after.slice(0, WORDS_AFTER)].join(" ");
    const link = element("a", "letopis-passage", "Go to these words");
    link.setAttribute("href", `${address}${address.includes("#") ? "" : "#"}:~:text=${encodeURIComponent(words).replaceAll("-", "%2D")}`);
    link.setAttribute("aria-label", `Go to these words: ${title}`);
    return link;
  }

  /** A text as nodes, with what was asked for marked. @param {string} text @param {Set<string>} terms */
  function marked(text, terms) {
    /** @type {(Node | string)[]} */
    const nodes = [];
    let at = 0;
    const hits = terms.size ? hitsIn(text, terms) : [];
    for (const hit of hits) {
      if (hit.start < at) continue;
      nodes.push(...inLanguages(text.slice(at, hit.start)), element("mark", "", ...inLanguages(text.slice(hit.start, hit.end))));
      at = hit.end;
    }
    nodes.push(...inLanguages(text.slice(at)));
    return nodes;
  }

  /** A text as nodes, with runs of Cyrillic marked as what they are, for those who listen. @param {string} text */
  function inLanguages(text) {
    return text.split(CYRILLIC).filter(Boolean).map((part) => {
      if (!native || !CYRILLIC.test(part)) return part;
      const run = element("span", "", part);
      run.lang = native;
      return run;
    });
  }

  /** @param {string} tag @param {string} name @param {(Node | string)[]} content */
  function element(tag, name, ...content) {
    const made = document.createElement(tag);
    if (name) made.className = name;
    made.append(...content);
    return made;
  }

  // ------------------------------------------------------------------------------------------------ beginning
  form.hidden = false;
  document.getElementById("letopis-unsearched")?.remove();
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    clearTimeout(timer);
    toAddress();
    run();
  });
  form.addEventListener("input", () => {
    clearTimeout(timer);
    timer = setTimeout(() => {
      toAddress();
      run();
    }, WAIT);
  });
  // What is typed before the index is there stays; only the kinds have to wait for it.
  const first = new URLSearchParams(location.search).getAll("kind");
  fromAddress();
  entitle();
  if (!field("q").value) field("q").focus();
  letopisSearch.start().then((manifest) => {
    drawKinds(manifest.kinds, first);
    fold();
    return run();
  }).catch(() => run());
})();
