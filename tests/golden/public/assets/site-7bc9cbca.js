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

// A question's number copies its address, and says so.
const live = document.createElement("p");
live.setAttribute("aria-live", "polite");
live.className = "said";
document.body.append(live);
for (const number of document.querySelectorAll(".number")) {
  number.addEventListener("click", async () => {
    try {
      await navigator.clipboard.writeText(number.href);
      live.textContent = "已复制这一问的链接";
      setTimeout(() => { live.textContent = ""; }, 2500);
    } catch {}
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
    const passed = targets.filter((target) => target.getBoundingClientRect().top < line);
    const link = links.get(passed.at(-1)?.id);
    if (link === current) return;
    current?.removeAttribute("aria-current");
    current = link;
    if (!link) return;
    link.setAttribute("aria-current", "true");
    if (outline.scrollHeight > outline.clientHeight) {
      const top = link.offsetTop - outline.clientHeight / 3;
      outline.scrollTo({ top, behavior: "instant" });
    }
    if (foot) {
      const place = numbered.indexOf(link) + 1;
      if (place) foot.querySelector("b").textContent = `${place} / ${total}`;
      foot.querySelector("span").textContent = link.textContent;
    }
  };
  let waiting = false;
  addEventListener("scroll", () => {
    if (waiting) return;
    waiting = true;
    requestAnimationFrame(() => { waiting = false; update(); });
  }, { passive: true });
  update();
}
