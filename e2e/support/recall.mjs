// Asks the search of a site, with the script that it ships, for all that an article says.

// In a page: whether `article`, a link, is found by each of its runs; gives how many were asked for and which failed.
// Runs are `lengths` Han characters, and Latin words, of the title and of every paragraph.
export function recall(page, article, lengths) {
  return page.evaluate(async ([article, lengths]) => {
    /* global load, folder, catalogue, runsOf, articlesOf, meet, shown */
    const { articles, listed } = await catalogue();
    let number = -1;
    let entry;
    for (let list = 0; list * listed < articles; list++) {
      const entries = await load(`${folder}articles-${list}.json`);
      const place = entries.findIndex(([link]) => link === article);
      if (place >= 0) [number, entry] = [list * listed + place, entries[place]];
    }
    const answer = await fetch(article);
    const text = new DOMParser().parseFromString(await answer.text(), 'text/html');
    const body = text.querySelector('.e-content');
    const blocks = [...body.querySelectorAll('p, li, h2, h3, h4, td, th, figcaption, pre')];
    const lines = [entry[1], ...blocks.filter((it) => !it.querySelector('p, li')).map((it) => it.innerHTML
      .replace(/<br[^>]*>/g, '\n').replace(/<[^>]+>/g, '').replace(/&lt;/g, '<').replace(/&gt;/g, '>').replace(/&amp;/g, '&'))];
    const queries = new Set();
    for (const line of lines) {
      for (const [run] of line.matchAll(/[一-龥]+/g)) {
        for (const length of lengths) {
          for (let at = 0; at + length <= run.length; at++) queries.add(run.slice(at, at + length));
        }
      }
      for (const [word] of line.matchAll(/[\p{Script=Latin}\p{Nd}]+(?:[-'’.][\p{Script=Latin}\p{Nd}]+)*/gu)) queries.add(word);
    }
    const missed = [];
    let candidates = 0;
    for (const query of queries) {
      const runs = runsOf(query);
      const found = meet(await Promise.all(runs.map(articlesOf)), Math.min);
      candidates += found.size;
      if (!runs.length || !found.has(number) || !(await shown(entry, runs))) missed.push(query);
    }
    return { asked: queries.size, missed, candidates };
  }, [article, lengths]);
}
