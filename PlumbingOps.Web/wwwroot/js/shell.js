// What the server need not know: letters as shortcuts, moving by arrows, type-ahead, dialogs, themes. Lists, typing and the lost connection have files of their own.
(() => {
  'use strict';

  const typing = element => element instanceof HTMLElement
    && (element.isContentEditable || (element.matches('input, textarea, select') && !element.matches('[type=checkbox], [type=radio], [type=button], [type=submit]')));
  const visible = element => element.checkVisibility ? element.checkVisibility() : element.getClientRects().length > 0;
  const topDialog = () => [...document.querySelectorAll('dialog[open]')].pop();
  const setCookie = (name, value) => {
    document.cookie = `${name}=${encodeURIComponent(value)}; path=/; max-age=${value ? 31536000 : 0}; samesite=lax${location.protocol === 'https:' ? '; secure' : ''}`;
  };

  // Reloading waits until the server has its answer, or it would take the silence for a failure.
  window.shell = { remember: setCookie, reload: () => { setTimeout(() => location.reload()); } };

  if (window.Blazor) {
    Blazor.registerCustomEventType('rowselect', { createEventArgs: event => event.detail });
  }

  // ---- theme and preferences

  const theme = () => document.documentElement.dataset.theme || 'system';
  const showPreferences = () => {
    document.querySelectorAll('[data-set-theme]').forEach(button => button.setAttribute('aria-pressed', String(button.dataset.setTheme === theme())));
    document.querySelectorAll('[data-toggle-keys]').forEach(button => button.setAttribute('aria-pressed', String(lettersOn())));
  };
  const lettersOn = () => localStorage.getItem('letters') !== 'off';

  const setTheme = wanted => {
    if (wanted === 'system') {
      delete document.documentElement.dataset.theme;
    } else {
      document.documentElement.dataset.theme = wanted;
    }
    setCookie('theme', wanted === 'system' ? '' : wanted);
  };

  // ---- clicks

  document.addEventListener('click', event => {
    const target = event.target instanceof Element ? event.target : null;
    if (!target) {
      return;
    }

    const chosen = target.closest('[data-set-theme]');
    if (chosen) {
      setTheme(chosen.dataset.setTheme);
    }
    const copy = target.closest('[data-copy]');
    const copied = copy && document.querySelector(copy.dataset.copy);
    if (copied) {
      copied.select();
      // Over plain http only the old way exists.
      const written = navigator.clipboard ? navigator.clipboard.writeText(copied.value) : Promise.resolve(document.execCommand('copy'));
      written.then(() => { copy.querySelector('span').textContent = 'Copied'; });
    }
    const reveal = target.closest('[data-show-password]');
    const secret = reveal && document.getElementById(reveal.dataset.showPassword);
    if (secret) {
      const shown = secret.type === 'password';
      secret.type = shown ? 'text' : 'password';
      reveal.textContent = shown ? 'Hide' : 'Show';
      reveal.setAttribute('aria-pressed', String(shown));
      secret.focus();
    }
    if (target.closest('[data-toggle-keys]')) {
      localStorage.setItem('letters', lettersOn() ? 'off' : 'on');
    }

    const toggle = target.closest('[data-toggle]');
    const panel = toggle && document.querySelector(toggle.dataset.toggle);
    if (panel) {
      const open = panel.classList.toggle('is-open');
      toggle.setAttribute('aria-expanded', String(open));
    } else if (!target.closest('.sidebar') || target.closest('a')) {
      closeSidebar();
    }

    document.querySelectorAll('details.menu[open]').forEach(menu => {
      const keepsOpen = target.closest('[data-set-theme], [data-toggle-keys]');
      if (!menu.contains(target) || (target.closest('.menu-list') && target.closest('a, button') && !keepsOpen)) {
        menu.open = false;
      }
    });
    showPreferences();
  });

  const closeSidebar = () => {
    document.querySelectorAll('.sidebar.is-open').forEach(bar => bar.classList.remove('is-open'));
    document.querySelectorAll('[data-toggle="#sidebar"]').forEach(button => button.setAttribute('aria-expanded', 'false'));
  };

  // ---- type-ahead: arrows and Enter work here, so that each key needs no trip to the server

  const optionsOf = box => [...(document.getElementById(box.getAttribute('aria-controls'))?.querySelectorAll('[role=option]') ?? [])];
  const activeOption = box => optionsOf(box).find(option => option.classList.contains('is-active'));
  const activate = (box, option) => {
    optionsOf(box).forEach(other => other.classList.toggle('is-active', other === option));
    if (option) {
      option.id ||= `option-${Math.random().toString(36).slice(2)}`;
      box.setAttribute('aria-activedescendant', option.id);
      option.scrollIntoView({ block: 'nearest' });
    } else {
      box.removeAttribute('aria-activedescendant');
    }
  };
  const comboKey = (event, box) => {
    const open = box.getAttribute('aria-expanded') === 'true';
    const options = optionsOf(box);
    const at = options.indexOf(activeOption(box));
    if (event.key === 'ArrowDown' || event.key === 'ArrowUp') {
      event.preventDefault();
      if (!open) {
        box.dispatchEvent(new FocusEvent('focus'));
      } else if (options.length) {
        activate(box, options[event.key === 'ArrowDown' ? (at + 1) % options.length : (at <= 0 ? options.length : at) - 1]);
      }
    } else if (event.key === 'Enter' && open) {
      event.preventDefault();
      (options[at] ?? (box.value.trim() ? options[0] : null))?.click();
    } else if (event.key === 'Escape' && box.closest('.quick-jump')) {
      event.preventDefault();
      closeDialog(box.closest('dialog'));
    } else if (event.key === 'Escape' && open) {
      event.preventDefault();
      event.stopPropagation();
      box.dispatchEvent(new FocusEvent('blur'));
    } else if (event.key === 'Tab' && open && options[at]) {
      options[at].click();
    }
  };
  document.addEventListener('mousedown', event => {
    const option = event.target instanceof Element && event.target.closest('.combo-list [role=option]');
    if (option) {
      event.preventDefault();
    }
  });

  // ---- lists and shortcuts

  const rowLinks = list => [...list.querySelectorAll('tbody .row-link')].filter(visible);
  const listKey = (event, list) => {
    const links = rowLinks(list);
    const at = links.findIndex(link => link.closest('tr').contains(document.activeElement));
    const letters = lettersOn() && !event.shiftKey;
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

  const press = name => {
    const scope = topDialog() ?? document;
    const aim = [...scope.querySelectorAll(`[data-hotkey="${CSS.escape(name)}"]`)].filter(visible).pop();
    if (!aim) {
      return false;
    }
    if (aim.matches('input')) {
      aim.focus();
      aim.select();
    } else {
      aim.click();
    }
    return true;
  };

  document.addEventListener('click', event => {
    if (event.target instanceof Element && event.target.closest('[data-print]')) {
      window.print();
    }
  });

  // Quick jump comes from the server; what is typed on the way there is not lost, and is no shortcut.
  const ON_THE_WAY_MS = 2000;
  let typedAhead = null;
  const typeAhead = () => {
    typedAhead = '';
    setTimeout(() => { typedAhead = null; }, ON_THE_WAY_MS);
  };

  document.addEventListener('keydown', event => {
    const target = event.target instanceof HTMLElement ? event.target : document.body;
    if (event.isComposing || event.altKey) {
      return;
    }
    if (typedAhead !== null && event.key.length === 1 && !event.ctrlKey && !event.metaKey) {
      event.preventDefault();
      typedAhead += event.key;
      return;
    }
    if (event.ctrlKey || event.metaKey) {
      if (event.key.toLowerCase() === 'k' && press('mod+k')) {
        event.preventDefault();
        typeAhead();
      }
      return;
    }
    if (target.matches('[role=combobox]')) {
      comboKey(event, target);
      return;
    }

    const menu = target.closest('details.menu[open]');
    if (menu && ['ArrowDown', 'ArrowUp', 'Escape'].includes(event.key)) {
      event.preventDefault();
      if (event.key === 'Escape') {
        menu.open = false;
        menu.querySelector('summary').focus();
      } else {
        const items = [...menu.querySelectorAll('.menu-list a, .menu-list button:not(:disabled)')];
        const at = items.indexOf(document.activeElement);
        items[(at + (event.key === 'ArrowDown' ? 1 : items.length - (at < 0 ? 0 : 1))) % items.length]?.focus();
      }
      return;
    }

    if (typing(target)) {
      if (event.key === 'Escape' && target.matches('[data-hotkey]')) {
        target.blur();
      } else if (event.key === 'ArrowDown' && target.matches('.search-box input')) {
        event.preventDefault();
        rowLinks(document)[0]?.focus();
      }
      return;
    }

    const list = target.closest('[data-list]');
    if (list && (target.closest('tbody'))) {
      listKey(event, list);
      if (event.defaultPrevented) {
        return;
      }
    }
    if (event.key === 'Escape') {
      if (document.querySelector('.sidebar.is-open')) {
        closeSidebar();
      } else if (!topDialog()) {
        press('escape');
      }
    } else if (event.key === 'ArrowDown' && target.matches('body, main, h1') && !topDialog()) {
      const first = rowLinks(document)[0];
      if (first) {
        event.preventDefault();
        first.focus();
      }
    } else if (event.key.length === 1 && !event.shiftKey && lettersOn() && press(event.key)) {
      event.preventDefault();
    } else if (event.key === '/' && lettersOn() && press('/')) {
      event.preventDefault();
    }
  });

  // ---- dialogs: modal as soon as they are in the page, the focus goes back where it came from

  const openers = new WeakMap();
  const closeDialog = dialog => dialog.querySelector('[data-dialog-close]')?.click();
  document.addEventListener('cancel', event => {
    if (event.target instanceof HTMLDialogElement && event.target.matches('[data-modal]')) {
      event.preventDefault();
      closeDialog(event.target);
    }
  }, true);
  document.addEventListener('mousedown', event => {
    if (event.target instanceof HTMLDialogElement && event.target.matches('.quick-jump')) {
      closeDialog(event.target);
    }
  });

  const opened = dialog => {
    const opener = document.activeElement;
    openers.set(dialog, opener);
    dialog.showModal();
    const first = dialog.querySelector('[autofocus], .fields input:not([disabled]), .fields select, .fields textarea') ?? dialog.querySelector('button');
    first?.focus();
    if (typedAhead && dialog.matches('.quick-jump')) {
      first.value = typedAhead;
      first.dispatchEvent(new Event('input', { bubbles: true }));
    }
    typedAhead = null;
  };
  // A page to be typed into (Routes.razor leaves the focus alone there: taken away and given back, it would cost the first letters). A phone would only open its keyboard.
  const focusFirst = form => {
    const field = matchMedia('(pointer: coarse)').matches ? null : form.querySelector('.fields input:not([disabled]), .fields select, .fields textarea');
    (field ?? document.querySelector('h1'))?.focus({ preventScroll: true });
  };
  const closed = dialog => {
    const opener = openers.get(dialog);
    if (opener?.isConnected && (document.activeElement === document.body || !document.activeElement)) {
      opener.focus({ preventScroll: true });
    }
  };

  // ---- what the circuit changed: dialogs came or went, a list's cells have new values, notices may leave

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
    for (const record of records) {
      for (const node of record.addedNodes) {
        each(node, 'dialog[data-modal]', opened);
        each(node, 'form[data-focus-first]', focusFirst);
        each(node, '[data-leaves]', leaveLater);
        each(node, '[data-set-theme]', showPreferences);
        each(node, '[data-list] tbody tr', row => newRows.add(row));
      }
      for (const node of record.removedNodes) {
        each(node, 'dialog[data-modal]', closed);
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

  document.addEventListener('DOMContentLoaded', showPreferences);
})();
