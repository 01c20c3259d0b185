// A usual static host: folders by their index.html, 301 to the slash, 404.html, the headers of _headers.
import { createServer } from 'node:http';
import { existsSync, readFileSync, statSync } from 'node:fs';
import { extname, join, normalize } from 'node:path';
import { folderOf } from './build.mjs';

const TYPES = {
  '.html': 'text/html; charset=utf-8', '.css': 'text/css; charset=utf-8', '.js': 'text/javascript; charset=utf-8',
  '.xml': 'application/xml; charset=utf-8', '.json': 'application/json', '.svg': 'image/svg+xml', '.png': 'image/png',
  '.jpg': 'image/jpeg', '.txt': 'text/plain; charset=utf-8', '.md': 'text/markdown; charset=utf-8',
};

// The blocks of `_headers`: a path, which may end in `*`, and what is sent with it.
export function blocks(folder) {
  const file = join(folder, '_headers');
  const found = [];
  for (const line of existsSync(file) ? readFileSync(file, 'utf8').split('\n') : []) {
    if (/^\S/.test(line)) found.push({ path: line.trim(), headers: {} });
    else if (line.includes(':')) found.at(-1).headers[line.slice(0, line.indexOf(':')).trim()] = line.slice(line.indexOf(':') + 1).trim();
  }
  return found;
}

// The headers that a file at `path` is sent with.
export const headersOf = (found, path) => Object.assign({}, ...found
  .filter((it) => (it.path.endsWith('*') ? path.startsWith(it.path.slice(0, -1)) : it.path === path)).map((it) => it.headers));

// A server that is running already (FANGTAN_BASE_URL), or one of ours for a folder.
export async function host(folder = folderOf('default')) {
  if (process.env.FANGTAN_BASE_URL && folder === folderOf('default')) {
    return { url: process.env.FANGTAN_BASE_URL.replace(/\/$/, ''), close() {} };
  }
  const found = blocks(folder);
  const server = createServer((request, response) => {
    const path = decodeURIComponent(new URL(request.url, 'http://x').pathname);
    let file = join(folder, normalize(path));
    let status = 200;
    if (existsSync(file) && statSync(file).isDirectory()) {
      if (!path.endsWith('/')) return response.writeHead(301, { location: `${path}/` }).end();
      file = join(file, 'index.html');
    }
    const hidden = ['/_headers', '/_redirects'].includes(path);
    if (hidden || !existsSync(file)) [file, status] = [join(folder, '404.html'), 404];
    const headers = headersOf(found, status === 200 ? path : '/');
    response.writeHead(status, { ...headers, 'content-type': TYPES[extname(file)] ?? 'application/octet-stream' });
    response.end(readFileSync(file));
  });
  await new Promise((done) => server.listen(0, '127.0.0.1', done));
  return { url: `http://127.0.0.1:${server.address().port}`, close: () => server.close() };
}

// One page of every kind of the sample site, found by following links as a reader would.
export async function kinds(request, url) {
  const pages = { home: '/', speakers: '/speakers/', tags: '/tags/', archive: '/archive/', questions: '/questions/', map: '/map/', search: '/search/', about: '/about/', missing: '/nothing-here/' };
  const home = await (await request.get(url)).text();
  const articles = [...home.matchAll(/href="(?:https?:\/\/[^"/]+)?(\/[^"/]+\/)"/g)].map((match) => match[1]);
  for (const path of new Set(articles)) {
    const html = await (await request.get(url + path)).text();
    if (!html.includes('<article')) continue;
    if (html.includes('<figure>')) pages.pictures ??= path;
    if (/<figure><img[^>]*><figcaption/.test(html)) pages.captions ??= path;
    const kind = html.includes('class="exchange"') ? 'interview' : 'plain';
    pages[kind] ??= path;
    if (html.includes('<pre')) pages.code ??= path;
    if (html.includes('data-role="audience"')) pages.panel ??= path;
  }
  const speakers = await (await request.get(url + '/speakers/')).text();
  pages.speaker = speakers.match(/href="(\/speakers\/[^"/]+\/)"/)?.[1];
  const tags = await (await request.get(url + '/tags/')).text();
  pages.tag = tags.match(/href="(\/tags\/[^"/]+\/)"/)?.[1];
  return pages;
}
