// Asks the search of a built site, as a browser would, and prints what it finds: `node ask.js SITE < queries.json`.
// In: a list of queries. Out: for each, the answer without entries, and the addresses of the first results.
"use strict";

const { readFileSync } = require("node:fs");
const path = require("node:path");
const vm = require("node:vm");

const MOST = 10;
const site = path.resolve(process.argv[2]);
const folder = path.join(site, "_static", "letopis-search");

/** A script element that runs its file at once, and counts what was asked for. */
class HTMLScriptElement {
  src = "";
}
const asked = new Set();
const own = new HTMLScriptElement();
own.src = `file://${folder}/search.js`;
globalThis.HTMLScriptElement = HTMLScriptElement;
globalThis.HTMLFormElement = class {};
globalThis.location = { href: own.src };
globalThis.document = {
  currentScript: own,
  getElementById: () => null,
  addEventListener: () => {},
  createElement: () => new HTMLScriptElement(),
  head: {
    append(script) {
      const file = new URL(script.src).pathname;
      asked.add(path.basename(file));
      vm.runInThisContext(readFileSync(file, "utf-8"), file);
      script.onload();
    },
  },
};
vm.runInThisContext(readFileSync(path.join(folder, "search.js"), "utf-8"), own.src);

async function main() {
  const search = vm.runInThisContext("letopisSearch");
  const answers = [];
  for (const query of JSON.parse(readFileSync(0, "utf-8"))) {
    asked.clear();
    const { entries, terms, counts, ...answer } = await search.search(query, { kinds: new Set(), from: null, to: null });
    const cards = await Promise.all(entries.slice(0, MOST).map(search.card));
    const names = new Set([...asked].filter((name) => !/^x/.test(name)));
    answers.push({ ...answer, found: entries.length, first: cards.map((card) => card[1]), loaded: [...names] });
  }
  process.stdout.write(JSON.stringify(answers));
}

main();
