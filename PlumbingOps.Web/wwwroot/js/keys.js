// Letters as shortcuts, and who gets a key: a suggestion list, a menu, a list of rows, or the page.
(() => {
  'use strict';

  const typing = element => element instanceof HTMLElement
    && (element.isContentEditable || (element.matches('input, textarea, select') && !element.matches('[type=checkbox], [type=radio], [type=button], [type=submit]')));

  const press = name => {
    const scope = shell.topDialog() ?? document;
    const within = element => element.closest('details.menu:not([open])');
    const aim = [...scope.querySelectorAll(`[data-hotkey="${CSS.escape(name)}"]`)].filter(element => shell.visible(within(element) ?? element)).pop();
    if (!aim) {
      return false;
    }
    if (aim.matches('input')) {
      aim.focus();
      aim.select();
    } else {
      // What it opens is walked through with arrows, from here.
      if (aim.matches('summary')) {
        aim.focus();
      }
      aim.click();
    }
    return true;
  };

  // Quick jump comes from the server; what is typed on the way there is not lost, and is no shortcut.
  const ON_THE_WAY_MS = 2000;
  let typedAhead = null;
  const typeAhead = () => {
    typedAhead = '';
    setTimeout(() => { typedAhead = null; }, ON_THE_WAY_MS);
  };
  // What came on the way, once; from now on keys are the page's again.
  shell.takeTypedAhead = () => {
    const typed = typedAhead;
    typedAhead = null;
    return typed;
  };

  // "n c" takes a call from anywhere; a lone n is the page's own, a moment later.
  const SEQUENCE_MS = 400;
  let begun = null;
  const sequence = key => {
    if (begun) {
      const { first, timer } = begun;
      clearTimeout(timer);
      begun = null;
      return press(`${first} ${key}`) || press(first);
    }
    if (!document.querySelector(`[data-hotkey^="${CSS.escape(key)} "]`) || shell.topDialog()) {
      return press(key);
    }
    begun = { first: key, timer: setTimeout(() => { begun = null; press(key); }, SEQUENCE_MS) };
    return true;
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
      } else if (event.key === 'Enter') {
        // What is still being typed is heard before the form is sent.
        const form = target.closest('form.entry-form');
        if (form) {
          event.preventDefault();
          target.dispatchEvent(new Event('change', { bubbles: true }));
          form.requestSubmit();
        }
      }
      return;
    }
    if (target.matches('[role=combobox]')) {
      shell.comboKey(event, target);
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
        shell.rowLinks(document)[0]?.focus();
      }
      return;
    }

    const list = target.closest('[data-list]');
    if (list && (target.closest('tbody'))) {
      shell.listKey(event, list);
      if (event.defaultPrevented) {
        return;
      }
    }
    if (event.key === 'Escape') {
      if (document.querySelector('.sidebar.is-open')) {
        shell.closeSidebar();
      } else if (!shell.topDialog()) {
        press('escape');
      }
    } else if (event.key === 'ArrowDown' && target.matches('body, main, h1') && !shell.topDialog()) {
      const first = shell.rowLinks(document)[0];
      if (first) {
        event.preventDefault();
        first.focus();
      }
    } else if (event.key.length === 1 && !event.shiftKey && shell.lettersOn() && sequence(event.key)) {
      event.preventDefault();
    } else if (event.key === '/' && shell.lettersOn() && press('/')) {
      event.preventDefault();
    }
  });
})();
