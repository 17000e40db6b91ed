// The lines of a bid as a grid: arrows and Enter move from cell to cell, a row's verbs have keys, a block from a spreadsheet goes in at once.
(() => {
  'use strict';

  const PATIENCE_MS = 1500;
  // A verb may have to wait until the server has made a line of what was typed.
  const VERB_PATIENCE_MS = 10000;
  // A message to the server holds 32 kB; one with more would end the connection.
  const MOST_PASTED = 24000;

  if (window.Blazor) {
    Blazor.registerCustomEventType('blockpaste', { createEventArgs: event => event.detail });
  }

  const cells = row => [...row.querySelectorAll('input[data-col]')];
  const rows = grid => [...grid.querySelectorAll('tr[data-row]')];
  const cellIn = (row, column) => row?.querySelector(`input[data-col="${CSS.escape(column)}"]`);
  const cellOf = event => event.target instanceof HTMLInputElement && event.target.matches('[data-bid-grid] input[data-col]') ? event.target : null;

  // What is not there yet, or was drawn anew, comes with the server's answer.
  const soon = (find, act, patience = PATIENCE_MS, until = performance.now() + patience) => {
    const found = find();
    if (found) {
      act(found);
    } else if (performance.now() < until) {
      requestAnimationFrame(() => soon(find, act, patience, until));
    }
  };

  const shown = new WeakMap();
  document.addEventListener('focusin', event => {
    const cell = cellOf(event);
    if (cell) {
      shown.set(cell, cell.value);
      cell.select();
    }
  });

  const vertical = (grid, row, column, step, isEnter) => {
    const to = rows(grid)[rows(grid).indexOf(row) + step];
    if (to) {
      // A new line begins with its description.
      cellIn(to, isEnter && to.classList.contains('is-new') ? 'Description' : column)?.focus();
    } else if (isEnter && step > 0) {
      // Leaving the cell makes a line of the last row; the next one comes with the answer.
      const key = row.dataset.row;
      document.activeElement.blur();
      soon(() => {
        const all = rows(grid);
        return all[all.findIndex(other => other.dataset.row === key) + 1];
      }, next => cellIn(next, 'Description')?.focus());
    }
  };

  const press = (grid, row, column, verb) => {
    const key = row.dataset.row;
    const here = () => rows(grid).find(other => other.dataset.row === key);
    // What was typed is stored first; a row that was just begun gets its verbs with the answer.
    document.activeElement.blur();
    // Whoever has gone on to something else meanwhile is left there.
    const backTo = to => {
      if (document.activeElement === document.body) {
        cellIn(to, column)?.focus();
      }
    };
    soon(() => here()?.querySelector(`[data-verb="${verb}"]`), button => {
      if (button.disabled) {
        backTo(here());
        return;
      }
      const at = rows(grid).indexOf(here());
      const many = rows(grid).length;
      button.click();
      if (verb === 'up' || verb === 'down') {
        soon(() => rows(grid).indexOf(here()) !== at && here(), backTo, VERB_PATIENCE_MS);
      } else {
        soon(() => rows(grid).length !== many && rows(grid)[verb === 'duplicate' ? at + 1 : Math.min(at, rows(grid).length - 1)], backTo, VERB_PATIENCE_MS);
      }
    }, VERB_PATIENCE_MS);
  };

  document.addEventListener('keydown', event => {
    const cell = cellOf(event);
    if (!cell || event.isComposing) {
      return;
    }
    const grid = cell.closest('[data-bid-grid]');
    const row = cell.closest('tr');
    const column = cell.dataset.col;
    const done = act => {
      event.preventDefault();
      event.stopPropagation();
      act();
    };
    const ctrl = event.ctrlKey || event.metaKey;
    const all = cell.selectionStart === 0 && cell.selectionEnd === cell.value.length;
    const beside = step => cells(row)[cells(row).indexOf(cell) + step];
    if (event.altKey && (event.key === 'ArrowUp' || event.key === 'ArrowDown')) {
      done(() => press(grid, row, column, event.key === 'ArrowUp' ? 'up' : 'down'));
    } else if (ctrl && (event.key === 'd' || event.key === 'D')) {
      done(() => press(grid, row, column, 'duplicate'));
    } else if (ctrl && event.key === 'Delete') {
      done(() => press(grid, row, column, 'remove'));
    } else if (event.altKey || ctrl) {
      // The browser's own.
    } else if (event.key === 'ArrowDown' || event.key === 'ArrowUp') {
      done(() => vertical(grid, row, column, event.key === 'ArrowDown' ? 1 : -1, false));
    } else if (event.key === 'Enter') {
      done(() => vertical(grid, row, column, event.shiftKey ? -1 : 1, true));
    } else if (event.key === 'ArrowLeft' && !event.shiftKey && beside(-1) && (all || cell.selectionEnd === 0)) {
      done(() => beside(-1).focus());
    } else if (event.key === 'ArrowRight' && !event.shiftKey && beside(1) && (all || cell.selectionStart === cell.value.length)) {
      done(() => beside(1).focus());
    } else if (event.key === 'Escape' && cell.value !== shown.get(cell)) {
      done(() => {
        cell.value = shown.get(cell) ?? '';
        cell.select();
      });
    }
  }, true);

  document.addEventListener('paste', event => {
    const cell = cellOf(event);
    const text = event.clipboardData?.getData('text/plain') ?? '';
    // One cell is pasted as text.
    if (!cell || !/[\t\n\r]/.test(text.trimEnd())) {
      return;
    }
    event.preventDefault();
    cell.closest('[data-bid-grid]').dispatchEvent(new CustomEvent('blockpaste', {
      bubbles: true,
      detail: { row: cell.closest('tr').dataset.row, column: cell.dataset.col, text: text.length > MOST_PASTED ? null : text },
    }));
  });
})();
