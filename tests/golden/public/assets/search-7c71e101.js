// Searches the index beside this page: loads the shards that a query needs, then the pages that they name.
const form = document.querySelector("form.search");
const input = form.elements.q;
const output = form.querySelector("output");
const hits = document.querySelector(".hits");
const astray = document.querySelector(".astray");
const folder = form.dataset.index;
const SHOWN = 10, PLACES = 4, EXCERPT = 160;

// The rules by which the index was made.
const LETTER = "[\\p{Alphabetic}\\p{N}]", PAIRED = "[\\u2e80-\\ufaff\\u{10000}-\\u{10ffff}]", PLAIN = `(?!${PAIRED})${LETTER}`;
const RUN = new RegExp(`(?:(?=${LETTER})${PAIRED})+|${PLAIN}(?:['’_.-]?${PLAIN})*[+#]*`, "gu");
const paired = (run) => new RegExp(PAIRED, "u").test(run);
const folded = (text) => text
  .replace(/[\uff01-\uff5e]/g, (it) => String.fromCharCode(it.charCodeAt(0) - 0xfee0))
  .replace(/[\u2010-\u2013]/g, "-")
  .replace(/\p{CWL}/gu, (it) => it.toLowerCase().length === it.length ? it.toLowerCase() : it);
const runsOf = (query) => [...new Set(folded(query).match(RUN))];
const bare = (word) => word.replace(/['’_-]/g, "");
const tight = (text) => text.replace(/[^\p{Alphabetic}\p{N}]/gu, "");
const strewn = (unit) => Math.imul(unit, 40503) & 0xffff;

const loaded = new Map();
function load(address, make = (it) => it.json()) {
  if (!loaded.has(address)) {
    const answer = fetch(address, { cache: "no-cache" }).then((it) => {
      if (!it.ok && make !== passagesOf) throw new Error();
      return make(it);
    });
    answer.catch(() => loaded.delete(address));
    loaded.set(address, answer);
  }
  return loaded.get(address);
}
const catalogue = () => load(`${folder}index.json`);

// Terms and bins under each head; an article stands above four bits of weight.
function shardOf(bytes, start, bound) {
  let at = 0;
  const bit = () => {
    if (at >> 3 >= bytes.length) throw new Error();
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
  const list = (count) => rising(count, 0, bound).map((article) => article * 16 + 1);
  const weighed = () => {
    const articles = list(gamma());
    for (const weight of [8, 2]) for (const it of rising(gamma() - 1, 0, articles.length)) articles[it] += weight;
    return articles;
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
    const terms = new Map();
    let bins = [];
    if (bit()) {
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

async function under(unit, low, high) {
  const { shards, bound } = await catalogue();
  const first = strewn(unit);
  const wanted = shards.filter((start, place) =>
    start <= first * 65536 + high && !(shards[place + 1] <= first * 65536 + low));
  const heads = await Promise.all(wanted.map((start) => load(`${folder}${start}.bin`,
    async (it) => shardOf(new Uint8Array(await it.arrayBuffer()), start, bound))));
  return heads.flatMap((it) => it.get(first) ?? []);
}

// Every article that has a run, and a few that may not.
async function articlesOf(run) {
  const units = bare(run).split("").map((it) => it.charCodeAt(0));
  if (!paired(run) || !units[1]) {
    const rest = bare(run).slice(1, 32);
    const parts = await under(units[0], units[1] ?? 0, units[1] ?? 65535);
    return united(parts.flatMap(({ terms, bins }) =>
      [...bins, ...[...terms].map(([term, articles]) => !rest || term.startsWith(rest) ? articles : [])]));
  }
  // Of a long run some pairs will do: the page says whether it is there.
  const step = Math.ceil(units.length / 12);
  const places = [...units.keys()].slice(1).filter((place) => place % step === 0 || place === 1);
  return meet(await Promise.all(places.map(async (place) => {
    const second = units[place];
    const parts = await under(units[place - 1], second, second);
    return united(parts.map(({ terms, bins }) => terms.get(second) ?? bins[(strewn(second) * bins.length) >>> 16] ?? []));
  })), Math.min);
}

function united(lists) {
  const all = new Map();
  for (const it of lists.flat()) all.set(it >> 4, Math.max(all.get(it >> 4) ?? 0, it & 15));
  return all;
}

// Articles that are in all of the maps.
const meet = (maps, join) => maps.reduce((all, map) => new Map([...all].filter(([article]) => map.has(article))
  .map(([article, weight]) => [article, join(weight, map.get(article))])));

const element = (name, text, properties = {}) => Object.assign(document.createElement(name), { textContent: text, ...properties });
const patternOf = (runs) => new RegExp(runs.map((run) => paired(run) ? run
  : `(?<![a-z0-9])${[...bare(run)].join("['’_-]?").replace(/[.+]/g, "\\$&")}`).join("|"), "gu");

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

// What is said on a page, by whom, and the question that it answers.
async function passagesOf(answer) {
  const page = new DOMParser().parseFromString((await answer.text()).replace(/<(?=br|\/(td|th|li|p|h\d|d[dt])\b)/g, " <"), "text/html");
  const body = page.querySelector(".e-content") ?? page.querySelector("main") ?? page.body;
  let asked = "";
  return [...body.querySelectorAll(":scope > :not(.exchange), .turn")].map((turn) => {
    const speaker = turn.querySelector(".speaker");
    speaker?.remove();
    const label = speaker?.querySelector("b")?.textContent ?? "";
    const { role, speaker: name = label } = turn.dataset;
    const text = turn.textContent.trim().replace(/\s+/g, " ");
    const asks = /host|audience/.test(role);
    const exchange = turn.closest(".exchange");
    if (asks || !exchange || !turn.previousElementSibling?.matches(".turn")) asked = asks ? text : "";
    const anchor = exchange?.id ?? turn.id;
    return { name, asks, text, anchor, question: asks ? "" : asked, plain: folded(text), names: folded(`${name}\n${label}`) };
  });
}

// What an article shows of a query, and how well it fits; nothing if a run is not in it after all.
async function shown([link, title, date], runs) {
  const passages = await load(link, passagesOf);
  const patterns = new Map(runs.map((run) => [run, patternOf([run])]));
  const has = (text, run) => text.search(patterns.get(run)) >= 0;
  const isExact = (text) => runs[1] && tight(text).includes(tight(runs.join("")));
  const plain = folded(title);
  const found = new Set(runs.filter((run) => has(plain, run)));
  let fit = found.size * 8 + (isExact(plain) ? 20 : 0);
  const rich = passages.map((passage, place) => {
    let score = 0;
    for (const run of runs) {
      const more = has(passage.names, run) ? 5 : has(passage.plain, run) ? 4 : 0;
      if (more) found.add(run);
      score += more;
    }
    if (score) score += (passage.asks ? 2 : passage.name ? 1 : 0) + (isExact(passage.plain) ? 12 : 0);
    return { score, place, ...passage };
  }).filter((it) => it.score);
  if (found.size < runs.length) return null;
  const pattern = patternOf(runs);
  const section = element("section", "", { className: "hit" });
  const heading = element("h2", "");
  heading.append(marked(title, pattern, "a", { href: link }), element("time", date.slice(0, 7).replace("-", ".")));
  if (rich.length) heading.append(element("span", `${rich.length} 处`, { className: "figures" }));
  section.append(heading);
  const best = rich.sort((one, other) => other.score - one.score).slice(0, PLACES);
  fit += best[0]?.score ?? 0;
  for (const { name, text, anchor, question } of best.sort((one, other) => one.place - other.place)) {
    const place = element("a", "", { className: "words", href: link + (anchor && `#${anchor}`) });
    if (name) place.append(marked(name, pattern, "b"));
    place.append(marked(text, pattern, "span"));
    if (question) place.append(element("small", question.slice(0, 80)));
    section.append(place);
  }
  return { fit, section };
}

let turn = 0, running;
async function search() {
  const mine = ++turn;
  const query = input.value.trim();
  const runs = runsOf(query.slice(0, 200));
  const say = (text, isAstray) => {
    output.textContent = text;
    if (astray) astray.hidden = !isAstray;
  };
  const fail = () => {
    if (mine !== turn) return;
    loaded.clear();
    hits.replaceChildren();
    say("没能读到索引，请稍后再试", true);
  };
  const slow = setTimeout(() => mine === turn && say("正在找……"), 500);
  const show = async (order, from, missed) => {
    const { listed } = await catalogue();
    const wanted = order.slice(from, from + SHOWN);
    const sections = await Promise.all(wanted.map(async (article) => {
      const list = await load(`${folder}articles-${Math.floor(article / listed)}.json`);
      return shown(list[article % listed], runs);
    }));
    if (mine !== turn) return;
    const kept = sections.filter(Boolean).sort((one, other) => other.fit - one.fit).map((it) => it.section);
    missed += wanted.length - kept.length;
    if (!from) hits.replaceChildren();
    const more = hits.querySelector("button");
    hits.append(...kept);
    from += SHOWN;
    if (from < order.length && !hits.querySelector("section")) return show(order, from, missed);
    const count = order.length - missed;
    say(count ? `${from < order.length && missed ? "约 " : ""}${count} 篇` : "没有找到，换个短一点的词试试", !count);
    if (more) (kept[0] ?? hits).querySelector("a").focus();
    more?.remove();
    if (from < order.length) {
      const onclick = () => show(order, from, missed).catch(fail);
      hits.append(element("button", "更多", { type: "button", onclick }));
    }
  };
  try {
    if (runs.length) {
      const found = meet(await Promise.all(runs.map(articlesOf)), (one, other) => one + other);
      const order = [...found].sort((one, other) => other[1] - one[1] || other[0] - one[0]).map(([article]) => article);
      if (mine === turn) await show(order, 0, 0);
    } else {
      hits.replaceChildren();
      say(query && "没有可以搜的字");
    }
    if (mine === turn) history.replaceState(null, "", query ? `?q=${encodeURIComponent(query)}` : location.pathname);
  } catch {
    fail();
  } finally {
    clearTimeout(slow);
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
  const next = at < 0 ? key === "/" && !target.matches("input, textarea, select") && input
    : { "/": at && input, ArrowDown: links[at + 1], ArrowUp: links[at - 1], Escape: input }[key];
  if (!next) return;
  event.preventDefault();
  next.focus();
  if (key === "Escape" && !at) {
    input.value = "";
    start();
  }
});
form.hidden = false;
input.value = new URLSearchParams(location.search).get("q") ?? "";
input.focus();
if (input.value) start();
