// What a page does beyond being read: nothing here is needed to read it.
const root = document.documentElement;

// Light, dark, or as the system says; remembered.
const themes = [["", "跟随系统"], ["light", "浅色"], ["dark", "深色"]];
const button = document.querySelector(".theme");
if (button) {
  const show = () => {
    const now = themes.find(([theme]) => theme === (root.dataset.theme || "")) ?? themes[0];
    button.setAttribute("aria-label", `明暗：${now[1]}`);
    button.title = now[1];
  };
  button.hidden = false;
  button.addEventListener("click", () => {
    const at = themes.findIndex(([theme]) => theme === (root.dataset.theme || ""));
    root.dataset.theme = themes[(at + 1) % themes.length][0];
    try { localStorage.setItem("theme", root.dataset.theme); } catch {}
    show();
  });
  show();
}

// What was done is said, to the eye and to a screen reader.
const live = document.createElement("p");
live.setAttribute("aria-live", "polite");
live.className = "said";
document.body.append(live);
let saying;
const copy = async (text, said) => {
  try {
    await navigator.clipboard.writeText(text);
    live.textContent = said;
    clearTimeout(saying);
    saying = setTimeout(() => { live.textContent = ""; }, 2500);
  } catch {}
};

// A question's number copies its address.
document.addEventListener("click", ({ target }) => {
  const number = target.closest?.(".number");
  if (number) copy(number.href, "已复制这一问的链接");
});

// Code can be copied whole.
for (const code of document.querySelectorAll(".body pre")) {
  const button = document.createElement("button");
  button.type = "button";
  button.className = "copy";
  button.textContent = "复制";
  button.addEventListener("click", () => copy(code.textContent, "已复制这段代码"));
  const box = code.closest("figure") ?? document.createElement("div");
  if (!box.isConnected) {
    code.replaceWith(box);
    box.append(code);
  }
  box.classList.add("copied");
  box.prepend(button);
}

// A picture opens as large as the screen; Escape, a click or Enter closes it.
let sheet;
const enlarge = (picture) => {
  if (!sheet) {
    sheet = document.createElement("dialog");
    sheet.className = "large";
    sheet.addEventListener("click", () => sheet.close());
    document.body.append(sheet);
  }
  const large = new Image();
  large.referrerPolicy = picture.referrerPolicy;
  large.src = picture.currentSrc || picture.src;
  // A picture without words of its own is named by what its button does.
  const alt = picture.hasAttribute("aria-label") ? picture.alt : "";
  large.alt = alt;
  const close = document.createElement("button");
  close.type = "button";
  close.textContent = "关闭";
  const caption = picture.closest("figure")?.querySelector("figcaption")?.textContent ?? alt;
  const words = document.createElement("p");
  words.textContent = caption;
  sheet.setAttribute("aria-label", caption || "图片");
  sheet.replaceChildren(close, large, words);
  sheet.showModal();
};
for (const picture of document.querySelectorAll(".body figure img")) {
  if (picture.closest("a")) continue;
  picture.tabIndex = 0;
  picture.setAttribute("role", "button");
  // A button of an empty alt would be decoration and a control at once.
  if (picture.alt) picture.setAttribute("aria-label", `放大图片：${picture.alt}`);
  else picture.alt = "放大图片";
  picture.addEventListener("click", () => enlarge(picture));
  picture.addEventListener("keydown", (event) => {
    if (event.key !== "Enter" && event.key !== " ") return;
    event.preventDefault();
    enlarge(picture);
  });
}

// The outline shows where one is; on a phone the foot does.
const outline = document.querySelector(".outline");
if (outline) {
  outline.addEventListener("click", (event) => {
    if (event.target.closest("a") && outline.matches(":popover-open")) outline.hidePopover();
  });
  const links = new Map([...outline.querySelectorAll("a")].map((link) => [decodeURIComponent(link.hash.slice(1)), link]));
  const targets = [...links.keys()].map((id) => document.getElementById(id)).filter(Boolean);
  const foot = document.querySelector(".foot");
  const total = outline.querySelectorAll(".question, .section").length;
  const numbered = [...outline.querySelectorAll(".question a, .section a")];
  let current;
  const update = () => {
    const line = innerHeight / 3;
    let [passed, ahead] = [0, targets.length];
    while (passed < ahead) {
      const middle = (passed + ahead) >> 1;
      if (targets[middle].getBoundingClientRect().top < line) passed = middle + 1; else ahead = middle;
    }
    const link = links.get(targets[passed - 1]?.id);
    if (link === current) return;
    current?.removeAttribute("aria-current");
    current = link;
    if (!link) return;
    link.setAttribute("aria-current", "true");
    // The list moves only when the mark would leave its middle: to move it paints all of it anew.
    const place = link.offsetTop - outline.scrollTop;
    if (place < outline.clientHeight / 6 || place > outline.clientHeight * 2 / 3) {
      outline.scrollTop = link.offsetTop - outline.clientHeight / 3;
    }
    if (foot) {
      const number = numbered.indexOf(link) + 1;
      // New words in the text that is there: a new node would make the browser style the whole page again.
      if (number) foot.querySelector("b").firstChild.data = `${number} / ${total}`;
      foot.querySelector("span").firstChild.data = link.textContent;
    }
  };
  let waiting = false;
  addEventListener("scroll", () => {
    if (waiting) return;
    waiting = true;
    setTimeout(() => { waiting = false; update(); }, 80);
  }, { passive: true });
  update();
}
