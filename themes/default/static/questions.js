// The questions of a page, fewer with every letter that is typed.
const form = document.querySelector(".filter");
const talks = [...document.querySelectorAll(".talks > li")];
const all = [...document.querySelectorAll(".asked > li")];
const fold = (text) => text.normalize("NFKC").toLowerCase();
const texts = all.map((it) => fold(it.textContent));
form?.addEventListener("submit", (event) => event.preventDefault());
form?.addEventListener("input", ({ target }) => {
  const words = fold(target.value).split(/\s+/).filter(Boolean);
  let shown = 0;
  all.forEach((it, place) => {
    it.hidden = !words.every((word) => texts[place].includes(word));
    shown += it.hidden ? 0 : 1;
  });
  for (const talk of talks) talk.hidden = !talk.querySelector(".asked > li:not([hidden])");
  form.querySelector("output").textContent = words.length ? (shown ? `${shown} 个问题` : "没有这样的问题") : "";
});
