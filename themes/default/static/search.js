// Searches the index beside this page: loads the shards that a query needs, then the pages that they name.
const form = document.querySelector("form.search");
const input = form.elements.q;
const output = form.querySelector("output");
const hits = document.querySelector(".hits");
const astray = document.querySelector(".astray");
const folder = form.dataset.index;
const SHOWN = 10, PLACES = 4, EXCERPT = 160;

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
const bare = (word) => word.replace(/['’_-]/g, "");

// A query as runs of paired characters and words; every one of them has to be found.
function runsOf(query) {
  const found = folded(query).match(/[\p{Alphabetic}\p{N}](?:['’_.-]?[\p{Alphabetic}\p{N}])*[+#]*/gu) ?? [];
  const runs = found.flatMap((run) => {
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
  return [...new Set(runs)];
}

// What is loaded is asked for once, and again only if that failed.
const loaded = new Map();
function load(address, make) {
  if (!loaded.has(address)) {
    const answer = fetch(address, { cache: "no-cache" }).then((it) => {
      if (!it.ok) throw new Error(address);
      return make(it);
    });
    answer.catch(() => loaded.delete(address));
    loaded.set(address, answer);
  }
  return loaded.get(address);
}
const json = (answer) => answer.json();

// A shard: under each head its terms, each a second unit or the letters behind the first, with articles above four bits
// of weight; and bins of articles for what has no name.
function shardOf(bytes, start, bound) {
  let at = 0;
  const bit = () => {
    if (at >> 3 >= bytes.length) throw new Error("short");
    return (bytes[at >> 3] >> (7 - (at++ & 7))) & 1;
  };
  const raw = (count) => { let value = 0; while (count--) value = value * 2 + bit(); return value; };
  const gamma = () => { let count = 0; while (!bit()) count++; return 2 ** count + raw(count); };
  const below = (bound) => {
    const length = 31 - Math.clz32(bound);
    const short = 2 ** (length + 1) - bound;
    const value = raw(length);
    return value < short ? value : value * 2 + bit() - short;
  };
  const rising = (count, low, bound, into = []) => {
    if (count) {
      const left = count >> 1;
      const middle = low + left + below(bound - low - count + 1);
      rising(left, low, middle, into).push(middle);
      rising(count - left - 1, middle + 1, bound, into);
    }
    return into;
  };
  const list = (count) => rising(count, 0, bound).map((article) => article * 16);
  const weighed = () => {
    const articles = list(gamma());
    const titles = rising(gamma() - 1, 0, articles.length);
    const questions = new Set(rising(gamma() - 1, 0, articles.length));
    const inTitle = new Set(titles);
    return articles.map((it, place) => it + (inTitle.has(place) ? 8 : questions.has(place) ? 3 : 1));
  };
  const times = (count, make) => Array.from({ length: count }, make);
  const character = () => {
    const place = below(40);
    return place < 39 ? "etaoinsrhldcumfpgwyb0123vkxjqz456789.+#"[place] : String.fromCharCode(raw(16));
  };
  const heads = new Map();
  let place = start >>> 16;
  for (let count = gamma(); count > 1; count--) {
    place += gamma() - 1;
    const unit = Math.imul(place, GATHER) & 0xffff;
    const terms = new Map();
    let bins = [];
    if ((unit < 0xd800 || unit > 0xdfff) && !paired(String.fromCharCode(unit))) {
      let word = "";
      times(gamma(), () => {
        word = word.slice(0, gamma() - 1);
        word += times(gamma() - 1, character).join("");
        terms.set(word, weighed());
      });
    } else {
      for (const tail of rising(gamma() - 1, 0, 65536)) terms.set(tail, 0);
      for (const tail of terms.keys()) terms.set(tail, weighed());
      bins = times(gamma() - 1, () => list(gamma() - 1).map((it) => it + 8));
    }
    heads.set(place, { terms, bins });
  }
  return heads;
}
// The number that undoes the strewing of heads.
const GATHER = [0, 1, 2, 3].reduce((inverse) => Math.imul(inverse, 2 - Math.imul(40503, inverse)), 40503) & 0xffff;

// What the shards hold under the first unit of a term, from one second unit to another.
async function under(first, from, to, catalogue) {
  const found = [];
  let start = 0;
  for (const entry of catalogue.shards) {
    const end = start + 2 ** (32 - (entry < 0 ? ~entry : entry));
    if (entry >= 0 && start <= first * 65536 + to && end > first * 65536 + from) {
      const begin = start;
      found.push(load(`${folder}${begin.toString(16).padStart(8, "0")}.bin`,
        async (it) => shardOf(new Uint8Array(await it.arrayBuffer()), begin, catalogue.bound)));
    }
    start = end;
  }
  return (await Promise.all(found)).flatMap((heads) => heads.get(first) ?? []);
}

// Every article that has a run, with the best place that it has it in; of rare ones a few that have not.
async function articlesOf(run, catalogue) {
  const units = (paired(run) ? run : bare(run).slice(0, 32)).split("").map((unit) => unit.charCodeAt(0));
  if (units.length === 1 || !paired(run)) {
    const [first, second] = [head(units[0]), units[1] && tail(units[1])];
    const rest = String.fromCharCode(...units.slice(1));
    const parts = await under(first, second ?? 0, second ?? 65535, catalogue);
    return united(parts.flatMap(({ terms, bins }) =>
      [...[...terms].filter(([term]) => !rest || term.startsWith(rest)).map(([, articles]) => articles), ...bins]));
  }
  // A long run is looked up by some of its pairs; the page says whether the whole of it is there.
  const step = Math.ceil(units.length / 12);
  const pairs = units.slice(1).map((second, place) => [head(units[place]), tail(second)]);
  return meet(await Promise.all(pairs.filter((_, place) => place % step === 0).map(async ([first, second]) => {
    const parts = await under(first, second, second, catalogue);
    return united(parts.map(({ terms, bins }) =>
      terms.get(second) ?? bins[((Math.imul(second, 40503) & 0xffff) * bins.length) >>> 16] ?? []));
  })), Math.min);
}

function united(lists) {
  const all = new Map();
  for (const it of lists.flat()) all.set(it >> 4, Math.max(all.get(it >> 4) ?? 0, it & 15));
  return all;
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
const escaped = (text) => text.replace(/[.*+?^${}()|[\]\\/]/g, "\\$&");
const patternOf = (runs) => new RegExp(runs.map((run) => paired(run) ? escaped(run)
  : `(?<![a-z0-9])${[...bare(run)].map(escaped).join("['’_-]?")}`).join("|"), "gu");

// A line with what matches marked, from shortly before the first match on.
function marked(text, pattern, name, properties) {
  const line = element(name, "", properties);
  const plain = folded(text);
  const first = plain.search(pattern);
  let from = text.length > EXCERPT && first > 60 ? first - 40 : 0;
  const end = Math.min(text.length, from + EXCERPT);
  if (from) line.append("……");
  for (const { index, 0: match } of plain.matchAll(pattern)) {
    if (index < from || index >= end) continue;
    line.append(text.slice(from, index), element("mark", text.slice(index, index + match.length)));
    from = index + match.length;
  }
  line.append(text.slice(from, Math.max(from, end)), end < text.length ? "……" : "");
  return line;
}

// What is said on a page, each with who says it and the question that it answers.
async function passagesOf(answer) {
  const page = new DOMParser().parseFromString(await answer.text(), "text/html");
  const body = page.querySelector(".e-content") ?? page.querySelector("main") ?? page.body;
  let asked = "";
  return [...body.querySelectorAll(":scope > :not(.exchange), .turn")].map((turn) => {
    const speaker = turn.querySelector(".speaker");
    speaker?.remove();
    const label = speaker?.querySelector("b")?.textContent ?? "";
    const { role, speaker: name = label } = turn.dataset;
    const text = turn.textContent.trim().replace(/\s+/g, " ");
    const asks = role === "host" || role === "audience";
    const exchange = turn.closest(".exchange");
    if (asks || !exchange || !turn.previousElementSibling?.matches(".turn")) asked = asks ? text : "";
    const anchor = exchange?.id || turn.id;
    return { name, asks, text, anchor, question: asks ? "" : asked, plain: folded(text), names: folded(`${name}\n${label}`) };
  });
}

// What an article shows of a query, and how well it fits; nothing if a run is not in it after all.
async function shown([link, title, date], runs) {
  const passages = await load(link, passagesOf).catch(() => []);
  const has = (text, run) => text.search(patternOf([run])) >= 0;
  const plain = folded(title);
  let fit = 0;
  for (const run of runs) {
    const places = passages.filter((it) => has(it.plain, run));
    const isNamed = has(plain, run) || passages.some((it) => has(it.names, run));
    if (!isNamed && !places.length) return null;
    fit += isNamed ? 8 : places.some((it) => it.asks) ? 3 : 1;
  }
  const pattern = patternOf(runs);
  const section = element("section", "", { className: "hit" });
  const heading = element("h2", "");
  heading.append(marked(title, pattern, "a", { href: link }), element("time", date.slice(0, 7).replace("-", ".")));
  section.append(heading);
  const richness = (it) => runs.reduce((sum, run) => sum + (has(it.plain, run) ? 2 : has(it.names, run) ? 1 : 0), 0);
  const rich = passages.map((it, place) => [richness(it), place]).filter(([rich]) => rich);
  const best = rich.sort(([one, a], [other, b]) => other - one || a - b).slice(0, PLACES).map(([, place]) => place);
  for (const { name, text, anchor, question } of best.sort((one, other) => one - other).map((place) => passages[place])) {
    const place = element("a", "", { className: "words", href: link + (anchor ? `#${anchor}` : "") });
    if (name) place.append(marked(name, pattern, "b"));
    place.append(marked(text, pattern, "span"));
    if (question) place.append(element("small", question.slice(0, 80)));
    section.append(place);
  }
  if (rich.length) heading.append(element("span", `${rich.length} 处`, { className: "figures" }));
  return { fit, section };
}

let turn = 0, running;
async function search() {
  const mine = ++turn;
  const query = input.value.trim();
  const runs = runsOf(query.slice(0, 200));
  const say = (text, isAstray) => {
    output.textContent = text;
    astray.hidden = !isAstray;
  };
  const slow = setTimeout(() => mine === turn && say("正在找……"), 500);
  try {
    if (!runs.length) {
      hits.replaceChildren();
      say(query && "没有可以搜的字");
    } else {
      const catalogue = await load(`${folder}index.json`, json);
      const found = meet(await Promise.all(runs.map((run) => articlesOf(run, catalogue))), (one, other) => one + other);
      const order = [...found].sort((one, other) => other[1] - one[1] || other[0] - one[0]).map(([article]) => article);
      if (mine === turn) await show(order, 0, runs, catalogue, mine, say);
    }
    if (mine === turn) history.replaceState(null, "", query ? `?q=${encodeURIComponent(query)}` : location.pathname);
  } catch {
    if (mine !== turn) return;
    loaded.clear();
    hits.replaceChildren();
    say("没能读到索引，请稍后再试", true);
  } finally {
    clearTimeout(slow);
  }
}

async function show(order, from, runs, catalogue, mine, say, dropped = 0) {
  const wanted = order.slice(from, from + SHOWN);
  const sections = await Promise.all(wanted.map(async (article) => {
    const list = await load(`${folder}articles-${Math.floor(article / catalogue.listed)}.json`, json);
    return shown(list[article % catalogue.listed], runs);
  }));
  if (mine !== turn) return;
  const kept = sections.filter(Boolean).sort((one, other) => other.fit - one.fit);
  const missed = dropped + wanted.length - kept.length;
  const rest = order.length - from - wanted.length;
  if (!from) hits.replaceChildren();
  const more = hits.querySelector("button");
  hits.append(...kept.map((it) => it.section));
  if (rest > 0 && !hits.querySelector("section")) return show(order, from + SHOWN, runs, catalogue, mine, say, missed);
  const count = order.length - missed;
  say(count ? `${rest && missed ? "约 " : ""}${count} 篇` : "没有找到，换个短一点的词试试", !count);
  if (more) (kept[0]?.section.querySelector("a") ?? input).focus();
  more?.remove();
  if (rest > 0) {
    const next = element("button", "更多", { type: "button" });
    next.onclick = () => show(order, from + SHOWN, runs, catalogue, mine, say, missed);
    hits.append(next);
  }
}

const start = () => { running = search(); };
input.addEventListener("input", (event) => { if (!event.isComposing) start(); });
input.addEventListener("compositionend", start);
form.addEventListener("submit", async (event) => {
  event.preventDefault();
  await running;
  hits.querySelector("a")?.click();
});
addEventListener("keydown", (event) => {
  if (event.isComposing || event.ctrlKey || event.metaKey || event.altKey) return;
  const { key, target } = event;
  const links = [input, ...hits.querySelectorAll("a, button")];
  const at = links.indexOf(target);
  const next = key === "/" ? !target.closest("input, textarea, select") && input
    : key === "ArrowDown" ? links[at + 1] : key === "ArrowUp" ? links[at - 1] : key === "Escape" && input;
  if (!next || (at < 0 && key !== "/")) return;
  event.preventDefault();
  if (key === "Escape" && target === input) {
    input.value = "";
    start();
  }
  next.focus();
});
form.hidden = false;
input.value = new URLSearchParams(location.search).get("q") ?? "";
input.focus();
if (input.value) start();
