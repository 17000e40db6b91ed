// What the server need not know: themes, copying, menus, the sidebar; and what the files beside this one share, as members of window.shell.
(() => {
  'use strict';

  const visible = element => element.checkVisibility ? element.checkVisibility() : element.getClientRects().length > 0;
  const topDialog = () => [...document.querySelectorAll('dialog[open]')].pop();
  const setCookie = (name, value) => {
    document.cookie = `${name}=${encodeURIComponent(value)}; path=/; max-age=${value ? 31536000 : 0}; samesite=lax${location.protocol === 'https:' ? '; secure' : ''}`;
  };

  // Reloading waits until the server has its answer, or it would take the silence for a failure.
  window.shell = { remember: setCookie, reload: () => { setTimeout(() => location.reload()); }, visible, topDialog };

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

  // ---- copying

  const copiedMilliseconds = 2000;
  const copyText = text => {
    if (navigator.clipboard) {
      return navigator.clipboard.writeText(text);
    }

    // Over plain http only the old way exists, and it copies what is selected.
    const box = document.createElement('textarea');
    box.value = text;
    (topDialog() ?? document.body).append(box);
    box.select();
    document.execCommand('copy');
    box.remove();
    return Promise.resolve();
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
    const piece = target.closest('[data-copy-text]:not(.is-copied)');
    if (piece) {
      copyText(piece.dataset.copyText).then(() => {
        const label = piece.getAttribute('aria-label');
        piece.classList.add('is-copied');
        piece.setAttribute('aria-label', label.replace(/^Copy/, 'Copied:'));
        setTimeout(() => { piece.classList.remove('is-copied'); piece.setAttribute('aria-label', label); }, copiedMilliseconds);
      });
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
      const keepsOpen = target.closest('[data-set-theme], [data-toggle-keys], [data-keeps-open]');
      if (!menu.contains(target) || (target.closest('.menu-list') && target.closest('a, button') && !keepsOpen)) {
        menu.open = false;
      }
    });
    showPreferences();
  });

  document.addEventListener('click', event => {
    if (event.target instanceof Element && event.target.closest('[data-print]')) {
      window.print();
    }
  });

  // Paper says when it was printed, in the company's zone.
  matchMedia('print').addEventListener('change', event => {
    const stamp = document.querySelector('[data-printed]');
    if (event.matches && stamp) {
      const format = new Intl.DateTimeFormat('en-US', {
        timeZone: stamp.dataset.printed, weekday: 'short', day: 'numeric', month: 'short', year: 'numeric', hour: 'numeric', minute: '2-digit',
      });
      const part = Object.fromEntries(format.formatToParts(new Date()).map(({ type, value }) => [type, value]));
      stamp.textContent = `${part.weekday} ${part.day} ${part.month} ${part.year}, ${part.hour}:${part.minute} ${part.dayPeriod}`;
    }
  });

  const closeSidebar = () => {
    document.querySelectorAll('.sidebar.is-open').forEach(bar => bar.classList.remove('is-open'));
    document.querySelectorAll('[data-toggle="#sidebar"]').forEach(button => button.setAttribute('aria-expanded', 'false'));
  };

  Object.assign(shell, { lettersOn, showPreferences, closeSidebar });

  document.addEventListener('DOMContentLoaded', showPreferences);
})();
