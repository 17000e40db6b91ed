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
  // Enter means the first of what fits the whole text, and that may still be on its way.
  const PATIENCE_MS = 10_000;
  const listOf = box => document.getElementById(box.getAttribute('aria-controls'));
  const isStale = box => listOf(box)?.dataset.answers !== undefined && box.value.trim() !== '' && listOf(box).dataset.answers !== box.value.trim();
  const takeFirstOf = box => {
    const answered = new MutationObserver(() => {
      if (!isStale(box)) {
        answered.disconnect();
        if (document.activeElement === box) {
          optionsOf(box)[0]?.click();
        }
      }
    });
    answered.observe(listOf(box), { attributes: true, attributeFilter: ['data-answers'] });
    setTimeout(() => answered.disconnect(), PATIENCE_MS);
    box.dispatchEvent(new Event('change', { bubbles: true }));
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
      if (at < 0 && isStale(box)) {
        takeFirstOf(box);
      } else {
        (options[at] ?? (box.value.trim() ? options[0] : null))?.click();
      }
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
