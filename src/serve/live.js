// Keeps an open page as the site is: loads it again when it changed, swaps style sheets, shows faults.
(() => {
  const { page, mark } = document.currentScript.dataset;
  let version = page;
  let events;

  const css = `
    :host { all: initial }
    .faults { position: fixed; inset: 0; z-index: 2147483647; overflow: auto; padding: 6vh max(1rem, calc(50vw - 30rem));
      background: rgb(24 24 27 / .94); color: #f4f4f5; font: 15px/1.7 ui-monospace, Menlo, Consolas, monospace }
    .faults h1 { margin: 0 0 1.5rem; font: 600 1.1rem/1.5 system-ui, sans-serif }
    .faults article { margin: 0 0 2rem; padding-left: 1rem; border-left: 3px solid #f87171 }
    .faults p { margin: 0 }
    .place { color: #a1a1aa } .code { color: #f87171 } .help { color: #86efac }
    pre { margin: .5rem 0; padding: .5rem .75rem; overflow-x: auto; background: #09090b; font: inherit }
    mark { background: none; color: #fca5a5; text-decoration: underline wavy #f87171 }
    button { position: absolute; top: 1rem; right: 1rem; padding: .25rem .75rem; border: 1px solid #52525b; border-radius: 4px;
      background: none; color: inherit; font: inherit; cursor: pointer }
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

  let overlay;
  const clear = () => {
    overlay?.host.remove();
    overlay = undefined;
  };
  const source = ({ text, column, end_column }) => {
    const letters = [...text];
    const part = (from, to) => letters.slice(from, to).join('');
    return element('pre', '', part(0, column - 1), element('mark', '', part(column - 1, end_column - 1)), part(end_column - 1));
  };
  const fault = (one) => {
    const place = [one.path, one.line, one.line && one.column].filter(Boolean).join(':');
    const article = element('article', '', element('p', '', element('span', 'code', `${one.severity}[${one.code}]`), `: ${one.message}`));
    if (place) article.append(element('p', 'place', place));
    if (one.line && one.text) article.append(source(one));
    for (const other of one.others ?? []) {
      article.append(element('p', 'place', `${[other.path, other.line].filter(Boolean).join(':')}: ${other.message}`));
    }
    if (one.help) article.append(element('p', 'help', `help: ${one.help}`));
    return article;
  };
  const show = (faults) => {
    clear();
    overlay = shell();
    const close = element('button', '', '关闭');
    close.addEventListener('click', clear);
    const box = element('div', 'faults', element('h1', '', `${faults.length} 处错误，页面仍是上一次的样子`), close, ...faults.map(fault));
    box.setAttribute('role', 'alert');
    overlay.append(box);
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

  const listen = () => {
    if (events || document.hidden) return;
    events = new EventSource(`/__fangtan/events?page=${version}&at=${encodeURIComponent(location.pathname)}`);
    events.addEventListener('reload', () => location.reload());
    events.addEventListener('faults', ({ data }) => show(JSON.parse(data)));
    events.addEventListener('clear', clear);
    events.addEventListener('sheets', ({ data }) => {
      const { sheets, page } = JSON.parse(data);
      version = page;
      sheets.forEach(swap);
    });
    events.addEventListener('error', () => {
      stop();
      setTimeout(listen, 500);
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
