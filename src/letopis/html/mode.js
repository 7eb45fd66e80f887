// @ts-check
// What cannot wait until the page is drawn. First the reader's choice of light or dark: later, a dark page would
// flash. Storage may be closed to us; then the page follows the system. Then the face of the text, so that it does
// not change before the reader's eyes. A page in a folder finds it by itself, and may not ask for it ahead of time.
// There, Firefox keeps what one page has stored from all others: the choice comes with the address (see reading.js).

(function () {
  var root = document.documentElement;
  var brought = location.protocol === "file:" && /[?&]letopis-mode=(\w+)/.exec(location.search);
  var mode = brought ? brought[1] : "";
  try {
    if (brought) history.replaceState(null, "", location.href.replace(brought[0], ""));
    if (brought) localStorage.setItem("letopis-mode", brought[1]);
    mode = localStorage.getItem("letopis-mode");
  } catch (closed) {}
  if (mode === "light" || mode === "dark") root.dataset.theme = mode;
  if (!/^http/.test(location.protocol)) return;
  var face = document.createElement("link");
  face.rel = "preload";
  face.as = "font";
  face.type = "font/woff2";
  face.crossOrigin = "";
  face.href = root.dataset.content_root + "_static/letopis/fonts/source-serif-4.woff2";
  document.head.append(face);
})();
