// @ts-check
// Words, dates and misspellings as the index knows them: the twin of words.py and dating.py. Both must cut a text alike.

"use strict";

/**
 * @typedef {{stemWord: (word: string) => string}} Stemmer
 * @param {Partial<Record<"latin" | "cyrillic", Stemmer>>} stemmers
 * @param {{stop: string, dates: string, months: Record<string, number>, spellings: [string, string][]}} manifest
 */
// eslint-disable-next-line no-unused-vars
function letopisWords(stemmers, manifest) {
  const POSSESSIVE = /['’ʼ]s(?![\p{L}\p{N}_])/giu;
  const SIGNS = /[ʹʺʻʼʽ'"`´‘’‚“”„′″«»\u00ad]/gu;
  const MARKS = /[\u0300-\u036f\u0483-\u0489\u1ab0-\u1aff\u1dc0-\u1dff\u20d0-\u20ff\ufe20-\ufe2f]/gu;
  const BASES = /** @type {Record<string, string>} */ ({ ł: "l", ø: "o", đ: "d", ð: "d", þ: "th", æ: "ae", œ: "oe", ı: "i", ß: "ss", ς: "σ" });
  const WORD = /[\p{L}\p{N}]+(?:[-\u2010\u2011][\p{L}\p{N}]+)*/gu;
  const HYPHEN = /[-\u2010\u2011]/u;
  const FIGURE = /\p{N}/u;
  const CUTS = 3;
  const stop = new Set(manifest.stop.split(" "));
  const spellings = manifest.spellings.map(([pattern, instead]) => /** @type {[RegExp, string]} */ ([new RegExp(pattern, "g"), instead]));
  /** @type {Map<string, string>} */
  const known = new Map();

  /** Text ready to be cut. @param {string} text */
  const prepared = (text) => text.replace(POSSESSIVE, "").normalize("NFC").replace(SIGNS, "").toLowerCase().replace(MARKS, "");

  /** A word without marks. @param {string} word */
  function folded(word) {
    const bare = word.replace(SIGNS, "").normalize("NFKD").toLowerCase().replaceAll("\u0345", "ι").replace(/\p{M}/gu, "").replace(SIGNS, "");
    return bare.replace(/[łøđðþæœıßς]/gu, (letter) => BASES[letter]);
  }

  /** @param {string} word @param {Stemmer | undefined} by @param {number} times */
  function cut(word, by, times) {
    for (let time = 0; by && time < times; time += 1) {
      const shorter = by.stemWord(word);
      if (shorter === word || !shorter) break;
      word = shorter;
    }
    return word;
  }

  /** British and American spellings as one. @param {string} word */
  const oneSpelling = (word) => spellings.reduce((text, [pattern, instead]) => text.replace(pattern, instead), word);

  /** The term of one small word. @param {string} word */
  function term(word) {
    let found = known.get(word);
    if (found === undefined) {
      if (FIGURE.test(word)) found = folded(word);
      else if (/[\u0400-\u04ff]/u.test(word)) {
        found = folded(cut(word.replaceAll("ё", "е").replaceAll("ьев", "ъев"), stemmers.cyrillic, CUTS));
        if (!stemmers.cyrillic) return found;  // it may still be loaded
      }
      else {
        const [, head, rest] = /** @type {RegExpExecArray} */ (/^(inter|)(.*)$/u.exec(oneSpelling(folded(word))));
        found = head + cut(rest, stemmers.latin, 1);
      }
      known.set(word, found);
    }
    return found;
  }

  /** The words of a text: each with its parts at hyphens. @param {string} text */
  function split(text) {
    return [...prepared(text).matchAll(WORD)].flatMap((match) => match[0].split(HYPHEN));
  }

  /** A year or a day with leading zeros, as in a term. @param {string | number} number */
  const two = (number) => String(number).padStart(2, "0");

  /** @param {string | undefined} year @param {number} month @param {string | undefined} day @param {string | undefined} last */
  function dateTerms(year, month, day, last) {
    if (!(month >= 1 && month <= 12)) return [];
    const stem = `${year ? Number(year) : ""}-${two(month)}`;
    if (!day) return [stem];
    const [first, final] = [Number(day), Number(last || day)];
    if (first < 1 || final < first || final > 31) return [];
    const days = Array.from({ length: final - first + 1 }, (_, step) => `${stem}-${two(first + step)}`);
    return days.length > 1 ? [...days, `${days[0]}/${days[days.length - 1]}`] : days;
  }

  /** Of 6/18/1957 only the 6 can be a month. @param {string} first @param {string} second @returns {[number, string]} */
  function monthAndDay(first, second) {
    return Number(second) > 12 ? [Number(first), second] : [Number(second), first];
  }

  /** The dates in a text of small letters: where they stand and their terms. @param {string} text */
  function dates(text) {
    const month = (/** @type {string} */ name) => manifest.months[name.slice(0, 3)];
    return [...text.matchAll(new RegExp(manifest.dates, "gu"))].flatMap((match) => {
      const g = match;
      const terms = g[1] ? dateTerms(g[1], Number(g[2]), g[3], undefined)
        : g[4] ? dateTerms(g[6], ...monthAndDay(g[4], g[5]), undefined)
          : g[9] ? dateTerms(g[10], month(g[9]), g[7], g[8])
            : g[11] ? dateTerms(g[14], month(g[11]), g[12], g[13])
              : dateTerms(g[16], month(g[15]), undefined, undefined);
      return terms.length ? [{ start: match.index, end: match.index + match[0].length, terms }] : [];
    });
  }

  /** How many letters put in, left out or changed, or neighbours exchanged, make the other. @param {string} a @param {string} b */
  function distance(a, b) {
    /** @type {number[][]} */
    const rows = [Array.from({ length: b.length + 1 }, (_, j) => j)];
    for (let i = 1; i <= a.length; i += 1) {
      rows.push([i]);
      for (let j = 1; j <= b.length; j += 1) {
        let least = Math.min(rows[i - 1][j] + 1, rows[i][j - 1] + 1, rows[i - 1][j - 1] + (a[i - 1] === b[j - 1] ? 0 : 1));
        if (i > 1 && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1]) least = Math.min(least, rows[i - 2][j - 2] + 1);
        rows[i].push(least);
      }
    }
    return rows[a.length][b.length];
  }

  return { prepared, folded, term, split, dates, distance, telling: (/** @type {string} */ word) => !stop.has(folded(word)) };
}
