// @ts-check
// The pieces of the index: loads them when they are asked for. What they hold is said in shards.py.

"use strict";

/**
 * @typedef {{entries: number, cyrillic: boolean, kinds: [string, string, string, number][], firsts: Record<string, string[]>, rows: Record<string, number>, spellings: [string, string][],
 *   stop: string, dates: string, months: Record<string, number>, phrases: string,
 *   weak: string, asks: Record<string, string[]>, doubted?: number[], stated?: number[]}} Manifest
 * @typedef {{levels: Map<number, number>, count: number, other: string, alike: Map<number, number>, same: string[]}} Row
 *   The entries of a term, each with its level; how many there are; another form under which it stands in texts; and the
 *   entries that words with the same meaning find, or find better, with the single ones of these words.
 */

/** @param {string} folder @param {string} version */
// eslint-disable-next-line no-unused-vars
function letopisPieces(folder, version) {
  const [MOST_PIECES, MOST_PAIRS] = [4, 3];
  /** @type {Map<string, any>} */
  const taken = new Map();
  /** @type {Map<string, Promise<any>>} */
  const asked = new Map();
  /** @type {Manifest} */
  let manifest;

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

  /** What a table has under a key. @param {string} family @param {string} key @returns {Promise<string | undefined>} */
  async function at(family, key) {
    const piece = pieceOf(family, key);
    const rows = piece < 0 ? {} : await load(`${family}${piece}`);
    const found = Object.hasOwn(rows, key) ? rows[key] : undefined;
    return typeof found === "string" ? found : undefined;
  }

  /** The pieces that hold keys with this beginning. @param {string} family @param {string} beginning */
  function piecesFrom(family, beginning) {
    const first = Math.max(0, pieceOf(family, beginning));
    const last = Math.min(pieceOf(family, `${beginning}\uffff`), first + MOST_PIECES - 1);
    return Promise.all(Array.from({ length: Math.max(0, last - first + 1) }, (_, step) => load(`${family}${first + step}`)));
  }

  /**
   * The words, or words from the end, with this beginning, and whether each is one of a name.
   * @param {"n" | "r"} family @param {string} beginning @returns {Promise<[string, boolean][]>}
   */
  async function wordsFrom(family, beginning) {
    const pieces = await piecesFrom(family, beginning);
    const all = pieces.flatMap((/** @type {string} */ piece) => piece.split(" "));
    return all.map((/** @type {string} */ one) => /** @type {[string, boolean]} */ (one[0] === "N" ? [one.slice(1), true] : [one, false]))
      .filter(([word]) => word.startsWith(beginning));
  }

  /** Numbers from steps. @param {string} written */
  function entries(written) {
    let entry = 0;
    return written.split(",").map((step) => (entry += parseInt(step, 36)));
  }

  /** Entries with their levels. @param {string} lists */
  function byLevel(lists) {
    /** @type {Map<number, number>} */
    const levels = new Map();
    for (const list of lists ? lists.split("|") : []) {
      for (const entry of entries(list.slice(1))) levels.set(entry, parseInt(list[0], 36));
    }
    return levels;
  }

  /** @param {string} term @returns {Promise<Row>} */
  async function lookUp(term) {
    const [written, alike = "", same = ""] = ((await at("t", term)) || "").split("~");
    const [rest, other = ""] = written.split("=");
    const [lists, count = ""] = rest.split("!");
    const levels = byLevel(lists);
    return { levels, count: Number(count) || levels.size, other, alike: byLevel(alike), same: same ? same.split(" ") : [] };
  }

  /**
   * The entries in which these terms follow one another. Of a long phrase a few pairs are looked at, which have all its telling words if they can.
   * @param {string[]} terms @param {(term: string) => boolean} tells
   */
  async function following(terms, tells) {
    manifest.firsts.b ||= await load("pairs");
    const pairs = terms.slice(1).map((term, place) => [terms[place], term]);
    /** @type {string[][]} */
    const chosen = [];
    const fresh = (/** @type {string[]} */ pair) => pair.filter((term) => tells(term) && !chosen.flat().includes(term)).length;
    while (pairs.length && chosen.length < MOST_PAIRS) chosen.push(...pairs.splice(pairs.reduce((best, pair, place) => (fresh(pair) > fresh(pairs[best]) ? place : best), 0), 1));
    const lists = await Promise.all(chosen.map((pair) => at("b", pair.join(" "))));
    // A pair that is everywhere excludes nothing, unless all are such.
    const telling = lists.filter((list) => !list?.endsWith("!"));
    const [first, ...others] = (telling.length ? telling : lists).map((list) => new Set(list ? entries(list.replace("!", "")) : []));
    return new Set([...first].filter((entry) => others.every((other) => other.has(entry))));
  }

  return {
    /** What the pieces call. @param {string} name @param {any} data */
    take: (name, data) => void taken.set(name, data),
    /** What the manifest calls. @param {Manifest} data */
    open: (data) => void (manifest = data),
    load, row, lookUp, following, wordsFrom,
  };
}
