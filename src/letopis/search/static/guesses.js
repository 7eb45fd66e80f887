// @ts-check
// What may have been meant by a word that stands nowhere: a word that begins so, or is one or two letters from it.

"use strict";

/** @param {any} pieces @param {any} words */
// eslint-disable-next-line no-unused-vars
function letopisGuesses(pieces, words) {
  const [PREFIX, NEAR, FAR] = [0.8, 0.75, 0.6];
  const [MOST_BEGUN, MOST_NEAR] = [8, 4];

  const turned = (/** @type {string} */ text) => [...text].reverse().join("");

  /**
   * The words with this beginning, and those with this end: a wrong letter leaves one or the other right, so these are
   * all that need to be compared. @param {string} beginning @param {string} end @returns {Promise<[string, boolean][]>}
   */
  async function sharing(beginning, end) {
    const [begun, ended] = await Promise.all([pieces.wordsFrom("n", beginning), pieces.wordsFrom("r", turned(end))]);
    return [...begun, ...ended.map((/** @type {[string, boolean]} */ [word, named]) => /** @type {[string, boolean]} */ ([turned(word), named]))];
  }

  /** @param {string} form */
  async function near(form) {
    if (form.length < 4) return [];
    const exchanged = form[0] + form[2] + form[1] + form.slice(3);
    const [shared, others] = await Promise.all([
      sharing(form.slice(0, Math.max(2, form.length - 4)), form.slice(form.length > 4 ? -3 : -2)), pieces.wordsFrom("n", exchanged),
    ]);
    return [...shared, ...others].filter(([word]) => words.distance(form, word) === 1);
  }

  /** Names before other words, and of these the likeliest. @param {[string, boolean][]} found @param {number} weight @returns {Map<string, number>} */
  function chosen(found, weight) {
    const named = found.filter(([, name]) => name);
    const kept = named.length ? named : found.slice(0, MOST_NEAR);
    return new Map(kept.map(([word]) => [word, weight]));
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
      const close = (await near(form)).filter(([, named]) => named || form === whole);
      for (const [one, weight] of chosen(close, NEAR)) if (!found.has(one)) found.set(one, weight);
    }
    if (!found.size && whole.length >= 6) {
      const far = await sharing(whole.slice(0, 3), whole.slice(-3));
      return chosen(far.filter(([one, named]) => (named || one[0] === whole[0]) && words.distance(whole, one) === 2), FAR);
    }
    return found;
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
