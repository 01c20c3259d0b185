// Keeps an open page as the site is: puts what changed in place, swaps style sheets, shows faults.
(() => {
  const { page, mark } = document.currentScript.dataset;
  let stamp = page;
  let events;

  const css = `
    :host { all: initial }
    .faults { position: fixed; inset: 0; z-index: 2147483647; overflow: auto; padding: 5vh max(1rem, calc(50vw - 30rem));
      background: rgb(24 24 27 / .93); color: #f4f4f5; font: 15px/1.7 ui-monospace, Menlo, Consolas, monospace; overflow-wrap: anywhere }
    .faults h1 { margin: 0 5rem 1.5rem 0; font: 600 1.1rem/1.5 system-ui, sans-serif }
    .faults article { margin: 0 0 2rem; padding-left: 1rem; border-left: 3px solid #f87171 }
    .faults .warning { border-color: #fbbf24 } .warning .code { color: #fbbf24 }
    .faults p { margin: 0 }
    a { color: #93c5fd } .code { color: #f87171 } .place { color: #a1a1aa } .help { color: #86efac }
    pre { margin: .5rem 0; padding: .5rem .75rem; overflow-x: auto; background: #09090b; font: inherit }
    pre mark { background: none; color: #fca5a5; text-decoration: underline wavy #f87171 }
    .number { color: #71717a; margin-right: 1rem; user-select: none }
    button { padding: .25rem .75rem; border: 1px solid #52525b; border-radius: 4px; background: #18181b; color: #f4f4f5;
      font: 14px/1.6 system-ui, sans-serif; cursor: pointer }
    .close { position: absolute; top: 1rem; right: 1rem }
    .corner { position: fixed; left: 1rem; bottom: 1rem; z-index: 2147483646; opacity: .85 } .corner:hover { opacity: 1 }
    .mark { position: fixed; right: 1rem; bottom: 1rem; z-index: 2147483646; padding: .25rem .75rem; border-radius: 4px;
      background: #b45309; color: #fff; font: 14px/1.6 system-ui, sans-serif }`;

  // A tree of its own, so that neither the page's style sheets nor its content policy reach it.
  const shell = () => {
    const host = document.createElement('fangtan-live');
    const root = host.attachShadow({ mode: 'open' });
    const sheet = new CSSStyleSheet();
    sheet.replaceSync(css);
    root.adoptedStyleSheets = [sheet];
    document.documentElement.append(host);
    return root;
  };
  const element = (name, className, ...children) => {
    const made = document.createElement(name);
    if (className) made.className = className;
    made.append(...children);
    return made;
  };

  // Faults: errors over the page, which stays readable behind them; warnings as a button.
  let overlay;
  let closed = '';
  const clear = () => {
    overlay?.host.remove();
    overlay = undefined;
  };
  const source = ({ line, text, column, end_column }) => {
    const letters = [...text];
    const part = (from, to) => letters.slice(from, to).join('');
    return element('pre', '', element('span', 'number', `${line}`), part(0, column - 1),
      element('mark', '', part(column - 1, end_column - 1)), part(end_column - 1));
  };
  const fault = (one) => {
    const place = [one.path, one.line, one.line && one.column].filter(Boolean).join(':');
    const head = element('p', '', element('span', 'code', `${one.severity}[${one.code}]`), ` ${one.message}`);
    const article = element('article', one.severity, head);
    if (place) {
      const link = element('a', '', place);
      if (one.edit) link.href = one.edit;
      article.append(element('p', 'place', link));
    }
    if (one.line && one.text) article.append(source(one));
    for (const other of one.others ?? []) {
      article.append(element('p', 'place', `${[other.path, other.line].filter(Boolean).join(':')}: ${other.message}`));
    }
    if (one.help) article.append(element('p', 'help', `怎么办：${one.help}`));
    return article;
  };
  const show = (told, open) => {
    clear();
    overlay = shell();
    const { errors, warnings, list } = told;
    const counts = [errors && `${errors} 处错误`, warnings && `${warnings} 处提醒`].filter(Boolean).join('，');
    if (!open) {
      const corner = element('button', 'corner', counts);
      corner.addEventListener('click', () => show(told, true));
      overlay.append(corner);
      return;
    }
    const close = element('button', 'close', '关闭');
    const shut = () => {
      closed = JSON.stringify(told);
      show(told, false);
    };
    close.addEventListener('click', shut);
    const stays = errors ? '，网页仍是上一次的样子' : '';
    const box = element('div', 'faults', element('h1', '', counts + stays), close, ...list.map(fault));
    if (errors + warnings > list.length) box.append(element('p', '', `另有 ${errors + warnings - list.length} 处`));
    box.setAttribute('role', 'alert');
    box.addEventListener('keydown', ({ key }) => key === 'Escape' && shut());
    overlay.append(box);
    close.focus();
  };

  // The page as it came, before its scripts change it, and for each of its nodes the one that is shown.
  let came = document.cloneNode(true);
  const shown = new WeakMap();
  const pair = (node, live) => {
    shown.set(node, live);
    for (let at = 0; at < node.childNodes.length; at++) pair(node.childNodes[at], live.childNodes[at]);
  };
  pair(came, document);

  // Those that run; structured data, which has the title in it, does not.
  const scripts = (tree) => [...tree.querySelectorAll('script:not([type="application/ld+json"])')].map((it) => it.outerHTML).join('\n');
  const isKept = (one, other) => one.nodeType === other.nodeType && one.nodeName === other.nodeName && one.id === other.id;
  const place = (parent, live, before) => {
    let next = before && shown.get(before);
    // A script may have wrapped what stood here.
    while (next && next.parentNode !== parent) next = next.parentNode;
    parent.insertBefore(live, next ?? null);
  };
  const attributes = (old, next, live) => {
    for (const { name, value } of next.attributes) {
      if (old.getAttribute(name) !== value) live.setAttribute(name, value);
    }
    for (const { name } of old.attributes) if (!next.hasAttribute(name)) live.removeAttribute(name);
  };
  const rehang = (old, next) => {
    shown.set(next, shown.get(old));
    for (let at = 0; at < old.childNodes.length; at++) rehang(old.childNodes[at], next.childNodes[at]);
  };
  const patch = (old, next) => {
    if (old.isEqualNode(next)) return rehang(old, next);
    const live = shown.get(old);
    shown.set(next, live);
    // What stands on the root is the reader's choice of light or dark.
    if (old.nodeType === Node.ELEMENT_NODE) { if (old.parentNode !== came) attributes(old, next, live); }
    else if (old.nodeType !== Node.DOCUMENT_NODE) {
      live.data = next.data;
      return;
    }
    const [was, is] = [[...old.childNodes], [...next.childNodes]];
    let end = 0;
    while (end < Math.min(was.length, is.length) && was.at(-1 - end).isEqualNode(is.at(-1 - end))) {
      rehang(was.at(-1 - end), is.at(-1 - end));
      end++;
    }
    let start = 0;
    const least = Math.min(was.length, is.length) - end;
    while (start < least && was[start].isEqualNode(is[start])) {
      rehang(was[start], is[start]);
      start++;
    }
    const after = was[was.length - end];
    let at = start;
    for (const node of is.slice(start, is.length - end)) {
      const left = was.slice(at, was.length - end);
      // What is there unchanged further on stays; what is like it is changed into it.
      const same = left.findIndex((it) => it.isEqualNode(node));
      const found = same >= 0 ? same : left.length && isKept(left[0], node) ? 0 : -1;
      if (found >= 0) {
        left.slice(0, found).forEach((it) => shown.get(it).remove());
        patch(left[found], node);
        at += found + 1;
      } else {
        const made = document.importNode(node, true);
        pair(node, made);
        place(live, made, left[0] ?? after);
      }
    }
    was.slice(at, was.length - end).forEach((it) => shown.get(it).remove());
  };

  const swap = ([before, after]) => {
    for (const link of document.querySelectorAll('link[rel~="stylesheet"]')) {
      if (new URL(link.href).pathname !== encodeURI(before)) continue;
      const next = link.cloneNode();
      next.href = `${after}?${Date.now()}`;
      next.addEventListener('load', () => link.remove());
      link.after(next);
    }
  };

  const put = ({ html, sheets, page }) => {
    const next = new DOMParser().parseFromString(html, 'text/html');
    const ours = came.querySelector('script[data-page]');
    // The page came with this script; the bytes of the site are without.
    ours?.remove();
    if (sheets.length || scripts(came) !== scripts(next) || document.querySelector('base')) return location.reload();
    try {
      patch(came.documentElement, next.documentElement);
    } catch {
      return location.reload();
    }
    came = next;
    stamp = page;
  };

  const listen = () => {
    if (events || document.hidden) return;
    events = new EventSource(`/_fangtan/events?page=${stamp}&at=${encodeURIComponent(location.pathname)}`);
    events.addEventListener('reload', () => location.reload());
    events.addEventListener('page', ({ data }) => put(JSON.parse(data)));
    events.addEventListener('faults', ({ data }) => {
      const told = JSON.parse(data);
      show(told, told.errors > 0 && closed !== data);
    });
    events.addEventListener('clear', clear);
    events.addEventListener('sheets', ({ data }) => {
      const { sheets, page } = JSON.parse(data);
      stamp = page;
      sheets.forEach(swap);
    });
    events.addEventListener('error', () => {
      stop();
      setTimeout(listen, 300);
    });
  };
  const stop = () => {
    events?.close();
    events = undefined;
  };

  if (mark) shell().append(element('div', 'mark', mark));
  if (!page) return;
  // A browser opens six connections to one host; pages that nobody sees must not hold them.
  document.addEventListener('visibilitychange', () => (document.hidden ? stop() : listen()));
  addEventListener('pagehide', stop);
  addEventListener('pageshow', listen);
  listen();
})();
