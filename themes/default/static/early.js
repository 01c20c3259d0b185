// Before anything is painted: the reader's choice of light or dark. A file of its own, so that a site's policy need not
// allow scripts in its pages.
try { document.documentElement.dataset.theme = localStorage.getItem("theme") || ""; } catch {}
// A picture that does not come leaves its caption, and no torn frame.
addEventListener("error", ({ target }) => { if (target.tagName === "IMG") target.dataset.failed = ""; }, true);
// One whose size nobody knew has it once it is there.
document.addEventListener("load", ({ target }) => {
  if (target.tagName === "IMG" && !target.hasAttribute("width") && target.naturalWidth > 1) {
    [target.width, target.height] = [target.naturalWidth, target.naturalHeight];
  }
}, true);
