// Everything works without this file: it saves steps, and never moves what is being read.
'use strict';
(() => {
  const all = (selector, root = document) => [...root.querySelectorAll(selector)];
  const narrow = matchMedia('(max-width: 1100px)');

  // filters: choosing is applying
  for (const form of all('form[data-auto]')) {
    form.addEventListener('change', () => form.requestSubmit());
    for (const button of all('[data-auto-hide]', form)) button.hidden = true;
  }

  // on to a tool: the button is for who has no script
  document.querySelector('form[data-send]')?.submit();

  // menus: one open at a time; Escape and a click elsewhere close
  const menus = () => all('details.rec[open]');
  document.addEventListener('click', e => { for (const menu of menus()) if (!menu.contains(e.target)) menu.open = false; });
  document.addEventListener('keydown', e => {
    if (e.key !== 'Escape') return;
    for (const menu of menus()) { menu.open = false; menu.querySelector('summary').focus(); }
  });

  all('[data-focus]')[0]?.focus({ preventScroll: true });

  // find a pupil: "/" goes to the box, two letters narrow the names that are on the page already, Enter opens the first
  const box = document.querySelector('[data-find]');
  const list = document.querySelector('[data-found]');
  const plain = text => text.normalize('NFD').replace(/\p{M}/gu, '').toLowerCase();
  if (box && list) {
    const items = all('li', list);
    const shown = () => items.filter(li => !li.hidden).map(li => li.firstElementChild);
    const narrowDown = () => {
      const wanted = plain(box.value.trim());
      for (const li of items) li.hidden = wanted.length < 2 || !plain(li.textContent).split(/\s+/).some(word => word.startsWith(wanted));
      list.hidden = shown().length === 0;
    };
    box.addEventListener('input', narrowDown);
    box.form.addEventListener('submit', e => { if (!list.hidden) { e.preventDefault(); shown()[0].click(); } });
    box.form.addEventListener('keydown', e => {
      const links = shown(), at = links.indexOf(document.activeElement);
      if (e.key === 'Escape') { list.hidden = true; box.focus(); }
      else if (e.key === 'ArrowDown' && links.length) { e.preventDefault(); links[Math.min(at + 1, links.length - 1)].focus(); }
      else if (e.key === 'ArrowUp' && at >= 0) { e.preventDefault(); (links[at - 1] ?? box).focus(); }
    });
    document.addEventListener('click', e => { if (!box.form.contains(e.target)) list.hidden = true; });
  }
  if (box) document.addEventListener('keydown', e => {
    if (e.key === '/' && !e.ctrlKey && !e.metaKey && !e.altKey && !/^(INPUT|TEXTAREA|SELECT)$/.test(document.activeElement.tagName)) { e.preventDefault(); box.focus(); box.select(); }
  });

  // why: the panel takes the place of the right column (on a narrow screen it opens under its line); the list stays
  let opener = null;
  const show = async (address, push) => {
    const answer = await fetch(address, { headers: { Accept: 'text/html' } });
    const page = answer.ok && !answer.redirected ? new DOMParser().parseFromString(await answer.text(), 'text/html') : null;
    const aside = page?.querySelector('.cols > aside');
    if (!aside) { location.assign(address); return; }
    all('#waarom').forEach(old => old.remove());
    document.querySelector('.cols > aside').replaceWith(document.adoptNode(aside));
    all('.sig.on').forEach(row => row.classList.remove('on', 'stuck', 'fast', 'new'));
    const fetched = page.querySelector('.sig.on');
    const row = fetched && document.getElementById(fetched.id);
    row?.classList.add(...fetched.classList);
    row?.closest('details')?.setAttribute('open', '');
    const panel = document.getElementById('waarom');
    if (panel && row && narrow.matches) row.append(panel);
    else if (panel && opener?.closest('table')) panel.classList.add('float'); // over the matrix, so that no row moves
    else if (panel) { // beside what is being read, also far down the list
      const top = panel.getBoundingClientRect().top;
      if (top < 16) panel.style.marginTop = `${Math.round(16 - top)}px`;
    }
    if (push) history.pushState({ why: true }, '', address);
    panel?.focus({ preventScroll: !narrow.matches });
  };
  document.addEventListener('click', e => {
    if (e.defaultPrevented || e.button || e.ctrlKey || e.metaKey || e.shiftKey) return;
    const open = e.target.closest('a[data-why]'), close = e.target.closest('a[data-why-close]');
    if (!open && !close) return;
    const rest = document.querySelector('.cols > aside .rest');
    if (open) {
      e.preventDefault();
      if (!open.closest('#waarom')) opener = open;
      show(open.href, true);
    } else if (rest) {
      e.preventDefault();
      all('#waarom').forEach(panel => panel.remove());
      all('.sig.on').forEach(row => row.classList.remove('on', 'stuck', 'fast', 'new'));
      rest.hidden = false;
      history.pushState({ why: true }, '', close.href);
      const back = opener ?? document.querySelector(new URL(close.href).hash.replace(/^#(?=.)/, '#') + ' a[data-why]');
      back?.focus({ preventScroll: true });
    }
  });
  document.addEventListener('keydown', e => { if (e.key === 'Escape' && e.target.closest('#waarom') && !menus().length) document.querySelector('[data-why-close]')?.click(); });
  addEventListener('popstate', e => { if (e.state?.why || document.getElementById('waarom')) show(location.href, false); });

  // live: the stream says only that there is something new; it waits until the reader asks for it
  const live = document.querySelector('[data-live]');
  if (live && 'EventSource' in window) {
    let known = Number(live.dataset.version), spoken = 0, timer = 0;
    const count = async () => {
      const answer = await fetch(live.dataset.live.replace(/live$/, 'nieuw') + '?since=' + live.dataset.since);
      if (!answer.ok) return;
      const { count: n } = await answer.json();
      if (!n) return;
      live.firstElementChild.textContent = (n === 1 ? live.dataset.one : live.dataset.many.replace(/\d+/, n));
      live.hidden = false;
      spoken = Date.now();
    };
    const source = new EventSource(live.dataset.live);
    source.onmessage = e => {
      const { version } = JSON.parse(e.data);
      if (version <= known) return;
      known = version;
      clearTimeout(timer); // spoken at most once a minute, and one question for a burst
      timer = setTimeout(count, Math.max(400, live.hidden ? 0 : spoken + 60000 - Date.now()));
    };
    addEventListener('pagehide', () => source.close());
  }

  // who is busy: asked again by the clock, unless the reader reads on with the keyboard or says no
  const fresh = document.querySelector('[data-refresh]'), wanted = document.querySelector('[data-refresh-on]');
  if (fresh) {
    wanted.closest('[data-refresh-label]').hidden = false;
    setInterval(async () => {
      if (!wanted.checked || document.hidden || fresh.contains(document.activeElement)) return;
      const answer = await fetch(location.href, { headers: { Accept: 'text/html' } }).catch(() => null);
      const page = answer?.ok && !answer.redirected ? new DOMParser().parseFromString(await answer.text(), 'text/html') : null;
      const now = page?.querySelector('[data-refresh]');
      if (now) fresh.replaceChildren(...[...now.childNodes].map(node => document.adoptNode(node)));
    }, Number(fresh.dataset.refresh) * 1000);
  }

  // the matrix: one tab stop, arrows walk, Enter opens, a letter jumps to the next pupil with it
  const grid = document.querySelector('table[data-grid]');
  if (grid && matchMedia('(min-width: 761px)').matches) {
    const rows = [grid.tHead.rows[0], ...all('tbody tr:not(.dom)', grid)]
      .map(row => [...row.cells].filter(cell => !cell.classList.contains('sum')).map(cell => cell.querySelector('a') ?? cell));
    grid.setAttribute('role', 'grid');
    for (const target of rows.flat()) target.tabIndex = -1;
    let [r, c] = [0, 0];
    if (rows.length > 1) r = 1;
    rows[r][c].tabIndex = 0;
    const go = (nr, nc) => {
      rows[r][c].tabIndex = -1;
      r = Math.max(0, Math.min(rows.length - 1, nr));
      c = Math.max(0, Math.min(rows[r].length - 1, nc));
      rows[r][c].tabIndex = 0;
      rows[r][c].focus();
    };
    grid.addEventListener('focusin', e => {
      const found = rows.findIndex(row => row.includes(e.target));
      if (found < 0) return;
      rows[r][c].tabIndex = -1;
      [r, c] = [found, rows[found].indexOf(e.target)];
      rows[r][c].tabIndex = 0;
    });
    grid.addEventListener('keydown', e => {
      const width = rows[r].length;
      const step = { ArrowRight: [r, c + 1], ArrowLeft: [r, c - 1], ArrowDown: [r + 1, c], ArrowUp: [r - 1, c],
        Home: [e.ctrlKey ? 0 : r, 0], End: [e.ctrlKey ? rows.length - 1 : r, width - 1], PageDown: [r + 8, c], PageUp: [r - 8, c] }[e.key];
      if (step) { e.preventDefault(); go(...step); return; }
      if (e.key.length === 1 && /\p{L}/u.test(e.key) && !e.ctrlKey && !e.metaKey && !e.altKey) {
        const names = rows[0].map(cell => plain(cell.textContent));
        for (let i = 1; i < names.length; i++) {
          const at = 1 + (c - 1 + i + names.length - 1) % (names.length - 1);
          if (names[at].startsWith(plain(e.key))) { e.preventDefault(); go(r, at); return; }
        }
      }
    });
  }
})();
