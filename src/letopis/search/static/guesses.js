// @ts-check
// What may have been meant by a word that stands nowhere: a word that begins so, or is a few slips of the pen from it.

"use strict";

/** @param {any} pieces @param {any} words */
// eslint-disable-next-line no-unused-vars
function letopisGuesses(pieces, words) {
  const [PREFIX, NEAR, FAR] = [0.8, 0.75, 0.6];
  const [MOST_BEGUN, MOST_NEAR] = [8, 4];
  /** A name is likelier to be meant than another word. Of the others, those nearly as likely as the best are kept. */
  const [NAMED, ALIKE] = [0.3, 0.2];
  /** Letters that are taken for one another by ear or by eye, and letters that are easily left out or doubled. */
  const SOUNDS = ["aeiouy", "ckqs", "szx", "fv", "gj", "dt", "mn", "ijy", "bp", "vw", "lr"];
  const VOWELS = "aeiouy";
  const [VOWEL, SOUND, DOUBLED, SILENT, TURNED] = [0.6, 0.7, 0.4, 0.7, 0.8];
  /** From how many letters on so many slips are believed, if together they are no worse than that. */
  const FARTHER = [{ length: 5, slips: 2, worst: 1.4 }, { length: 7, slips: 2, worst: 2 }, { length: 9, slips: 3, worst: 2.2 }];

  const turned = (/** @type {string} */ text) => [...text].reverse().join("");

  /**
   * The words with this beginning, and those with this end: a wrong letter leaves one or the other right, so these are
   * all that need to be compared. @param {string} beginning @param {string} end @returns {Promise<[string, boolean][]>}
   */
  async function sharing(beginning, end) {
    const [begun, ended] = await Promise.all([pieces.wordsFrom("n", beginning), pieces.wordsFrom("r", turned(end))]);
    return [...begun, ...ended.map((/** @type {[string, boolean]} */ [word, named]) => /** @type {[string, boolean]} */ ([turned(word), named]))];
  }

  /** What it costs to write one letter for another. @param {string} a @param {string} b */
  const change = (a, b) => (a === b ? 0 : VOWELS.includes(a) && VOWELS.includes(b) ? VOWEL : SOUNDS.some((one) => one.includes(a) && one.includes(b)) ? SOUND : 1);

  /** What it costs to leave a letter out, or to put it in. @param {string} text @param {number} at */
  const extra = (text, at) => (text[at] === text[at - 1] || text[at] === text[at + 1] ? DOUBLED : VOWELS.includes(text[at]) || text[at] === "h" ? SILENT : 1);

  /** How unlikely it is that one word was written for the other: slips, each with its cost. @param {string} a @param {string} b */
  function unlike(a, b) {
    /** @type {number[][]} */
    const rows = [[0]];
    for (let j = 1; j <= b.length; j += 1) rows[0].push(rows[0][j - 1] + extra(b, j - 1));
    for (let i = 1; i <= a.length; i += 1) {
      rows.push([rows[i - 1][0] + extra(a, i - 1)]);
      for (let j = 1; j <= b.length; j += 1) {
        let least = Math.min(rows[i - 1][j] + extra(a, i - 1), rows[i][j - 1] + extra(b, j - 1), rows[i - 1][j - 1] + change(a[i - 1], b[j - 1]));
        if (i > 1 && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1]) least = Math.min(least, rows[i - 2][j - 2] + TURNED);
        rows[i].push(least);
      }
    }
    return rows[a.length][b.length];
  }

  /** A word that may have been meant: a slip of the stem is one of the word. @typedef {{word: string, named: boolean, slips: number, cost: number}} Guess */

  /** @param {string} form @param {[string, boolean][]} found @param {number} most @returns {Guess[]} */
  function compared(form, found, most) {
    const stem = words.term(form);
    /** @type {Map<string, Guess>} */
    const guesses = new Map();
    for (const [word, named] of found) {
      if (guesses.has(word) || Math.abs(word.length - form.length) > most + 3) continue;
      const whole = words.distance(form, word);
      const cut = stem.length < 4 || whole <= most ? whole : words.distance(stem, words.term(word));
      const slips = Math.min(whole, cut);
      if (slips > most || !slips) continue;
      const cost = (slips === whole ? unlike(form, word) : unlike(stem, words.term(word)) + 0.1) - (named ? NAMED : 0);
      guesses.set(word, { word, named, slips, cost });
    }
    return [...guesses.values()].sort((a, b) => a.cost - b.cost || (a.word < b.word ? -1 : 1));
  }

  /** The likeliest, one for each stem: names, if the best is one. @param {Guess[]} found @param {number} weight @returns {Map<string, number>} */
  function chosen(found, weight) {
    const alike = found.filter(({ cost, named }) => cost <= found[0].cost + ALIKE || (named && found[0].named));
    const kept = found[0]?.named ? alike.filter(({ named }) => named) : alike.slice(0, MOST_NEAR);
    const stems = new Map(kept.map(({ word }) => [words.term(word), word]).reverse());
    return new Map(kept.filter(({ word }) => stems.get(words.term(word)) === word).map(({ word }) => [word, weight]));
  }

  /** Words one slip away. @param {string} form @returns {Promise<Guess[]>} */
  async function near(form) {
    if (form.length < 4) return [];
    const exchanged = form[0] + form[2] + form[1] + form.slice(3);
    const [shared, others] = await Promise.all([
      sharing(form.slice(0, Math.max(2, form.length - 4)), form.slice(form.length > 4 ? -3 : -2)), pieces.wordsFrom("n", exchanged),
    ]);
    return compared(form, [...shared, ...others], 1);
  }

  /** Words a few slips away, of which at least the first two letters or the last three are right. @param {string} form @returns {Promise<Guess[]>} */
  async function far(form) {
    const allowed = FARTHER.filter(({ length }) => form.length >= length);
    if (!allowed.length) return [];
    const found = compared(form, await sharing(form.slice(0, 2), form.slice(-3)), 3);
    return found.filter(({ word, named, slips, cost }) => (named || word[0] === form[0])
      && allowed.some((one) => slips <= one.slips && cost <= one.worst));
  }

  /**
   * The words that may have been meant, each with what it is worth.
   * @param {string} word @returns {Promise<Map<string, number>>}
   */
  async function guess(word) {
    const whole = words.folded(word);
    /** @type {Map<string, number>} */
    const found = new Map();
    if (whole.length >= 3) {
      const begun = (await pieces.wordsFrom("n", whole)).sort((/** @type {[string, boolean]} */ a, /** @type {[string, boolean]} */ b) => Number(b[1]) - Number(a[1]) || a[0].length - b[0].length);
      for (const [one] of begun.slice(0, MOST_BEGUN)) found.set(one, PREFIX);
    }
    for (const form of new Set([whole, words.term(word)])) {
      // The stem is compared with names alone, of which an unknown case may be asked for.
      const close = (await near(form)).filter(({ named }) => named || form === whole);
      for (const [one, weight] of chosen(close, NEAR)) if (!found.has(one)) found.set(one, weight);
    }
    return found.size ? found : chosen(await far(whole), FAR);
  }

  /** Words that begin as the last word of a text, to end it with: names first. @param {string} text @param {number} most */
  async function endings(text, most) {
    const last = /[\p{L}\p{M}]+$/u.exec(text);
    const begun = last ? words.folded(last[0]) : "";
    if (begun.length < 3 || !last) return [];
    const found = (await pieces.wordsFrom("n", begun)).filter((/** @type {[string, boolean]} */ [one]) => one !== begun);
    found.sort((/** @type {[string, boolean]} */ a, /** @type {[string, boolean]} */ b) => Number(b[1]) - Number(a[1]) || a[0].length - b[0].length || (a[0] < b[0] ? -1 : 1));
    return found.slice(0, most).map((/** @type {[string, boolean]} */ [one]) => text.slice(0, last.index) + one);
  }

  return { guess, endings };
}
