// What the circuit changed: dialogs came or went, a list's cells have new values, notices may leave.
(() => {
  'use strict';

  const flash = cell => {
    cell.classList.remove('flash');
    requestAnimationFrame(() => cell.classList.add('flash'));
    setTimeout(() => cell.classList.remove('flash'), 1600);
  };
  const leaveLater = notice => {
    const wait = () => setTimeout(() => (notice.matches(':hover, :focus-within') ? wait() : notice.querySelector('[data-notice-close]')?.click()), Number(notice.dataset.leaves));
    wait();
  };
  const each = (node, selector, act) => {
    if (node instanceof Element) {
      if (node.matches(selector)) {
        act(node);
      }
      node.querySelectorAll(selector).forEach(act);
    }
  };

  new MutationObserver(records => {
    const cells = new Set();
    const newRows = new Set();
    // The circuit puts in one element after another, thousands for a full board: what stands in something new is found with it.
    const added = new Set(records.flatMap(record => [...record.addedNodes]));
    for (const record of records) {
      if (added.has(record.target)) {
        continue;
      }
      for (const node of record.addedNodes) {
        each(node, 'dialog[data-modal]', shell.opened);
        each(node, 'form[data-focus-first]', shell.focusFirst);
        each(node, '[data-leaves]', leaveLater);
        each(node, '[data-set-theme]', shell.showPreferences);
        each(node, '[data-list] tbody tr', row => newRows.add(row));
      }
      for (const node of record.removedNodes) {
        each(node, 'dialog[data-modal]', shell.closed);
      }
      const parent = record.target instanceof Element ? record.target : record.target.parentElement;
      const cell = parent?.closest('[data-list] tbody td:not(.list-check, .list-actions), [data-list] tbody th');
      if (cell) {
        cells.add(cell);
      }
    }
    cells.forEach(cell => {
      if (!newRows.has(cell.closest('tr'))) {
        flash(cell);
      }
    });
  }).observe(document.body, { childList: true, characterData: true, subtree: true });
})();
