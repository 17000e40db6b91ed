// What all boards share: taking something up with the pointer or with a finger that rests, keeping the focus where it was, and hearing of a phone's width.
const START_PX = 6;
const LONG_PRESS_MS = 350;
const EDGE_PX = 48;
const NARROW = matchMedia('(max-width: 640px)');

export const raise = (root, name, detail) => root.dispatchEvent(new CustomEvent(name, { bubbles: true, detail }));

export const registerEvents = names => {
  window.boardEvents ??= new Set();
  names.filter(name => window.Blazor && !window.boardEvents.has(name)).forEach(name => {
    window.boardEvents.add(name);
    Blazor.registerCustomEventType(name, { createEventArgs: event => event.detail });
  });
};

// take(event) gives { chip, … } or nothing; follow(event, drag) shows where it would lie; drop(drag) puts it down; leave() takes the show away.
export const dragging = (root, rules) => {
  let drag = null;

  const begin = () => {
    const at = drag.chip.getBoundingClientRect();
    drag.offset = [drag.x - at.left, drag.y - at.top];
    if (!drag.still) {
      drag.ghost = drag.chip.cloneNode(true);
      ['data-post', 'data-visit'].forEach(name => drag.ghost.removeAttribute(name));
      drag.ghost.classList.add('is-ghost');
      drag.ghost.style.width = `${at.width}px`;
      document.body.append(drag.ghost);
    }
    drag.begun = true;
    drag.chip.classList.add('is-lifted');
    root.classList.add('is-dragging');
  };
  const end = () => {
    drag?.ghost?.remove();
    drag?.chip.classList.remove('is-lifted');
    clearTimeout(drag?.timer);
    root.classList.remove('is-dragging');
    rules.leave();
    drag = null;
  };
  const follow = event => {
    if (drag.ghost) {
      drag.ghost.style.transform = `translate(${event.clientX - drag.offset[0]}px, ${event.clientY - drag.offset[1]}px)`;
    }
    rules.follow(event, drag);
    if (event.clientY > innerHeight - EDGE_PX) {
      scrollBy(0, 12);
    } else if (event.clientY < EDGE_PX * 2) {
      scrollBy(0, -12);
    }
  };
  const down = event => {
    const taken = event.button === 0 && !event.target.closest('input') && rules.take(event);
    if (!taken) {
      return;
    }
    drag = { ...taken, x: event.clientX, y: event.clientY, touch: event.pointerType === 'touch' };
    if (drag.touch) {
      // A finger that moves at once scrolls; one that rests picks up.
      drag.timer = setTimeout(() => {
        begin();
        follow({ clientX: drag.x, clientY: drag.y });
      }, LONG_PRESS_MS);
    }
  };
  const move = event => {
    if (!drag) {
      return;
    }
    if (!drag.begun && Math.hypot(event.clientX - drag.x, event.clientY - drag.y) > START_PX) {
      if (drag.touch) {
        end();
        return;
      }
      begin();
    }
    if (drag.begun) {
      event.preventDefault();
      follow(event);
    }
  };
  const up = () => {
    if (drag?.begun) {
      // The click that follows, if one does, belongs to the drag.
      const swallow = event => { event.preventDefault(); event.stopPropagation(); };
      addEventListener('click', swallow, { capture: true, once: true });
      setTimeout(() => removeEventListener('click', swallow, { capture: true }), 0);
      rules.drop(drag);
    }
    end();
  };
  root.addEventListener('pointerdown', down);
  document.addEventListener('pointermove', move);
  document.addEventListener('pointerup', up);
  document.addEventListener('pointercancel', end);
  root.addEventListener('touchmove', event => drag?.begun && event.preventDefault(), { passive: false });
  root.addEventListener('contextmenu', event => drag?.begun && event.preventDefault());
  root.addEventListener('dragstart', event => event.preventDefault());
  return () => {
    document.removeEventListener('pointermove', move);
    document.removeEventListener('pointerup', up);
    document.removeEventListener('pointercancel', end);
  };
};

// The focus stays with its card, wherever that goes. changed() hears of every change of the page; returning() names the card that was just put down.
export const keepingFocus = (root, { link, key, changed, returning }) => {
  let last = null;
  const cardOf = id => root.querySelector(`[data-${key}="${CSS.escape(id)}"]`);
  root.addEventListener('focusin', event => { last = event.target.closest(link)?.closest(`[data-${key}]`)?.dataset[key] ?? null; });
  root.addEventListener('focusout', event => {
    if (event.relatedTarget && !root.contains(event.relatedTarget)) {
      last = null;
    }
  });
  const changes = new MutationObserver(() => {
    changed();
    const back = returning();
    const wanted = back?.keys ? back.id : last;
    if (wanted && document.activeElement === document.body) {
      cardOf(wanted)?.querySelector(link)?.focus({ preventScroll: !back?.keys });
    }
    if (back) {
      cardOf(back.id)?.classList.add('flash');
    }
  });
  changes.observe(root, { childList: true, subtree: true });
  return () => changes.disconnect();
};

export const watchWidth = (root, name) => {
  NARROW.addEventListener('change', () => root.isConnected && raise(root, name, { narrow: NARROW.matches }));
  return NARROW.matches;
};

// When the page has gone, so have its listeners on the document.
export const whenGone = (root, leave) => new MutationObserver((_, self) => {
  if (!root.isConnected) {
    leave();
    self.disconnect();
  }
}).observe(document.body, { childList: true, subtree: true });
