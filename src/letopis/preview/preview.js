// In the live preview: shows what is wrong on the page at its paragraph, a fault of the build above it, and loads the
// page anew when it has been built. Styles are set one by one: the content policy of the pages allows no others.
"use strict";
(() => {
  const page = document.currentScript.dataset.page;
  const loaded = Number(document.currentScript.dataset.version);
  const look = {
    finding: { borderLeft: "4px solid #b3261e", background: "#fdecea", color: "#410e0b", padding: ".5em .8em", margin: ".4em 0" },
    bar: { position: "fixed", top: "0", left: "0", right: "0", zIndex: "2000", padding: ".6em 1em", whiteSpace: "pre-wrap",
           font: "15px/1.4 sans-serif", maxHeight: "50vh", overflow: "auto" },
    fault: { background: "#8c1d18", color: "#fff" },
    busy: { background: "#1f3a5f", color: "#fff" },
    found: { background: "#5f4a00", color: "#fff" },
  };
  const make = (name, id, text, ...styles) => {
    document.getElementById(id)?.remove();
    const element = document.createElement(name);
    element.id = id;
    element.textContent = text;
    Object.assign(element.style, ...styles);
    return element;
  };
  const bar = (text, style, role) => {
    // What stands there already is not said again, and can be marked and scrolled.
    const there = document.getElementById("letopis-preview-bar");
    if (there?.textContent === text && there.getAttribute("role") === role) return;
    const made = make("div", "letopis-preview-bar", text, look.bar, style);
    made.setAttribute("role", role);
    document.body.append(made);
  };
  const lines = [...document.querySelectorAll("[class*='letopis-line-']")].map((element) => [
    Number(element.className.match(/letopis-line-(\d+)/)?.[1]), element]).filter(([line]) => line);
  const place = (number) => {
    let best = null;
    for (const [line, element] of lines) if (line <= number && (!best || line >= best[0])) best = [line, element];
    return best?.[1] ?? document.querySelector("main") ?? document.body;
  };
  const shown = new Set();
  const show = (findings) => {
    for (const [line, text] of findings) {
      const id = `letopis-finding-${line}-${text.length}-${text.slice(0, 40)}`;
      if (shown.has(id)) continue;
      shown.add(id);
      const note = make("div", id, `Line ${line}: ${text}`, look.finding);
      note.className = "letopis-finding";
      note.setAttribute("role", "note");
      const at = place(line);
      if (at.matches("main, body")) at.prepend(note);
      else at.after(note);
    }
  };
  const tell = (state) => {
    const here = Object.hasOwn(state.findings, page) ? state.findings[page] : [];
    const others = Object.entries(state.findings).filter(([name]) => name !== page);
    if (state.doing === "fault") return bar(`The preview cannot be built:\n${state.fault}`, look.fault, "alert");
    if (state.doing === "building") return bar(`${state.words || "Building"} …`, look.busy, "status");
    if (state.version !== loaded) return location.reload();
    if (!others.length) document.getElementById("letopis-preview-bar")?.remove();
    show(here);
    if (others.length) {
      const list = others.slice(0, 5).map(([name, found]) => `${name || "the project"}: ${found[0][1]}`).join("\n");
      bar(`Something is wrong on ${others.length} other page${others.length > 1 ? "s" : ""}:\n${list}`, look.found, "status");
    }
    return undefined;
  };
  const poll = async () => {
    try {
      const answer = await fetch("/_letopis/state", { cache: "no-store" });
      tell(await answer.json());
    } catch {
      bar("The preview has ended. Start it again in the terminal, as before.", look.fault, "alert");
    }
    setTimeout(poll, 400);
  };
  poll();
})();
