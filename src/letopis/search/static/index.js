// @ts-check
// The search: finds entries for a query, the worthiest first. Draws nothing. What a level is, is said in index.py.

"use strict";

/* global letopisWords, letopisStemmers, letopisPieces, letopisQuery, letopisGuesses */

// eslint-disable-next-line no-unused-vars
var letopisSearch = (function () {
  /**
   * @typedef {{levels: Map<number, number>, terms: string[], count: number, corrected: string[], missing: boolean}} Found
   *   What a thing is in; `missing` if only what is near it, such as its month, was found.
   * @typedef {{kinds: Set<string>, from: number | null, to: number | null}} Filter
   * @typedef {{entries: number[], counts: Map<string, number>, terms: Set<string>, missing: string[],
   *   corrected: string[], meant: string[], partial: boolean, silent: boolean}} Answer
   *   `corrected` are the words guessed, `meant` is the query with them in place.
   */

  const own = document.currentScript instanceof HTMLScriptElement ? document.currentScript.src : location.href;
  const [folder, version] = [new URL(".", own).href, new URL(own).search];
  const pieces = letopisPieces(folder, version);
  const NAME_LEVEL = 12;
  const WHOLE_NAME = 26;
  const [NAME_LEAST, HIGHEST] = [11, 35];
  const OTHER_NAME = 0.9;
  /** Words that are names together, as in a title, are worth more than a name here and a word there. */
  const TOGETHER = 15;
  /** What has all that was asked for, and often, is about it: what each level of the least counts for then, up to a level. */
  const [ABOUT, ABOUT_MOST, ABOUT_LEAST] = [4, 9, 4];
  /** How much of its name must be asked for, that a page or a source stands among records. */
  const CALLED = /** @type {Record<string, number>} */ ({ page: 0.34, source: 0.5, guide: 1 });
  /** Pages and sources come after records, unless they are called by the words asked for; then after records of equal worth. */
  const LESS = /** @type {Record<string, number>} */ ({ page: 0.85, source: 0.5, guide: 0.3 });
  const [BELOW, LAST] = [1000, 5000];
  /** Of so many things asked for, one may be lacking: the rarer it is, the less is left. A guess tells a quarter as much. */
  const [MANY, COMMON, GUESSED] = [3, 0.3, 0.25];
  /** What a record is worth more if it is of the kind that the question asks for. */
  const ASKED = 1.15;
  /** And if the question is what became of it, and has its whole name: nothing else is looked for. */
  const ASKED_OF = 4;
  /** What an answer is worth that has rivals and sources against it: whom or what it is about comes first. */
  const DOUBTED = 0.7;
  /** What a statement is worth beside what it is about: a reader looks for the thing, and finds there what was said of it. */
  const STATED = 0.6;
  const MOST_MEANT = 3;
  /** What may stand between the letters of a word, and is no part of it (words.js). */
  const UNSAID = "[\\p{M}ʹʺʻʼʽ'`´‘’′\\u00ad]*";
  /** How many words of a phrase are looked up by themselves, to tell what the phrase is in: where it stands is known otherwise. */
  const LEVELS_OF_PHRASE = 2;

  /** @type {Manifest} */
  let manifest;
  /** @type {ReturnType<typeof letopisWords>} */
  let words;
  /** @type {ReturnType<typeof letopisQuery>} */
  let query;
  /** @type {ReturnType<typeof letopisGuesses>} */
  let guesses;

  /** What the manifest calls. @param {Manifest} data */
  function open(data) {
    manifest = data;
    pieces.open(data);
    words = letopisWords(letopisStemmers, data);
    query = letopisQuery(words, data);
    guesses = letopisGuesses(pieces, words);
  }

  /** Loads what must be known before the first search. @returns {Promise<Manifest>} */
  const start = () => pieces.load("manifest").then(() => manifest);

  /** Loads what cuts words in Cyrillic letters to their stems. @returns {Promise<any>} */
  const alphabets = () => start().then(() => (manifest.cyrillic ? pieces.load("cyrillic") : null));

  /**
   * The entries that have all terms of one way to say a thing, each with the least of their levels.
   * @param {Way} way @param {Found} found
   */
  async function follow(way, found) {
    if (way.group) {
      const { alike, same } = await pieces.lookUp(way.terms[0]);
      for (const [entry, level] of alike) found.levels.set(entry, Math.max(found.levels.get(entry) || 0, level));
      if (alike.size) found.terms.push(...same);
      found.count += alike.size;
      return;
    }
    const telling = way.exact ? way.terms.filter((term) => words.telling(term)) : way.terms;
    const asked = telling.length ? telling : way.terms;
    const rows = await Promise.all((way.exact ? asked.slice(0, LEVELS_OF_PHRASE) : asked).map(pieces.lookUp));
    const [first, ...others] = rows;
    const inOrder = way.exact && way.terms.length > 1 ? await pieces.following(way.terms, words.telling) : null;
    let [count, all] = [0, new Map(first.levels)];
    const widened = !others.length && !way.exact;
    if (widened) for (const [entry, level] of first.alike) all.set(entry, Math.max(all.get(entry) || 0, level));
    // A person by another name: the texts have the one that is used there.
    if (first.other && !others.length) for (const [entry, level] of (await pieces.lookUp(first.other)).levels) all.set(entry, Math.max(all.get(entry) || 0, level * OTHER_NAME));
    if (inOrder) for (const entry of inOrder) if (!all.has(entry)) all.set(entry, 1);
    for (const [entry, level] of all) {
      if (!(inOrder ? inOrder.has(entry) : others.every((row) => row.levels.has(entry)))) continue;
      const levels = [level, ...others.map((row) => row.levels.get(entry) || 1)];
      // Words of one name are together what the name is.
      const least = Math.min(...levels);
      const whole = least >= NAME_LEVEL ? Math.min(HIGHEST, levels.reduce((sum, one) => sum + one - NAME_LEAST, NAME_LEAST)) : least;
      found.levels.set(entry, Math.max(found.levels.get(entry) || 0, whole * way.weight));
      count += 1;
    }
    if (!count) return;
    found.terms.push(...telling, ...(widened ? first.same : []), ...(first.other && !others.length ? [first.other] : []));
    found.count += others.length || inOrder ? count : Math.max(count, first.count);
  }

  /** Where one thing asked for is found as it is written; only if nowhere, where what may have been meant is. @param {Unit} unit @returns {Promise<Found>} */
  async function find(unit) {
    /** @type {Found} */
    const found = { levels: new Map(), terms: [], count: 0, corrected: [], missing: false };
    await Promise.all(unit.ways.map((way) => follow(way, found)));
    // A day on which nothing happened: what happened in its month, or in its year.
    for (let term = unit.word ? "" : unit.ways[0].terms[0]; !found.terms.length && /^\d+-/.test(term);) {
      found.missing = true;
      term = term.slice(0, term.lastIndexOf("-"));
      await follow({ terms: [term], weight: 1, exact: false }, found);
    }
    if (!unit.word || unit.optional || found.terms.length || /\p{N}/u.test(unit.word)) return found;
    for (const [name, weight] of await guesses.guess(unit.word)) {
      const before = found.terms.length;
      await Promise.all(query.read(name).units.flatMap((one) => one.ways).map((way) => follow({ ...way, weight: weight * way.weight }, found)));
      if (found.terms.length > before) found.corrected.push(name);
    }
    return found;
  }

  /** @param {number} entry */
  function kindOf(entry) {
    let kind = "";
    for (const [name, , , first] of manifest.kinds) if (first <= entry) kind = name;
    return kind;
  }

  /** Whether what an entry is about touches the years asked for; what has no date touches none. @param {number} entry @param {Filter} filter */
  async function touches(entry, filter) {
    const years = await pieces.row("p", entry);
    for (let at = 0; at < years.length; at += 2) {
      if (years[at] <= (filter.to ?? Infinity) && years[at + 1] >= (filter.from ?? -Infinity)) return true;
    }
    return false;
  }

  /**
   * The worth of each entry that has all that was asked for, or, if none has, most of it; and of one whose whole name
   * is a word of the query. @param {Unit[]} units @param {Found[]} found
   * @param {Pick<Query, "kinds" | "fate">} asked
   */
  function weigh(units, found, { kinds, fate }) {
    const all = Math.log(manifest.entries + 1);
    /** @type {Map<number, {worth: number, has: number, told: number, named: number, whole: boolean, least: number}>} `named` is how much of its name was asked for. */
    const weighed = new Map();
    const needed = units.filter((unit) => !unit.optional).length;
    let sought = 0;
    units.forEach((unit, place) => {
      const { levels, count } = found[place];
      const told = unit.optional || !levels.size ? 0 : Math.max(COMMON, Math.log((manifest.entries + 1) / (count + 1))) * (found[place].corrected.length ? GUESSED : 1);
      sought += told;
      const rare = (1 + Math.log((manifest.entries + 1) / (count + 1)) / all) ** 2;
      for (const [entry, level] of levels) {
        const sum = weighed.get(entry) || { worth: 0, has: 0, told: 0, named: 0, whole: false, least: HIGHEST };
        sum.worth += level * rare + (level >= NAME_LEVEL && !unit.optional ? TOGETHER : 0);
        sum.has += unit.optional ? 0 : 1;
        if (!unit.optional) sum.least = Math.min(sum.least, level);
        sum.told += told;
        sum.named += level < NAME_LEVEL ? 0 : (level - NAME_LEAST) / (HIGHEST - NAME_LEAST);
        sum.whole ||= level >= WHOLE_NAME;
        weighed.set(entry, sum);
      }
      // A word on more entries than the index keeps is taken to be on all.
      if (count > levels.size && !unit.optional) {
        for (const [entry, sum] of weighed) if (!levels.has(entry)) [sum.has, sum.told] = [sum.has + 1, sum.told + told];
      }
    });
    const most = Math.max(0, ...[...weighed.values()].map((sum) => sum.has));
    const least = most - (needed >= MANY ? Math.floor(needed / MANY) : 0);
    /** @type {Map<number, number>} */
    const worth = new Map();
    const [doubted, stated] = [new Set(manifest.doubted), new Set(manifest.stated)];
    const kept = [...weighed].filter(([, sum]) => sum.has >= least || sum.whole);
    const ofRecords = Math.max(0, ...kept.map(([entry, sum]) => (kindOf(entry) in LESS ? 0 : sum.has)));
    for (const [entry, sum] of kept) {
      const kind = kindOf(entry);
      const about = needed > 1 && sum.has >= needed && sum.least >= ABOUT_LEAST ? ABOUT * Math.min(sum.least, ABOUT_MOST) : 0;
      const full = (sum.worth + about) * (sought ? sum.told / sought : 1) ** 1.5 * (!kinds.has(kind) ? 1 : fate && sum.whole ? ASKED_OF : ASKED) * (doubted.has(entry) ? DOUBTED : 1) * (stated.has(entry) ? STATED : 1);
      if (!(kind in LESS)) worth.set(entry, full);
      else worth.set(entry, full * LESS[kind] - (kind === "guide" ? LAST : sum.named < CALLED[kind] && (kind !== "page" || sum.has <= ofRecords) ? BELOW : 0));
    }
    return { worth, partial: most < needed };
  }

  /** The query as it may have been meant, the likeliest first. @param {string} text @param {Unit[]} units @param {Found[]} found */
  function corrected(text, units, found) {
    /** @type {string[]} */
    let meant = [];
    units.forEach((unit, place) => {
      const guessed = found[place].corrected.slice(0, meant.length ? 1 : MOST_MEANT);
      if (!guessed.length) return;
      // A word is found again with the marks and signs that it was written with; whatever else was asked for is no word.
      const said = new RegExp(`(?<![\\p{L}\\p{N}])${[...unit.said].join(UNSAID)}(?![\\p{L}\\p{N}])`, "iu");
      meant = guessed.flatMap((word) => (meant.length ? meant : [text.normalize("NFC")]).map((one) => one.replace(said, word)));
    });
    return [...new Set(meant)].filter((one) => one !== text);
  }

  /** Finds what a query asks for. Without a word, everything of the kinds and years asked for. @param {string} text @param {Filter} filter @returns {Promise<Answer>} */
  async function search(text, filter) {
    await (/[\u0400-\u04ff]/u.test(text) ? alphabets() : start());
    const { without, silent, ...asked } = query.read(text);
    let { units } = asked;
    const left = await Promise.all(without.map(find));
    let found = await Promise.all(units.map(find));
    const meant = corrected(text, units, found);
    const guessed = [...new Set(found.flatMap((one) => one.corrected))];
    // What can only have been meant in one way is looked for as if it had been written so: words put right may be a phrase.
    const right = meant.length === 1 ? query.read(meant[0]).units : [];
    if (right.length && guessed.length) [units, found] = [right, await Promise.all(right.map(find))];
    let worth = new Map(Array.from({ length: units.length ? 0 : manifest.entries }, (_, entry) => [entry, 0]));
    let partial = false;
    if (units.length) ({ worth, partial } = weigh(units, found, asked));
    let entries = [...worth.keys()].filter((entry) => !left.some((one) => one.levels.has(entry)));
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
      entries, counts, partial, silent,
      terms: new Set(found.flatMap((one) => one.terms)),
      missing: units.filter((unit, place) => !unit.optional && (found[place].missing || !found[place].levels.size)).map((unit) => unit.said),
      corrected: guessed,
      meant,
    };
  }

  return {
    open, take: pieces.take, start, alphabets, search, kindOf, words: () => words,
    endings: (/** @type {string} */ text, /** @type {number} */ most) => start().then(() => guesses.endings(text, most)),
    card: (/** @type {number} */ entry) => /** @type {Promise<[string, string, string, string, string?]>} */ (pieces.row("c", entry)),
    text: (/** @type {number} */ entry) => /** @type {Promise<string>} */ (pieces.row("x", entry)),
    root: new URL("../../", folder).href,
  };
})();
