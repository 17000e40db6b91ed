// Rows of a list: a click opens, ticks select, keys move and press, what is clipped shows in full.
(() => {
  'use strict';

  // A click anywhere on a row opens it, unless it was for something else or text was being selected.
  document.addEventListener('click', event => {
    const target = event.target;
    const row = target instanceof Element && target.closest('[data-list] tbody tr');
    if (!row || event.defaultPrevented || target.closest('a, button, input, select, label, summary, .list-check, .list-actions')) {
      return;
    }
    const link = row.querySelector('a.row-link');
    if (link && !String(getSelection()).trim()) {
      if (event.ctrlKey || event.metaKey) {
        window.open(link.href, '_blank', 'noopener');
      } else {
        link.click();
      }
    }
  });

  // ---- selection: one row, a shift range, all

  let lastTicked = null;
  document.addEventListener('click', event => {
    const box = event.target instanceof Element && event.target.closest('[data-row-check]');
    if (!box) {
      return;
    }
    const list = box.closest('[data-list]');
    const boxes = [...list.querySelectorAll('tbody [data-row-check]')];
    let touched = [box];
    if (box.dataset.rowCheck === 'all') {
      touched = boxes;
    } else if (event.shiftKey && boxes.includes(lastTicked)) {
      const [from, to] = [boxes.indexOf(lastTicked), boxes.indexOf(box)].sort((a, b) => a - b);
      touched = boxes.slice(from, to + 1);
    }
    touched.forEach(other => { other.checked = box.checked; });
    lastTicked = box;
    list.dispatchEvent(new CustomEvent('rowselect', {
      bubbles: true,
      detail: { keys: touched.map(other => other.closest('tr').dataset.key), selected: box.checked },
    }));
  });

  // ---- clipped text shows in full as a tooltip

  document.addEventListener('mouseover', event => {
    const cell = event.target instanceof Element && event.target.closest('.list-table tbody :is(td, th), .clip');
    if (cell && !cell.title && cell.scrollWidth > cell.clientWidth && !cell.matches('.list-actions')) {
      cell.title = cell.innerText.trim();
    }
  });

  // ---- moving by arrows, a row's own letters

  const rowLinks = list => [...list.querySelectorAll('tbody .row-link')].filter(shell.visible);
  const listKey = (event, list) => {
    const links = rowLinks(list);
    const at = links.findIndex(link => link.closest('tr').contains(document.activeElement));
    const letters = shell.lettersOn() && !event.shiftKey;
    const to = { ArrowDown: at + 1, ArrowUp: at - 1, Home: 0, End: links.length - 1, ...(letters && { j: at + 1, k: at - 1 }) }[event.key];
    if (to !== undefined) {
      event.preventDefault();
      links[Math.max(0, Math.min(links.length - 1, to))]?.focus();
    } else if (event.key === 'PageDown' || event.key === 'PageUp') {
      event.preventDefault();
      list.querySelector(event.key === 'PageDown' ? 'a[rel=next]' : 'a[rel=prev]')?.click();
    } else if (event.key === ' ' && document.activeElement.matches('.row-link')) {
      const row = document.activeElement.closest('tr');
      const aim = row.querySelector('[data-peek]') ?? row.querySelector('[data-row-check]');
      if (aim) {
        event.preventDefault();
        aim.click();
      }
    } else if (letters && event.key.length === 1) {
      // A row's own verbs; the next row takes the focus, because this one may leave the list.
      const verb = document.activeElement.closest('tr')?.querySelector(`[data-row-key="${CSS.escape(event.key)}"]:not(:disabled)`);
      if (verb) {
        event.preventDefault();
        links[at + 1]?.focus();
        verb.click();
      }
    }
  };

  Object.assign(shell, { rowLinks, listKey });
})();
