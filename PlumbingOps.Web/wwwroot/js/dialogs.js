// Dialogs: modal as soon as they are in the page, the focus goes back where it came from.
(() => {
  'use strict';

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
    if (first?.matches('input[type=number]')) {
      // A number is typed anew, not added to.
      first.select();
    }
    const typedAhead = shell.takeTypedAhead();
    if (typedAhead && dialog.matches('.quick-jump')) {
      first.value = typedAhead;
      first.dispatchEvent(new Event('input', { bubbles: true }));
    }
  };
  const firstEmpty = fields => [...fields].find(field => !field.value) ?? fields[0];
  // A page to be typed into (Routes.razor leaves the focus alone there: taken away and given back, it would cost the first letters). A phone would only open its keyboard.
  const focusFirst = form => {
    const field = matchMedia('(pointer: coarse)').matches ? null : firstEmpty(form.querySelectorAll('.fields input:not([disabled]), .fields select, .fields textarea'));
    (field ?? document.querySelector('h1'))?.focus({ preventScroll: true });
  };
  const closed = dialog => {
    const opener = openers.get(dialog);
    if (opener?.isConnected && (document.activeElement === document.body || !document.activeElement)) {
      opener.focus({ preventScroll: true });
    }
  };

  Object.assign(shell, { closeDialog, opened, closed, focusFirst });
})();
