// Without a connection nothing is lost: taps on [data-waits] and what is typed into a form with a draft wait here, are shown, and go out when it is back.
(() => {
  'use strict';

  const TAPS = 'waiting-taps';
  const TEXTS = 'waiting-texts';
  // A connection is found to be dead only after a while: what was done in it last is looked at again.
  const UNSURE_MS = 40000;
  const FIND_MS = 10000;
  const ANSWER_MS = 3000;
  const banner = document.getElementById('components-reconnect-modal');
  const line = document.getElementById('waiting');
  const person = document.body.dataset.person ?? '';
  const drafts = 'form[data-draft]';
  const boxes = 'input[name]:not([type=file], [type=hidden], [type=password]), textarea[name], select[name]';

  const pause = milliseconds => new Promise(done => setTimeout(done, milliseconds));
  const lost = () => /components-reconnect-(show|retrying|failed|rejected|resume-failed|paused)/.test(banner?.className ?? '');
  const away = () => !navigator.onLine || lost();

  // ---- kept in the tab, for the person who is signed in

  const read = name => {
    try {
      const kept = JSON.parse(sessionStorage.getItem(name) ?? 'null');
      return kept?.person === person ? kept.items : [];
    } catch {
      return [];
    }
  };
  let taps = read(TAPS);
  let texts = read(TEXTS);
  const keep = () => {
    sessionStorage.setItem(TAPS, JSON.stringify({ person, items: taps }));
    sessionStorage.setItem(TEXTS, JSON.stringify({ person, items: texts }));
    show();
  };

  // ---- what waits is shown

  const parts = new Map();
  const count = (many, one, several) => many === 0 ? null : many === 1 ? `1 ${one}` : `${many} ${several}`;
  const show = () => {
    parts.set('taps', count(taps.length, 'answer', 'answers'));
    parts.set('texts', count(texts.length, 'text', 'texts'));
    const waiting = [...parts.values()].filter(Boolean);
    line.hidden = waiting.length === 0;
    const said = waiting.length === 0 ? '' : `${waiting.join(', ')} waiting${away() ? ' for the connection' : ''}. Nothing is lost.`;
    if (line.textContent !== said) {
      line.textContent = said;
    }
    document.querySelectorAll('[data-waits]').forEach(button => button.classList.toggle('is-waiting', taps.some(tap => tap.key === button.dataset.waits)));
  };
  window.waiting = { show: (name, words) => { parts.set(name, words); show(); }, away, person };

  // ---- taps

  const groupOf = key => key.slice(0, key.lastIndexOf(':'));
  const wait = (key, path) => {
    taps = [...taps.filter(tap => groupOf(tap.key) !== groupOf(key)), { key, path }];
    keep();
  };
  let recent = [];
  // In the capture phase on the window: before Blazor, which could only fail.
  addEventListener('click', event => {
    const button = event.target instanceof Element && event.target.closest('[data-waits]');
    if (!button || button.disabled) {
      return;
    }
    const key = button.dataset.waits;
    if (away()) {
      event.preventDefault();
      event.stopImmediatePropagation();
      wait(key, location.pathname);
    } else {
      recent = [...recent.filter(tap => Date.now() - tap.at < UNSURE_MS && groupOf(tap.key) !== groupOf(key)), { key, path: location.pathname, at: Date.now() }];
    }
  }, true);

  // ---- texts

  const known = box => ({ form: box.form?.dataset.draft, name: box.name });
  const same = (a, b) => a.form === b.form && a.name === b.name;
  const remember = box => {
    const text = { ...known(box), value: box.type === 'checkbox' ? box.checked : box.value };
    texts = [...texts.filter(other => !same(other, text)), text];
    keep();
  };
  const typed = new Map();
  const hear = event => {
    const box = event.target;
    if (!(box instanceof Element) || !box.matches(boxes) || !box.form?.matches(drafts)) {
      return;
    }
    if (!away()) {
      typed.set(box, Date.now());
      return;
    }
    remember(box);
    if (event.type === 'change') {
      event.stopImmediatePropagation();
    }
  };
  addEventListener('input', hear, true);
  addEventListener('change', hear, true);
  // Saving waits with the text it would save.
  addEventListener('submit', event => {
    if (away() && event.target instanceof Element && event.target.matches(drafts)) {
      event.preventDefault();
      event.stopImmediatePropagation();
      wait(`save-${event.target.dataset.draft}:go`, location.pathname);
    }
  }, true);

  // A form may be drawn anew before the server has heard what was put into it: a text is let go once its field is marked as changed.
  const given = new WeakSet();
  const settle = async (text, box) => {
    const until = Date.now() + ANSWER_MS;
    while (box.isConnected && !away() && Date.now() < until && !box.classList.contains('modified')) {
      await pause(100);
    }
    given.delete(box);
    // Not marked in all that time: the server held the same words already.
    if (box.isConnected && !away()) {
      texts = texts.filter(other => other !== text);
      keep();
    }
  };

  const fill = form => {
    for (const text of texts.filter(text => text.form === form.dataset.draft)) {
      const box = form.querySelector(`[name="${CSS.escape(text.name)}"]`);
      if (!box || given.has(box)) {
        continue;
      }
      given.add(box);
      box[box.type === 'checkbox' ? 'checked' : 'value'] = text.value;
      box.dispatchEvent(new Event('change', { bubbles: true }));
      settle(text, box);
    }
  };

  // ---- gone, and back

  const gone = () => {
    const since = Date.now() - UNSURE_MS;
    for (const tap of recent.filter(tap => tap.at > since)) {
      const button = document.querySelector(`[data-waits="${CSS.escape(tap.key)}"]`);
      if (button && button.getAttribute('aria-pressed') !== 'true') {
        wait(tap.key, tap.path);
      }
    }
    recent = [];
    for (const [box, at] of typed) {
      if (box.isConnected && at > since && box.form) {
        remember(box);
      }
    }
    typed.clear();
    show();
  };

  const elementOf = tap => {
    const save = /^save-(.*):go$/.exec(tap.key);
    return save ? document.querySelector(`form[data-draft="${CSS.escape(save[1])}"]`) : document.querySelector(`[data-waits="${CSS.escape(tap.key)}"]`);
  };
  let sending = false;
  const back = async () => {
    if (sending || away()) {
      show();
      return;
    }
    sending = true;
    try {
      document.querySelectorAll(drafts).forEach(fill);
      const until = Date.now() + FIND_MS;
      for (const tap of taps.filter(tap => tap.path === location.pathname)) {
        let element = elementOf(tap);
        while (!element && !away() && Date.now() < until) {
          await pause(200);
          element = elementOf(tap);
        }
        if (away()) {
          break;
        }
        // A button that is gone has nothing to do any more: somebody did it, or it is done.
        taps = taps.filter(other => other !== tap);
        keep();
        if (element?.matches('form')) {
          element.requestSubmit();
        } else if (element && element.getAttribute('aria-pressed') !== 'true') {
          element.click();
        }
        await pause(300);
      }
    } finally {
      sending = false;
      show();
    }
  };

  let was = away();
  const look = () => {
    const is = away();
    if (is !== was) {
      was = is;
      if (is) {
        gone();
      } else {
        dispatchEvent(new Event('connected'));
        back();
      }
    }
  };
  addEventListener('online', look);
  addEventListener('offline', look);
  if (banner) {
    new MutationObserver(look).observe(banner, { attributes: true, attributeFilter: ['class'] });
  }
  // After a reload the forms and the buttons come with the circuit; a form that is opened later gets what was typed into it.
  new MutationObserver(() => {
    if (!away()) {
      document.querySelectorAll(drafts).forEach(fill);
      if (taps.some(tap => tap.path === location.pathname)) {
        back();
      }
    }
    show();
  }).observe(document.body, { childList: true, subtree: true });
  show();
})();
