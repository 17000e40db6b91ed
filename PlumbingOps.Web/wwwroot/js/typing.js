// Typing: the server hears a pause, not a letter.
(() => {
  'use strict';

  const timers = new WeakMap();
  document.addEventListener('input', event => {
    const box = event.target;
    if (!(box instanceof HTMLInputElement) || !box.dataset.debounce) {
      return;
    }
    clearTimeout(timers.get(box));
    timers.set(box, setTimeout(() => box.dispatchEvent(new Event('change', { bubbles: true })), Number(box.dataset.debounce)));
  });
  // What was typed before a choice is settled by it: searching for it now would open the list again.
  document.addEventListener('click', event => {
    const option = event.target instanceof Element && event.target.closest('.combo-list [role=option]');
    if (option) {
      clearTimeout(timers.get(option.closest('.combo')?.querySelector('[role=combobox]')));
    }
  }, true);
  // In a form the server hears the first letter at once, and then each pause: a field it believes untouched would take in what somebody else saves.
  // Addresses of mail are left alone, for half of one is no mistake yet.
  const TYPING_PAUSE_MS = 300;
  const pauses = new WeakMap();
  document.addEventListener('input', event => {
    const box = event.target;
    if (!(box instanceof Element) || !box.matches('.entry-form :is(textarea, input:is([type=text], [type=tel], :not([type]))):not([role=combobox], [data-debounce])')) {
      return;
    }
    const tell = () => box.dispatchEvent(new Event('change', { bubbles: true }));
    if (!pauses.has(box)) {
      tell();
    }
    clearTimeout(pauses.get(box));
    pauses.set(box, setTimeout(() => { pauses.delete(box); tell(); }, TYPING_PAUSE_MS));
  });
  // A day and an hour are typed part by part, and each part makes another one: 05/08 of the year 2. The server hears of it when the keys rest, or when it is left or
  // saved; its answer to half a day would be written over the other half. A half one is told only when it is left so.
  const KEYS_REST_MS = 600;
  const isDayOrHour = box => box instanceof HTMLInputElement && box.matches('[type=date], [type=time]');
  const isUnfinished = box => box.validity.badInput || (box.type === 'date' && box.value.startsWith('0'));
  const rests = new Map();
  let pressed = null;
  const tell = box => {
    clearTimeout(rests.get(box));
    rests.delete(box);
    box.dispatchEvent(new Event('change', { bubbles: true }));
  };
  window.addEventListener('keydown', event => {
    pressed = isDayOrHour(event.target) ? event.target : null;
    if (pressed && event.key === 'Enter' && rests.has(pressed)) {
      tell(pressed);
    }
  }, true);
  window.addEventListener('keyup', () => { pressed = null; }, true);
  for (const kind of ['input', 'change']) {
    window.addEventListener(kind, event => {
      const box = event.target;
      if (!event.isTrusted || !isDayOrHour(box) || (box !== pressed && !isUnfinished(box))) {
        return;
      }
      event.stopImmediatePropagation();
      clearTimeout(rests.get(box));
      rests.set(box, setTimeout(() => { if (!isUnfinished(box)) { tell(box); } }, KEYS_REST_MS));
    }, true);
  }
  document.addEventListener('focusout', event => {
    if (rests.has(event.target)) {
      tell(event.target);
    }
  });
  document.addEventListener('change', event => {
    if (event.target instanceof HTMLInputElement) {
      clearTimeout(timers.get(event.target));
    }
  }, true);
})();
