// @ts-check
// The index: loads its pieces when they are asked for, and finds entries for a query. Draws nothing.
// What the pieces hold is said in shards.py, what a level is in index.py.

"use strict";

/* global letopisWords, letopisStemmers */

// eslint-disable-next-line no-unused-vars
var letopisSearch = (function () {
  /**
   * @typedef {{entries: number, kinds: [string, string, string, number][], firsts: Record<string, string[]>, rows: Record<string, number>,
   *   stop: string, dates: string, months: Record<string, number>}} Manifest
   * @typedef {{said: string, terms: string[], word: string, optional: boolean}} Unit One thing asked for.
   * @typedef {{levels: Map<number, number>, terms: string[], count: number, corrected: string[], missing: boolean}} Found
   *   What it is in; `missing` if only what is near it, such as its month, was found.
   * @typedef {{kinds: Set<string>, from: number | null, to: number | null}} Filter
   * @typedef {{entries: number[], counts: Map<string, number>, terms: Set<string>, missing: string[],
   *   corrected: string[], partial: boolean}} Answer
   */

  const own = document.currentScript instanceof HTMLScriptElement ? document.currentScript.src : location.href;
  const [folder, version] = [new URL(".", own).href, new URL(own).search];
  const NAME_LEVEL = 12;
  const WHOLE_NAME = 34;
  const [PREFIX, NEAR, FAR, OTHER_NAME] = [0.8, 0.75, 0.6, 0.9];
  const MOST_PIECES = 4;
  const LONGEST_RANGE = 60;
  /** Words that are names together, as in a title, are worth more than a name here and a word there. */
  const TOGETHER = 15;
  /** Pages and sources come after records, unless they are called by the words asked for; then after records of equal worth. */
  const [NO_RECORDS, LESS, BELOW] = [new Set(["page", "source"]), 0.7, 1000];

  /** @type {Map<string, any>} */
  const taken = new Map();
  /** @type {Map<string, Promise<any>>} */
  const asked = new Map();
  /** @type {Manifest} */
  let manifest;
  /** @type {ReturnType<typeof letopisWords>} */
  let words;

  /** What the pieces call. @param {string} name @param {any} data */
  const take = (name, data) => void taken.set(name, data);

  /** What the manifest calls. @param {Manifest} data */
  function open(data) {
    manifest = data;
    words = letopisWords(letopisStemmers, data);
  }

  /** Loads a script beside this one, once. @param {string} name @returns {Promise<any>} */
  function load(name) {
    let answer = asked.get(name);
    if (!answer) {
      answer = new Promise((resolve, reject) => {
        const script = document.createElement("script");
        script.src = `${folder}${name}.js${version}`;
        script.onload = () => resolve(taken.get(name));
        script.onerror = () => {
          asked.delete(name);
          reject(new Error(`${name}.js could not be loaded`));
        };
        document.head.append(script);
      });
      asked.set(name, answer);
    }
    return answer;
  }

  /** Loads what must be known before the first search. @returns {Promise<Manifest>} */
  const start = () => load("manifest").then(() => manifest);

  /** The number of the piece that would hold a key. @param {string} family @param {string} key */
  function pieceOf(family, key) {
    const firsts = manifest.firsts[family] || [];
    let [low, high] = [0, firsts.length];
    while (low < high) {
      const middle = (low + high) >> 1;
      if (firsts[middle] <= key) low = middle + 1;
      else high = middle;
    }
    return low - 1;
  }

  /** One row of a numbered family. @param {string} family @param {number} entry */
  async function row(family, entry) {
    const many = manifest.rows[family];
    return (await load(`${family}${Math.floor(entry / many)}`))[entry % many];
  }

  /** The pieces that hold keys with this beginning. @param {string} family @param {string} beginning */
  function piecesFrom(family, beginning) {
    const first = Math.max(0, pieceOf(family, beginning));
    const last = Math.min(pieceOf(family, `${beginning}\uffff`), first + MOST_PIECES - 1);
    return Promise.all(Array.from({ length: Math.max(0, last - first + 1) }, (_, step) => load(`${family}${first + step}`)));
  }

  /** The names, or names from the end, with this beginning. @param {"n" | "r"} family @param {string} beginning */
  async function namesFrom(family, beginning) {
    const pieces = await piecesFrom(family, beginning);
    return pieces.flatMap((/** @type {string} */ piece) => piece.split(" ")).filter((name) => name.startsWith(beginning));
  }

  /** The entries of a term, and another form under which it stands in texts. @param {string} term */
  async function lookUp(term) {
    const piece = pieceOf("t", term);
    const written = piece < 0 ? undefined : (await load(`t${piece}`))[term];
    /** @type {Map<number, number>} */
    const levels = new Map();
    if (typeof written !== "string") return { levels, count: 0, other: "" };
    const [rest, other = ""] = written.split("=");
    const [lists, count = ""] = rest.split("!");
    for (const list of lists ? lists.split("|") : []) {
      let entry = 0;
      for (const step of list.slice(1).split(",")) {
        entry += parseInt(step, 36);
        levels.set(entry, parseInt(list[0], 36));
      }
    }
    return { levels, count: Number(count) || levels.size, other };
  }

  /** What a query asks for, one by one. @param {string} text @returns {Unit[]} */
  function unitsOf(text) {
    /** @type {Unit[]} */
    const units = [];
    let rest = words.prepared(text);
    /** @param {number} first @param {number} last */
    const years = (first, last) => Array.from({ length: last - first + 1 }, (_, step) => String(first + step));
    const dated = (/** @type {string} */ said, /** @type {string[]} */ terms) => {
      units.push({ said, terms, word: "", optional: false });
      return " ";
    };
    for (const found of words.dates(rest).reverse()) {
      const said = rest.slice(found.start, found.end);
      rest = rest.slice(0, found.start) + dated(said, found.terms) + rest.slice(found.end);
    }
    rest = rest.replace(/(?<!\p{N})([12]\d{3})\s*[–—-]\s*([12]\d{3})(?!\p{N})/gu, (said, first, last) =>
      last > first && last - first <= LONGEST_RANGE ? dated(said, years(Number(first), Number(last))) : said);
    rest = rest.replace(/(?<!\p{N})([12]\d{2}0)(?:s|-?[ехм]|-?ых|-?ые)(?!\p{L})/gu, (said, first) =>
      dated(said, [...years(Number(first), Number(first) + 9), words.folded(said)]));
    const timed = units.length || /(?<!\p{N})[12]\d{3}(?!\p{N})/u.test(rest);
    const all = words.split(rest).filter((word) => !(timed && /^(?:years?|г|гг|год|года|году|годы|годах|годов)$/u.test(word)));
    const telling = all.filter(words.telling);
    for (const word of telling.length || units.length ? telling : all) {
      units.push({ said: word, terms: [words.term(word)], word, optional: word.length === 1 && /\p{L}/u.test(word) });
    }
    if (units.every((unit) => unit.optional)) units.forEach((unit) => void (unit.optional = false));
    return units;
  }

  /** Where one thing asked for is found, as it is written or nearly so. @param {Unit} unit @returns {Promise<Found>} */
  async function find(unit) {
    /** @type {Found} */
    const found = { levels: new Map(), terms: [], count: 0, corrected: [], missing: false };
    /** @param {string} term @param {number} weight */
    const add = async (term, weight) => {
      const { levels, count, other } = await lookUp(term);
      if (!levels.size && !other) return "";
      found.terms.push(term);
      found.count += count;
      for (const [entry, level] of levels) found.levels.set(entry, Math.max(found.levels.get(entry) || 0, level * weight));
      return other;
    };
    for (const other of await Promise.all(unit.terms.map((term) => add(term, 1)))) if (other) await add(other, OTHER_NAME);
    // A day on which nothing happened: what happened in its month, or in its year.
    for (let term = unit.word ? "" : unit.terms[0]; !found.terms.length && /^\d+-/.test(term);) {
      found.missing = true;
      term = term.slice(0, term.lastIndexOf("-"));
      await add(term, 1);
    }
    const named = [...found.levels.values()].some((level) => level >= NAME_LEVEL);
    if (!unit.word || named || found.count > 2 || /\p{N}/u.test(unit.word)) return found;
    const exact = found.count > 0;
    for (const [name, weight] of await alike(unit.word, exact)) {
      const term = words.term(name);
      if (found.terms.includes(term)) continue;
      const other = await add(term, weight);
      if (other) await add(other, weight * OTHER_NAME);
      found.corrected.push(name);
    }
    if (!found.terms.length) await begun(words.folded(unit.word), add);
    return found;
  }

  /** Words of texts that begin so, if no name does. @param {string} beginning @param {(term: string, weight: number) => Promise<string>} add */
  async function begun(beginning, add) {
    if (beginning.length < 3) return;
    const pieces = await piecesFrom("t", beginning);
    const terms = pieces.flatMap((piece) => Object.keys(piece)).filter((term) => term.startsWith(beginning));
    for (const term of terms.slice(0, 10)) await add(term, PREFIX);
  }

  /**
   * Names that begin with a word, and names one letter from it; if there are none, names two letters from it.
   * @param {string} word @param {boolean} exact @returns {Promise<Map<string, number>>}
   */
  async function alike(word, exact) {
    /** @type {Map<string, number>} */
    const found = new Map();
    const whole = words.folded(word);
    if (!exact && whole.length >= 3) {
      const begun = (await namesFrom("n", whole)).sort((a, b) => a.length - b.length);
      for (const name of begun.slice(0, 8)) found.set(name, PREFIX);
    }
    for (const form of new Set([whole, words.term(word)])) {
      if (form.length < (exact ? 5 : 4)) continue;
      const start = Math.max(2, form.length - 4);
      const end = form.length > 4 ? 3 : 2;
      const exchanged = form[0] + form[2] + form[1] + form.slice(3);
      const near = [...(await sharing(form.slice(0, start), form.slice(-end))), ...(await namesFrom("n", exchanged))];
      for (const name of near) if (words.distance(form, name) === 1 && !found.has(name)) found.set(name, NEAR);
    }
    if (!found.size && !exact && whole.length >= 6) {
      const far = await sharing(whole.slice(0, 3), whole.slice(-3));
      for (const name of far) if (words.distance(whole, name) === 2) found.set(name, FAR);
    }
    return found;
  }

  /**
   * The names with this beginning, and those with this end: a wrong letter leaves one or the other right, so these are
   * all that need to be compared. @param {string} beginning @param {string} end
   */
  async function sharing(beginning, end) {
    const turned = (/** @type {string} */ text) => [...text].reverse().join("");
    const [begun, ended] = await Promise.all([namesFrom("n", beginning), namesFrom("r", turned(end))]);
    return [...begun, ...ended.map(turned)];
  }

  /** @param {number} entry */
  function kindOf(entry) {
    let kind = "";
    for (const [name, , , first] of manifest.kinds) if (first <= entry) kind = name;
    return kind;
  }

  /** Whether what an entry is about touches the years asked for; what has no date touches none. @param {number} entry @param {Filter} filter */
  async function touches(entry, filter) {
    const years = await row("p", entry);
    for (let at = 0; at < years.length; at += 2) {
      if (years[at] <= (filter.to ?? Infinity) && years[at + 1] >= (filter.from ?? -Infinity)) return true;
    }
    return false;
  }

  /**
   * The worth of each entry that has all that was asked for, or, if none has, most of it; and of one whose whole name
   * is a word of the query. @param {Unit[]} units @param {Found[]} found
   */
  function weigh(units, found) {
    const all = Math.log(manifest.entries + 1);
    /** @type {Map<number, {worth: number, has: number, named: number, whole: boolean}>} */
    const weighed = new Map();
    const needed = units.filter((unit) => !unit.optional).length;
    units.forEach((unit, place) => {
      const { levels, count } = found[place];
      const rare = 1 + Math.log((manifest.entries + 1) / (count + 1)) / all;
      for (const [entry, level] of levels) {
        const sum = weighed.get(entry) || { worth: -TOGETHER, has: 0, named: 0, whole: false };
        sum.worth += level * rare + (level >= NAME_LEVEL ? TOGETHER : 0);
        sum.has += unit.optional ? 0 : 1;
        sum.named += unit.optional || level < NAME_LEVEL || !/^\p{L}/u.test(unit.word) ? 0 : 1;
        sum.whole ||= level >= WHOLE_NAME;
        weighed.set(entry, sum);
      }
      // A word on more entries than the index keeps is taken to be on all.
      if (count > levels.size && !unit.optional) for (const [entry, sum] of weighed) if (!levels.has(entry)) sum.has += 1;
    });
    const most = Math.max(0, ...[...weighed.values()].map((sum) => sum.has));
    /** @type {Map<number, number>} */
    const worth = new Map();
    for (const [entry, sum] of weighed) {
      if (sum.has < most && !sum.whole) continue;
      if (!NO_RECORDS.has(kindOf(entry))) worth.set(entry, sum.worth);
      else worth.set(entry, sum.worth * LESS - (sum.named < needed ? BELOW : 0));
    }
    return { worth, partial: most < needed };
  }

  /** Finds what a query asks for. Without a word, everything of the kinds and years asked for. @param {string} text @param {Filter} filter @returns {Promise<Answer>} */
  async function search(text, filter) {
    await start();
    const units = unitsOf(text);
    const found = await Promise.all(units.map(find));
    let worth = new Map(Array.from({ length: units.length ? 0 : manifest.entries }, (_, entry) => [entry, 0]));
    let partial = false;
    if (units.length) ({ worth, partial } = weigh(units, found));
    let entries = [...worth.keys()];
    if (filter.from !== null || filter.to !== null) {
      const inside = await Promise.all(entries.map((entry) => touches(entry, filter)));
      entries = entries.filter((_, place) => inside[place]);
    }
    /** @type {Map<string, number>} */
    const counts = new Map();
    for (const entry of entries) counts.set(kindOf(entry), (counts.get(kindOf(entry)) || 0) + 1);
    if (filter.kinds.size) entries = entries.filter((entry) => filter.kinds.has(kindOf(entry)));
    entries.sort((a, b) => (worth.get(b) || 0) - (worth.get(a) || 0) || a - b);
    return {
      entries, counts, partial,
      terms: new Set(found.flatMap((one) => one.terms)),
      missing: units.filter((unit, place) => !unit.optional && (found[place].missing || !found[place].levels.size)).map((unit) => unit.said),
      corrected: [...new Set(found.flatMap((one) => one.corrected))],
    };
  }

  return {
    open, take, start, search, kindOf, words: () => words,
    card: (/** @type {number} */ entry) => /** @type {Promise<[string, string, string, string]>} */ (row("c", entry)),
    text: (/** @type {number} */ entry) => /** @type {Promise<string>} */ (row("x", entry)),
    root: new URL("../../", folder).href,
  };
})();
