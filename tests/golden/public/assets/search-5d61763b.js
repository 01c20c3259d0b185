// Searches the index beside this page: loads the shards that a query needs, then the pages that it found.
const form = document.querySelector("form.search");
const input = form.elements.q;
const output = form.querySelector("output");
const hits = document.querySelector(".hits");
const folder = form.dataset.index;
const SHOWN = 10;

// The rules by which the index was made.
const letter = /[\p{Alphabetic}\p{N}]/u;
const paired = (character) => {
  const code = character.codePointAt(0);
  return code >= 0x2e80 && (code < 0xfb00 || code > 0xffff) && letter.test(character);
};
const fold = (character) => {
  const code = character.codePointAt(0);
  const narrow = code >= 0xff01 && code <= 0xff5e ? String.fromCharCode(code - 0xfee0)
    : code >= 0x2010 && code <= 0x2013 ? "-" : character;
  const lower = narrow.toLowerCase();
  return [...lower].length === 1 ? lower : narrow;
};
const folded = (text) => Array.from(text, fold).join("");
const head = (unit) => Math.imul(unit, 40503) & 0xffff;
const tail = (unit) => (unit - 0x4e00) & 0xffff;

// A query as runs of paired characters and words; every one of them has to be found.
function runsOf(query) {
  const text = folded(query);
  const found = text.match(/[\p{Alphabetic}\p{N}](?:['’_.-]?[\p{Alphabetic}\p{N}]|[+#])*/gu) ?? [];
  return found.flatMap((run) => {
    const parts = [];
    let last;
    for (const character of run) {
      const isPair = paired(character);
      if (isPair !== last) parts.push("");
      parts[parts.length - 1] += character;
      last = isPair;
    }
    return parts.map((part) => part.replace(/^[^\p{Alphabetic}\p{N}]+|['’_.-]+$/gu, "")).filter(Boolean);
  });
}

const loaded = new Map();
const load = (name, as) => {
  if (!loaded.has(name)) {
    const answer = fetch(folder + name, { cache: "no-cache" }).then((it) => {
      if (!it.ok) throw new Error(name);
      return it[as]();
    });
    answer.catch(() => loaded.delete(name));
    loaded.set(name, answer);
  }
  return loaded.get(name);
};

// Every article that has a term whose key lies in a range and whose letters pass, with the best field that it has it in.
async function articlesOf(from, to, passes, catalogue, into = new Map()) {
  let start = 0;
  for (const entry of catalogue.shards) {
    const depth = entry < 0 ? ~entry : entry;
    const end = start + 2 ** (32 - depth);
    if (entry >= 0 && start <= to && end > from) {
      const name = `${start.toString(16).padStart(8, "0")}.bin`;
      read(new Uint8Array(await load(name, "arrayBuffer")), start, from, to, passes, catalogue.bound, into);
    }
    start = end;
  }
  return into;
}

function read(bytes, start, from, to, passes, bound, into) {
  let at = 0;
  const bit = () => (bytes[at >> 3] >> (7 - (at++ & 7))) & 1;
  const raw = (count) => { let value = 0; while (count--) value = value * 2 + bit(); return value; };
  const gamma = () => { let count = 0; while (!bit()) count++; return 2 ** count + raw(count); };
  const rice = (low) => { let high = 0; while (bit()) high++; return high * 2 ** low + raw(low); };
  const riceOf = (bound, count) => 31 - Math.clz32(Math.max(1, Math.floor(bound * 11 / (Math.max(count, 1) * 16))));
  const rising = (count, bound) => {
    const low = riceOf(bound, count);
    let next = 0;
    return Array.from({ length: count }, () => { const value = next + rice(low); next = value + 1; return value; });
  };
  const letters = new TextDecoder();
  let place = start >>> 16;
  for (let heads = gamma() - 1; heads > 0; heads--) {
    place += gamma() - 1;
    const unit = Math.imul(place, 0xffff & inverse) & 0xffff;
    const character = String.fromCharCode(unit);
    const words = (unit < 0xd800 || unit > 0xdfff) && !paired(character);
    const terms = gamma();
    const low = riceOf(0x5200, terms);
    let second = 0;
    for (let term = 0; term < terms; term++) {
      second += rice(low);
      const rest = words ? letters.decode(Uint8Array.from({ length: gamma() - 1 }, () => raw(8))) : "";
      const count = gamma();
      const articles = rising(count, bound);
      const titles = rising(gamma() - 1, count);
      const questions = rising(gamma() - 1, count);
      const key = place * 65536 + second;
      if (key > to) return;
      if (key < from || !passes(rest)) continue;
      const weights = new Array(count).fill(1);
      for (const it of questions) weights[it] = 3;
      for (const it of titles) weights[it] = 8;
      articles.forEach((article, it) => into.set(article, Math.max(into.get(article) ?? 0, weights[it])));
    }
  }
}
// The number that undoes the strewing of heads.
let inverse = 40503;
for (let step = 0; step < 4; step++) inverse = Math.imul(inverse, 2 - Math.imul(40503, inverse)) & 0xffff;

async function articlesOfRun(run, catalogue) {
  const all = [];
  const between = (first, low, high, passes = () => true) =>
    all.push(articlesOf(head(first) * 65536 + low, head(first) * 65536 + high, passes, catalogue));
  const units = Array.from({ length: run.length }, (_, at) => run.charCodeAt(at));
  if (!paired(String.fromCodePoint(run.codePointAt(0)))) {
    const word = run.replace(/['’_-]/g, "").slice(0, 32);
    const rest = word.slice(2);
    if (word.length === 1) between(units[0], 0, 0xffff);
    else between(word.charCodeAt(0), tail(word.charCodeAt(1)), tail(word.charCodeAt(1)), (it) => it.startsWith(rest));
  } else if (units.length === 1) between(units[0], 0, 0xffff);
  else for (let at = 0; at + 1 < units.length; at++) between(units[at], tail(units[at + 1]), tail(units[at + 1]));
  return meet(await Promise.all(all), Math.min);
}

// Articles that are in all of the maps.
function meet(maps, join) {
  const [first, ...others] = maps.sort((one, other) => one.size - other.size);
  const met = new Map();
  for (const [article, weight] of first) {
    if (others.every((it) => it.has(article))) {
      met.set(article, others.reduce((all, it) => join(all, it.get(article)), weight));
    }
  }
  return met;
}

const element = (name, text, properties = {}) => Object.assign(document.createElement(name), { textContent: text, ...properties });
const escaped = (text) => text.replace(/[.*+?^${}()|[\]\\/-]/g, "\\$&");
const patternOf = (runs) => new RegExp(runs.map((run) => {
  if (paired(String.fromCodePoint(run.codePointAt(0)))) return escaped(run);
  const spelled = [...run.replace(/['’_-]/g, "")].map(escaped).join("['’_-]?");
  return `(?<![a-z0-9])${spelled}`;
}).join("|"), "gu");

function marked(text, pattern, name, properties) {
  const line = element(name, "", properties);
  const plain = folded(text);
  let from = 0;
  const first = plain.search(pattern);
  if (text.length > 160 && first > 60) {
    from = first - 40;
    line.append("……");
  }
  const end = Math.min(text.length, from + 160);
  for (const match of plain.matchAll(pattern)) {
    if (match.index < from || match.index >= end) continue;
    line.append(text.slice(from, match.index), element("mark", text.slice(match.index, match.index + match[0].length)));
    from = match.index + match[0].length;
  }
  line.append(text.slice(from, Math.max(from, end)), end < text.length ? "……" : "");
  return line;
}

// What an article's page shows of a query; nothing if a run is not in it after all.
async function shown([link, title, date], runs) {
  const answer = await fetch(link, { cache: "no-cache" });
  if (!answer.ok) throw new Error(link);
  const page = new DOMParser().parseFromString(await answer.text(), "text/html");
  const body = page.querySelector(".e-content") ?? page.body;
  const all = folded(`${title}\n${body.textContent}`);
  if (!runs.every((run) => all.search(patternOf([run])) >= 0)) return null;
  const pattern = patternOf(runs);
  const section = element("section", "", { className: "hit" });
  const heading = element("h2", "");
  const anchor = marked(title, pattern, "a", { href: link });
  heading.append(anchor, element("time", date.slice(0, 7).replace("-", ".")));
  section.append(heading);
  let count = 0;
  for (const turn of [...body.querySelectorAll(".turn"), ...[...body.children].filter((it) => !it.matches(".exchange"))]) {
    const copy = turn.cloneNode(true);
    copy.querySelector(".speaker")?.remove();
    const text = copy.textContent.trim().replace(/\s*\n\s*/g, " ");
    if (folded(text).search(pattern) < 0 || ++count > 4) continue;
    const exchange = turn.closest(".exchange");
    const place = element("a", "", { className: "words", href: link + (exchange?.id ? `#${exchange.id}` : "") });
    place.append(element("b", turn.dataset.speaker ?? ""), marked(text, pattern, "span"));
    const asks = turn.matches("[data-role=host], [data-role=audience]");
    const question = !asks && exchange?.querySelector("[data-role=host], [data-role=audience]");
    if (question) {
      const asked = question.cloneNode(true);
      asked.querySelector(".speaker")?.remove();
      place.append(element("small", asked.textContent.trim().slice(0, 80)));
    }
    section.append(place);
  }
  if (count) heading.append(element("span", `${count} 处`, { className: "figures" }));
  return section;
}

let turn = 0;
async function search() {
  const mine = ++turn;
  const query = input.value.trim();
  const runs = [...new Set(runsOf(query))];
  history.replaceState(null, "", query ? `?q=${encodeURIComponent(query)}` : location.pathname);
  if (!runs.length) {
    output.textContent = "";
    hits.replaceChildren();
    return;
  }
  try {
    const catalogue = await load("index.json", "json");
    const found = meet(await Promise.all(runs.map((run) => articlesOfRun(run, catalogue))), (one, other) => one + other);
    if (mine !== turn) return;
    const order = [...found].sort((one, other) => other[1] - one[1] || other[0] - one[0]).map(([article]) => article);
    await show(order, 0, runs, catalogue, mine);
  } catch {
    if (mine === turn) output.textContent = "没能读到索引，请稍后再试";
  }
}

async function show(order, from, runs, catalogue, mine, dropped = 0) {
  const wanted = order.slice(from, from + SHOWN);
  const sections = await Promise.all(wanted.map(async (article) => {
    const list = await load(`articles-${Math.floor(article / catalogue.listed)}.json`, "json");
    return shown(list[article % catalogue.listed], runs);
  }));
  if (mine !== turn) return;
  const kept = sections.filter(Boolean);
  const missed = dropped + wanted.length - kept.length;
  if (!from) hits.replaceChildren();
  hits.querySelector("button")?.remove();
  hits.append(...kept);
  const count = order.length - missed;
  const rest = order.length - from - wanted.length;
  output.textContent = count ? `${rest && missed ? "约 " : ""}${count} 篇` : "没有找到，换个短一点的词试试";
  if (rest > 0 && !hits.children.length) return show(order, from + SHOWN, runs, catalogue, mine, missed);
  if (rest > 0) {
    const more = element("button", "更多", { type: "button" });
    more.onclick = () => show(order, from + SHOWN, runs, catalogue, mine, missed);
    hits.append(more);
  }
}

input.addEventListener("input", (event) => { if (!event.isComposing) search(); });
input.addEventListener("compositionend", search);
form.addEventListener("submit", (event) => { event.preventDefault(); hits.querySelector("a")?.click(); });
addEventListener("keydown", (event) => {
  if (event.key === "/" && document.activeElement !== input) {
    event.preventDefault();
    input.focus();
  } else if (event.key === "ArrowDown" || event.key === "ArrowUp") {
    const links = [input, ...hits.querySelectorAll("a")];
    const at = links.indexOf(document.activeElement);
    const next = links[at + (event.key === "ArrowDown" ? 1 : -1)];
    if (at >= 0 && next) {
      event.preventDefault();
      next.focus();
    }
  }
});
form.hidden = false;
input.value = new URLSearchParams(location.search).get("q") ?? "";
input.focus();
if (input.value) search();
