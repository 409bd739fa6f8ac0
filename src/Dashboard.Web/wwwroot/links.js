// Shortcuts of the link editor: J and K walk the list, G approves, A rejects, E goes to the form, / to the search box.
// They work outside text fields only, and not at all when switched off.
'use strict';
(() => {
  const columns = document.querySelector('[data-keys]');
  if (columns?.dataset.keys !== 'on') return;
  const follow = selector => document.querySelector(selector)?.click();
  const keys = {
    j: () => follow('.work a[rel=next]'),
    k: () => follow('.work a[rel=prev]'),
    g: () => follow('[data-key="g"]'),
    a: () => follow('[data-key="a"]'),
    e: () => (document.querySelector('#koppeling input:checked') ?? document.querySelector('#koppeling'))?.focus(),
    '/': () => document.querySelector('[data-key="/"]')?.select(),
  };
  document.addEventListener('keydown', e => {
    const field = document.activeElement;
    const typing = /^(TEXTAREA|SELECT)$/.test(field.tagName) || field.tagName === 'INPUT' && !/^(radio|checkbox)$/.test(field.type);
    if (typing || e.ctrlKey || e.metaKey || e.altKey || !Object.hasOwn(keys, e.key.toLowerCase())) return;
    e.preventDefault();
    keys[e.key.toLowerCase()]();
  });
})();
