// Leads from a former address of a part of a page to where that part is now. The server is never told what stands
// after the "#", so no host can do it. Without this script, the page itself says where to go.

(() => {
  "use strict";
  const root = document.documentElement;

  /** The id in the address, in plain letters. */
  function wanted() {
    try {
      return decodeURIComponent(location.hash.slice(1));
    } catch {
      return "";
    }
  }

  /** On a page of today: a part that has left it is a line with a link. */
  function follow() {
    const moved = document.getElementById(wanted());
    const line = moved && moved.closest(".letopis-moved, .letopis-away") && moved.closest("li");
    const link = line && line.querySelector("a[href]");
    if (link) location.replace(link.href);
    if (moved) return;
    // A list of thousands leaves no line for each: which part holds what is data on its page, or in a file beside it.
    for (const data of document.querySelectorAll("script.letopis-away")) {
      lead(JSON.parse(data.textContent || "{}"));
      const file = data.getAttribute("data-file");
      if (file && wanted()) {
        window.letopisAway = lead;
        document.head.append(Object.assign(document.createElement("script"), { src: file }));
      }
    }
  }

  /** To the part that holds what is asked for. @param {Record<string, string[]>} parts the ids that each holds */
  function lead(parts) {
    for (const [part, names] of Object.entries(parts)) {
      if (names.includes(wanted())) location.replace(part + wanted());
    }
  }

  const target = root.getAttribute("data-letopis-target");
  if (target) {
    // On a page that is no more: its parts may have gone to different pages.
    const parts = JSON.parse(root.getAttribute("data-letopis-parts") || "{}");
    const name = wanted();
    const known = Object.prototype.hasOwnProperty.call(parts, name);
    location.replace(known ? parts[name] : target + (target.includes("#") ? "" : location.hash));
  } else {
    addEventListener("hashchange", follow);
    if (document.readyState === "loading") addEventListener("DOMContentLoaded", follow);
    else follow();
  }
})();
