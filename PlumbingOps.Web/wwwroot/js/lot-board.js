// The lots × phases board: arrows move from cell to cell, also to rows that are not drawn yet; changed cells flash; the editor stands beside its cell.
const cellAt = (board, row, col) => board.querySelector(`[data-cell][data-row="${row}"][data-col="${col}"]`);
const PATIENCE_MS = 1500;

const makeCurrent = (board, cell) => {
  board.querySelectorAll('[data-cell][tabindex="0"]').forEach(other => { other.tabIndex = -1; });
  cell.tabIndex = 0;
};

const bringIntoView = (board, cell) => {
  const head = board.querySelector('.lot-head').getBoundingClientRect();
  const name = board.querySelector('.lot-head .lot-name').getBoundingClientRect();
  const outer = board.getBoundingClientRect();
  const inner = cell.getBoundingClientRect();
  if (inner.top < head.bottom) {
    board.scrollTop -= head.bottom - inner.top + 4;
  } else if (inner.bottom > outer.top + board.clientHeight) {
    board.scrollTop += inner.bottom - outer.top - board.clientHeight + 4;
  }
  if (cell.dataset.col !== '0') {
    if (inner.left < name.right) {
      board.scrollLeft -= name.right - inner.left + 4;
    } else if (inner.right > outer.left + board.clientWidth) {
      board.scrollLeft += inner.right - outer.left - board.clientWidth + 4;
    }
  }
};

// Where the arrows are going while the row there is not drawn yet: further keys count from it.
const wanted = new WeakMap();

// A row that is not drawn yet comes as soon as the board is scrolled to it.
const go = (board, row, col, until = performance.now() + PATIENCE_MS) => {
  const cell = cellAt(board, row, col);
  if (cell) {
    wanted.delete(board);
    makeCurrent(board, cell);
    cell.focus({ preventScroll: true });
    bringIntoView(board, cell);
  } else if (performance.now() < until) {
    const height = board.querySelector('.lot-row:not(.lot-head)')?.getBoundingClientRect().height ?? 52;
    const aim = { row, col };
    wanted.set(board, aim);
    board.scrollTop = Math.max(0, row * height - board.clientHeight / 2);
    requestAnimationFrame(() => wanted.get(board) === aim && go(board, row, col, until));
  } else {
    wanted.delete(board);
  }
};

const onKey = (board, event) => {
  const cell = event.target.closest('[data-cell]');
  if (!cell || event.altKey || event.metaKey) {
    return;
  }
  const lastRow = Number(board.getAttribute('aria-rowcount')) - 2;
  const lastCol = Number(board.getAttribute('aria-colcount')) - 1;
  const page = Math.max(1, Math.floor(board.clientHeight / cell.closest('.lot-row').clientHeight) - 2);
  let { row, col } = wanted.get(board) ?? { row: Number(cell.dataset.row), col: Number(cell.dataset.col) };
  switch (event.key) {
    case 'ArrowDown': row += 1; break;
    case 'ArrowUp': row -= 1; break;
    case 'ArrowRight': col += 1; break;
    case 'ArrowLeft': col -= 1; break;
    case 'PageDown': row += page; break;
    case 'PageUp': row -= page; break;
    case 'Home': col = 0; row = event.ctrlKey ? 0 : row; break;
    case 'End': col = lastCol; row = event.ctrlKey ? lastRow : row; break;
    default: return;
  }
  event.preventDefault();
  event.stopPropagation();
  go(board, Math.min(Math.max(row, 0), lastRow), Math.min(Math.max(col, 0), lastCol));
};

const flash = cell => {
  cell.classList.remove('flash');
  requestAnimationFrame(() => cell.classList.add('flash'));
  setTimeout(() => cell.classList.remove('flash'), 1600);
};

const WIDE = matchMedia('(min-width: 641px)');
const placeBeside = (dialog, cell) => {
  if (!WIDE.matches || !cell) {
    return;
  }
  const at = cell.getBoundingClientRect();
  const { offsetWidth: width, offsetHeight: height } = dialog;
  dialog.style.margin = '0';
  dialog.style.left = `${Math.max(8, Math.min(at.left, innerWidth - width - 8))}px`;
  dialog.style.top = `${at.bottom + 4 + height < innerHeight ? at.bottom + 4 : Math.max(8, at.top - height - 4)}px`;
};

export const watch = board => {
  board.addEventListener('keydown', event => onKey(board, event));
  board.addEventListener('focusin', event => {
    const cell = event.target.closest('[data-cell]');
    if (cell) {
      makeCurrent(board, cell);
    }
  });

  // The current cell may have been scrolled away and its row taken down; Tab must still find a way in.
  let asked = false;
  const keepWayIn = () => {
    asked = false;
    if (!board.querySelector('[data-cell][tabindex="0"]')) {
      const top = board.getBoundingClientRect().top;
      const first = [...board.querySelectorAll('[data-cell]')].find(cell => cell.getBoundingClientRect().top > top);
      if (first) {
        first.tabIndex = 0;
      }
    }
  };
  new MutationObserver(() => {
    if (!asked) {
      asked = true;
      requestAnimationFrame(keepWayIn);
    }
  }).observe(board, { childList: true });

  new MutationObserver(records => {
    for (const record of records) {
      flash(record.target);
    }
  }).observe(board, { attributes: true, attributeFilter: ['data-face'], subtree: true });
};

new MutationObserver(records => {
  for (const record of records) {
    for (const node of record.addedNodes) {
      if (node instanceof Element && node.matches('dialog[data-beside-cell]')) {
        const cell = document.querySelector('[data-lot-board] [data-cell][tabindex="0"]');
        queueMicrotask(() => placeBeside(node, cell));
      }
    }
  }
}).observe(document.body, { childList: true, subtree: true });
