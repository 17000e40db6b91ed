// The marketing calendar: posts are dragged by pointer or by keyboard. The server hears of it once, when one is let go.
import { dragging, keepingFocus, raise, registerEvents, watchWidth, whenGone } from './dragging.js';

const RETURN_MS = 4000;

registerEvents(['postdrop', 'calendarwidth']);

const dayAt = (root, x, y) => {
  const place = document.elementFromPoint(x, y)?.closest('[data-drop-day]');
  return place && root.contains(place) ? place : null;
};
const days = root => [...root.querySelectorAll('[data-drop-day]')].filter(place => place.dataset.dropDay);

export const watch = root => {
  let carried = null;
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

  const forget = dragging(root, {
    take: event => {
      const chip = event.target.closest('[data-movable]');
      return chip && { chip };
    },
    follow: (event, drag) => {
      drag.place = dayAt(root, event.clientX, event.clientY);
      aim(drag.place);
    },
    drop: ({ chip, place }) => {
      if (place && !place.contains(chip)) {
        drop(chip, place);
      }
    },
    leave: () => aim(null),
  });

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

  // ---- what changes

  const release = keepingFocus(root, {
    link: '.cal-link',
    key: 'post',
    changed: () => {
      if (carried && !carried.chip.isConnected) {
        put('The calendar has changed; nothing was moved.');
      }
    },
    returning: () => returning && performance.now() < returning.until ? returning : null,
  });
  whenGone(root, () => {
    forget();
    release();
  });
  return watchWidth(root, 'calendarwidth');
};
