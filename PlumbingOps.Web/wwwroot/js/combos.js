// Type-ahead: arrows and Enter work here, so that each key needs no trip to the server.
(() => {
  'use strict';

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
      shell.closeDialog(box.closest('dialog'));
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

  shell.comboKey = comboKey;
})();
