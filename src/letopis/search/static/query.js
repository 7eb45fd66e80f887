// @ts-check
// What a query asks for: words, dates, phrases in quotation marks, a word to leave out, one thing or another.

"use strict";

/**
 * @typedef {{terms: string[], weight: number, exact: boolean, group?: boolean}} Way
 *   One way in which a thing may be said: terms that stand together in an entry, or, if exact, follow one another; a
 *   single term, if exact, without those that mean the same. A group is what those find that mean the same as a phrase;
 *   it is looked up by the phrase (alike.py).
 * @typedef {{said: string, ways: Way[], word: string, optional: boolean}} Unit
 *   One thing asked for; `word` is empty if it is no single word.
 * @typedef {{units: Unit[], without: Unit[], silent: boolean, kinds: Set<string>, fate: boolean}} Query
 *   `silent` if it has nothing but words that say nothing; `kinds` are those of records that may answer it; `fate` if it
 *   asks what became of the one that it names.
 */

/** @param {any} words @param {Pick<Manifest, "phrases" | "weak" | "asks">} manifest */
// eslint-disable-next-line no-unused-vars
function letopisQuery(words, manifest) {
  const LONGEST_RANGE = 60;
  /** The words with which a question may begin: "what happened to". */
  const LONGEST_ASKED = 3;
  /** They stand in no group of words (synonyms.py): "head of KGB" is as good as "head of the KGB". */
  const ARTICLES = new Set(["the", "a", "an"]);
  const SEASONS = /** @type {Record<string, string[]>} */ ({
    spring: ["03", "04", "05"], summer: ["06", "07", "08"], autumn: ["09", "10", "11"], fall: ["09", "10", "11"], winter: ["01", "02", "12"],
    early: ["01", "02", "03"], mid: ["05", "06", "07", "08"], late: ["10", "11", "12"],
  });
  const SEASON = /(?<!\p{L})(?:in\s+)?(?:the\s+)?(spring|summer|autumn|fall|winter|early|mid|late)(?:\s+(?:of|in)\s+|[\s-]+)([12]\d{3})(?![\p{N}\p{L}])/gu;
  /** What a month is worth beside a season's own name. */
  const MONTH_OF_SEASON = 0.5;
  const SIGNS = /(?<![\p{L}\p{N}])(-?)(?:"([^"]+)"|“([^“”"]+)[”"]|„([^“”"]+)[“”]|«([^»]+)»)|(?<![^\s(])-([\p{L}\p{N}][\p{L}\p{N}\p{M}ʹʺʼ'’-]*)|\s(OR|ИЛИ|\|)(?=\s)/gu;

  /** The phrases that mean the same as others, by their first terms. @type {Map<string, string[][]>} */
  const known = new Map();
  for (const phrase of manifest.phrases ? manifest.phrases.split("|") : []) {
    const terms = phrase.split(" ");
    known.set(terms[0], [...(known.get(terms[0]) || []), terms]);
  }

  const asks = new Map(Object.entries(manifest.asks || {}));
  const weak = new Set((manifest.weak || "").split(" "));

  /** @param {string[]} terms @param {number} weight @param {boolean} exact @returns {Way} */
  const way = (terms, weight = 1, exact = false) => ({ terms, weight, exact });

  /** How many words the longest phrase has that stands at a place and means the same as others; one if none does. @param {string[]} terms @param {number} at */
  const longest = (terms, at) => Math.max(1, ...(known.get(terms[at]) || []).filter((one) => one.every((term, step) => terms[at + step] === term)).map((one) => one.length));

  /** The words and dates of a text without signs, one by one. @param {string} text @returns {Unit[]} */
  function plain(text) {
    /** @type {Unit[]} */
    const units = [];
    let rest = words.prepared(text);
    /** @param {number} first @param {number} last */
    const years = (first, last) => Array.from({ length: last - first + 1 }, (_, step) => String(first + step));
    const dated = (/** @type {string} */ said, /** @type {string[]} */ terms) => {
      units.push({ said, ways: terms.map((term) => way([term])), word: "", optional: false });
      return " ";
    };
    for (const found of words.dates(rest).reverse()) {
      const said = rest.slice(found.start, found.end);
      rest = rest.slice(0, found.start) + dated(said, found.terms) + rest.slice(found.end);
    }
    // A season, or a part of a year: what is called so, else what was in its months. Winter is that of both ends of a year.
    rest = rest.replace(SEASON, (/** @type {string} */ said, /** @type {string} */ name, /** @type {string} */ year) => {
      units.push({
        said, word: "", optional: false,
        ways: [way([name, year].map(words.term)), ...SEASONS[name].map((month) => way([`${year}-${month}`], MONTH_OF_SEASON))],
      });
      return " ";
    });
    rest = rest.replace(/(?<!\p{N})([12]\d{3})\s*[–—-]\s*([12]\d{3})(?!\p{N})/gu, (/** @type {string} */ said, /** @type {string} */ first, /** @type {string} */ last) =>
      last > first && Number(last) - Number(first) <= LONGEST_RANGE ? dated(said, years(Number(first), Number(last))) : said);
    rest = rest.replace(/(?<!\p{N})([12]\d{2}0)(?:s|-?[ехм]|-?ых|-?ые)(?!\p{L})/gu, (/** @type {string} */ said, /** @type {string} */ first) =>
      dated(said, [...years(Number(first), Number(first) + 9), words.folded(said)]));
    const timed = units.length || /(?<!\p{N})[12]\d{3}(?!\p{N})/u.test(rest);
    /** @type {string[]} */
    const all = words.split(rest).filter((/** @type {string} */ word) => !ARTICLES.has(word) && !(timed && /^(?:years?|г|гг|год|года|году|годы|годах|годов)$/u.test(word)));
    return [...units, ...ofWords(all)];
  }

  /** @param {string[]} all @returns {Unit[]} */
  function ofWords(all) {
    /** @type {Unit[]} */
    const units = [];
    const terms = all.map(words.term);
    for (let at = 0; at < all.length;) {
      const length = longest(terms, at);
      const ways = length > 1 ? [{ ...way([terms.slice(at, at + length).join(" ")]), group: true }] : [];
      const said = all.slice(at, at + length);
      const own = terms.slice(at, at + length).filter((_, step) => words.telling(said[step]));
      if (own.length || ways.length) {
        units.push({
          said: said.join(" "), ways: [...(own.length ? [way(own)] : []), ...ways], word: length === 1 ? said[0] : "",
          optional: length === 1 && (weak.has(own[0]) || (said[0].length === 1 && /\p{L}/u.test(said[0]))),
        });
      }
      at += length;
    }
    return units;
  }

  /** Words in quotation marks, as one thing, in this order. @param {string} text @returns {Unit[]} */
  function phrase(text) {
    const terms = words.split(words.prepared(text)).map(words.term);
    return terms.length > 1 ? [{ said: `“${text.trim()}”`, ways: [way(terms, 1, true)], word: "", optional: false }]
      : terms.map((/** @type {string} */ term) => ({ said: `“${text.trim()}”`, ways: [way([term], 1, true)], word: "", optional: false }));
  }

  /** @param {string} text @returns {Query} */
  function read(text) {
    /** @type {Unit[]} */
    const units = [];
    /** @type {Unit[]} */
    const without = [];
    let either = false;
    /** @param {Unit[]} more */
    const add = (more) => {
      const [first, ...rest] = more;
      const last = units[units.length - 1];
      if (first && either && last) units[units.length - 1] = { ...last, said: `${last.said} or ${first.said}`, ways: [...last.ways, ...first.ways], word: "" };
      else if (first) units.push(first);
      if (first) either = false;
      units.push(...rest);
    };
    let at = 0;
    for (const found of text.matchAll(SIGNS)) {
      add(plain(text.slice(at, found.index)));
      at = found.index + found[0].length;
      const quoted = found[2] || found[3] || found[4] || found[5];
      if (quoted) (found[1] ? without.push(...phrase(quoted)) : add(phrase(quoted)));
      else if (found[6]) without.push(...phrase(found[6]));
      else either = units.length > 0;
    }
    add(plain(text.slice(at)));
    if (units.every((unit) => unit.optional)) units.forEach((unit) => void (unit.optional = false));
    const silent = !units.length && /[\p{L}\p{N}]/u.test(text);
    // A query of such words alone may still be a name.
    if (silent && !without.length) {
      for (const word of words.split(words.prepared(text))) units.push({ said: word, ways: [way([words.term(word)])], word: "", optional: false });
    }
    const begun = text.toLowerCase().split(/\s+/).filter(Boolean).slice(0, LONGEST_ASKED);
    const asked = begun.map((_, left) => begun.slice(0, begun.length - left).join(" ")).find((one) => asks.has(one)) || "";
    return { units, without, silent, kinds: new Set(asks.get(asked)), fate: asked.includes(" ") };
  }

  return { read };
}
