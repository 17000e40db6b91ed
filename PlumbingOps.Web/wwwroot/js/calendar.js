// The marketing calendar: posts are dragged by pointer or by keyboard. The server hears of it once, when one is let go.
const START_PX = 6;
const LONG_PRESS_MS = 350;
const EDGE_PX = 48;
const RETURN_MS = 4000;
const NARROW = matchMedia('(max-width: 640px)');

if (window.Blazor && !window.calendarEvents) {
  window.calendarEvents = true;
  ['postdrop', 'calendarwidth'].forEach(name => Blazor.registerCustomEventType(name, { createEventArgs: event => event.detail }));
}

const raise = (root, name, detail) => root.dispatchEvent(new CustomEvent(name, { bubbles: true, detail }));
const dayAt = (root, x, y) => {
  const place = document.elementFromPoint(x, y)?.closest('[data-drop-day]');
  return place && root.contains(place) ? place : null;
};
const days = root => [...root.querySelectorAll('[data-drop-day]')].filter(place => place.dataset.dropDay);

export const watch = root => {
  let drag = null;
  let carried = null;
  let last = null;
  let returning = null;

  const says = root.querySelector('[data-calendar-says]');
  const say = text => { says.textContent = text; };
  const aim = place => {
    root.querySelectorAll('.is-aim').forEach(other => other.classList.remove('is-aim'));
    place?.classList.add('is-aim');
  };
  const drop = (chip, place) => {
    returning = { id: chip.dataset.post, until: performance.now() + RETURN_MS, keys: !!carried };
    raise(root, 'postdrop', { id: chip.dataset.post, day: place.dataset.dropDay });
  };

  // ---- pointer

  const begin = () => {
    const at = drag.chip.getBoundingClientRect();
    drag.ghost = drag.chip.cloneNode(true);
    drag.ghost.removeAttribute('data-post');
    drag.ghost.classList.add('is-ghost');
    drag.ghost.style.width = `${at.width}px`;
    document.body.append(drag.ghost);
    drag.offset = [drag.x - at.left, drag.y - at.top];
    drag.chip.classList.add('is-lifted');
    root.classList.add('is-dragging');
  };
  const end = () => {
    drag?.ghost?.remove();
    drag?.chip.classList.remove('is-lifted');
    clearTimeout(drag?.timer);
    root.classList.remove('is-dragging');
    aim(null);
    drag = null;
  };
  const follow = event => {
    drag.ghost.style.transform = `translate(${event.clientX - drag.offset[0]}px, ${event.clientY - drag.offset[1]}px)`;
    drag.place = dayAt(root, event.clientX, event.clientY);
    aim(drag.place);
    if (event.clientY > innerHeight - EDGE_PX) {
      scrollBy(0, 12);
    } else if (event.clientY < EDGE_PX * 2) {
      scrollBy(0, -12);
    }
  };

  root.addEventListener('pointerdown', event => {
    const chip = event.button === 0 && event.target.closest('[data-movable]');
    if (!chip || event.target.closest('input')) {
      return;
    }
    drag = { chip, x: event.clientX, y: event.clientY, touch: event.pointerType === 'touch' };
    if (drag.touch) {
      // A finger that moves at once scrolls; one that rests picks up.
      drag.timer = setTimeout(() => {
        begin();
        follow({ clientX: drag.x, clientY: drag.y });
      }, LONG_PRESS_MS);
    }
  });
  const move = event => {
    if (!drag) {
      return;
    }
    const far = Math.hypot(event.clientX - drag.x, event.clientY - drag.y) > START_PX;
    if (!drag.ghost && far) {
      if (drag.touch) {
        end();
        return;
      }
      begin();
    }
    if (drag.ghost) {
      event.preventDefault();
      follow(event);
    }
  };
  const up = () => {
    if (drag?.ghost) {
      const { chip, place } = drag;
      // The click that follows, if one does, belongs to the drag.
      const swallow = event => { event.preventDefault(); event.stopPropagation(); };
      addEventListener('click', swallow, { capture: true, once: true });
      setTimeout(() => removeEventListener('click', swallow, { capture: true }), 0);
      if (place && !place.contains(chip)) {
        drop(chip, place);
      }
    }
    end();
  };
  document.addEventListener('pointermove', move);
  document.addEventListener('pointerup', up);
  document.addEventListener('pointercancel', end);
  root.addEventListener('touchmove', event => drag?.ghost && event.preventDefault(), { passive: false });
  root.addEventListener('contextmenu', event => drag?.ghost && event.preventDefault());
  root.addEventListener('dragstart', event => event.preventDefault());

  // ---- keyboard

  const target = steps => {
    const all = days(root);
    const at = carried.place ? all.indexOf(carried.place) : -1;
    return all[Math.max(0, Math.min(all.length - 1, at < 0 ? 0 : at + steps))];
  };
  const put = words => {
    carried?.chip.classList.remove('is-lifted');
    root.classList.remove('is-dragging');
    aim(null);
    carried = null;
    say(words);
  };
  root.addEventListener('keydown', event => {
    const link = event.target.closest('.cal-link');
    const chip = link?.closest('[data-post]');
    if (!chip || event.ctrlKey || event.metaKey || event.altKey) {
      return;
    }
    if (!carried) {
      if (event.key === ' ') {
        event.preventDefault();
        event.stopPropagation();
        if (!chip.dataset.movable) {
          say(`${chip.dataset.name} cannot be moved.`);
          return;
        }
        carried = { chip, place: chip.closest('[data-drop-day]') };
        carried.place = carried.place?.dataset.dropDay ? carried.place : null;
        chip.classList.add('is-lifted');
        root.classList.add('is-dragging');
        aim(carried.place);
        say(`${chip.dataset.name} picked up. Arrows choose the day, Enter puts it down, T lays it in the tray, Escape leaves it.`);
      } else if (event.key === 'ArrowDown' || event.key === 'ArrowUp') {
        const links = [...root.querySelectorAll('.cal-link')].filter(other => other.getClientRects().length);
        event.preventDefault();
        links[links.indexOf(link) + (event.key === 'ArrowDown' ? 1 : -1)]?.focus();
      }
      return;
    }
    const steps = { ArrowLeft: -1, ArrowRight: 1, ArrowUp: -7, ArrowDown: 7 }[event.key];
    const tray = root.querySelector('[data-drop-day=""]');
    event.stopPropagation();
    if (event.key !== 'Tab') {
      event.preventDefault();
    }
    if (steps || (event.key === 't' && tray)) {
      carried.place = steps ? target(steps) : tray;
      aim(carried.place);
      carried.place?.scrollIntoView({ block: 'nearest' });
      say(carried.place?.dataset.dayName ?? '');
    } else if (event.key === 'Enter' || event.key === ' ') {
      const { chip: moved, place } = carried;
      if (place && !place.contains(moved)) {
        drop(moved, place);
        put(`${moved.dataset.name} put on ${place.dataset.dayName}.`);
      } else {
        put(`${moved.dataset.name} stays where it was.`);
      }
    } else if (event.key === 'Escape' || event.key === 'Tab') {
      put(`${carried.chip.dataset.name} stays where it was.`);
    }
  });

  // ---- the focus stays with its post, wherever it goes

  root.addEventListener('focusin', event => { last = event.target.closest('.cal-link')?.closest('[data-post]')?.dataset.post ?? null; });
  root.addEventListener('focusout', event => {
    if (event.relatedTarget && !root.contains(event.relatedTarget)) {
      last = null;
    }
  });
  const changes = new MutationObserver(() => {
    if (carried && !carried.chip.isConnected) {
      put('The calendar has changed; nothing was moved.');
    }
    const wanted = returning?.keys && performance.now() < returning.until ? returning.id : last;
    if (wanted && document.activeElement === document.body) {
      const link = root.querySelector(`[data-post="${CSS.escape(wanted)}"] .cal-link`);
      link?.focus({ preventScroll: false });
    }
    if (returning && performance.now() < returning.until) {
      root.querySelector(`[data-post="${CSS.escape(returning.id)}"]`)?.classList.add('flash');
    }
  });
  changes.observe(root, { childList: true, subtree: true });

  NARROW.addEventListener('change', () => root.isConnected && raise(root, 'calendarwidth', { narrow: NARROW.matches }));
  new MutationObserver((_, self) => {
    if (!root.isConnected) {
      document.removeEventListener('pointermove', move);
      document.removeEventListener('pointerup', up);
      document.removeEventListener('pointercancel', end);
      changes.disconnect();
      self.disconnect();
    }
  }).observe(document.body, { childList: true, subtree: true });
  return NARROW.matches;
};
