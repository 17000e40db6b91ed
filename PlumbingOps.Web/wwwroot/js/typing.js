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
  // A year is typed digit by digit, and each would make a day of the first centuries; a month begun with 0 is no day at all. The server hears of it when it is whole, or
  // when it is left so: its answer to half a day would be written over the other half.
  const isUnfinished = box => box instanceof HTMLInputElement && ((box.type === 'date' && box.value.startsWith('0')) || (box.matches('[type=date], [type=time]') && box.validity.badInput));
  for (const kind of ['input', 'change']) {
    window.addEventListener(kind, event => {
      if (event.isTrusted && isUnfinished(event.target)) {
        event.stopImmediatePropagation();
      }
    }, true);
  }
  document.addEventListener('focusout', event => {
    if (isUnfinished(event.target)) {
      event.target.dispatchEvent(new Event('change', { bubbles: true }));
    }
  });
  document.addEventListener('change', event => {
    if (event.target instanceof HTMLInputElement) {
      clearTimeout(timers.get(event.target));
    }
  }, true);
})();
