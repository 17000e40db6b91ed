// The schedule: visits are dragged, pulled longer, carried by keyboard, or placed by a click here and a click there. The server hears of it once, when one is let go.
import { dragging, keepingFocus, raise, registerEvents, watchWidth, whenGone } from './dragging.js';

const STEP = 15;
const HOUR = 60;
const DAY = 24 * HOUR;
const RETURN_MS = 4000;
const KEEP = -1;

registerEvents(['visitdrop', 'boardwidth']);

const clock = minute => {
  const hour = Math.floor(minute / HOUR) % 24;
  return `${hour % 12 || 12}:${String(minute % HOUR).padStart(2, '0')} ${hour < 12 ? 'AM' : 'PM'}`;
};
const snap = minute => Math.round(minute / STEP) * STEP;
const clamp = (value, least, most) => Math.max(least, Math.min(most, value));

export const watch = root => {
  let carried = null;
  let returning = null;
  const says = root.querySelector('[data-board-says]');
  const say = text => { says.textContent = text; };

  // ---- where something would lie: shown over the page, outside of what the server draws

  const shade = document.createElement('div');
  shade.className = 'board-aim';
  const hide = () => shade.remove();
  const show = spot => {
    if (!spot) {
      hide();
      return;
    }
    const at = spot.cell.getBoundingClientRect();
    const hours = spot.minute >= 0 && spot.cell.dataset.minutes;
    const pixel = hours ? at.width / Number(spot.cell.dataset.minutes) : 0;
    const left = hours ? at.left + (spot.minute - Number(spot.cell.dataset.first)) * pixel : at.left;
    Object.assign(shade.style, { left: `${left}px`, top: `${at.top}px`, width: `${hours ? spot.length * pixel : at.width}px`, height: `${at.height}px` });
    shade.textContent = hours ? `${clock(spot.minute)} – ${clock(spot.minute + spot.length)}` : '';
    document.body.append(shade);
  };
  const words = spot => !spot.cell.dataset.day ? spot.cell.dataset.cellName
    : spot.minute >= 0 ? `${spot.cell.dataset.cellName}, ${clock(spot.minute)} to ${clock(spot.minute + spot.length)}`
      : spot.cell.dataset.cellName;

  const numberOf = (chip, name, otherwise) => chip.dataset[name] ? Number(chip.dataset[name]) : otherwise;
  const spotAt = (x, y, grabbed, length, bar) => {
    const cell = document.elementFromPoint(x, y)?.closest('[data-cell]');
    if (!cell || !root.contains(cell)) {
      return null;
    }
    if (!cell.dataset.minutes || bar) {
      return { cell, minute: KEEP, length };
    }
    const at = cell.getBoundingClientRect();
    const pixel = at.width / Number(cell.dataset.minutes);
    return { cell, minute: clamp(Number(cell.dataset.first) + snap((x - grabbed - at.left) / pixel), 0, DAY - STEP), length };
  };
  const put = (id, from, spot, resized, keys) => {
    returning = { id, until: performance.now() + RETURN_MS, keys };
    raise(root, 'visitdrop', { id, from: from ?? '', person: spot.cell.dataset.person ?? '', day: spot.cell.dataset.day, minute: spot.minute, length: resized ? spot.length : KEEP });
  };
  const home = chip => {
    const cell = chip.closest('[data-cell]');
    return cell && { cell, minute: cell.dataset.minutes ? numberOf(chip, 'minute', KEEP) : KEEP, length: numberOf(chip, 'length', HOUR) };
  };
  const same = (one, other) => one && other && one.cell === other.cell && one.minute === other.minute && one.length === other.length;

  // ---- pointer

  const forget = dragging(root, {
    take: event => {
      const chip = event.target.closest('[data-movable]');
      const grip = event.target.closest('[data-grip]');
      return chip && !root.dataset.placing && { chip, still: !!grip, resize: !!grip, start: home(chip), bar: chip.classList.contains('is-bar') };
    },
    follow: (event, drag) => {
      if (drag.resize) {
        const at = spotAt(event.clientX, drag.y, 0, 0, false);
        const until = at?.cell === drag.start.cell ? at.minute : null;
        drag.spot = until === null ? drag.spot : { ...drag.start, length: Math.max(STEP, until - drag.start.minute) };
      } else {
        drag.spot = spotAt(event.clientX, event.clientY, drag.start?.minute >= 0 ? drag.offset[0] : 0, numberOf(drag.chip, 'length', HOUR), drag.bar);
      }
      show(drag.spot);
    },
    drop: ({ chip, spot, start, resize }) => {
      if (spot && !same(spot, start)) {
        put(chip.dataset.visit, chip.dataset.from, spot, resize, false);
      }
    },
    leave: hide,
  });

  // ---- a click here, a click there

  const placing = event => root.dataset.placing ? spotAt(event.clientX, event.clientY, 0, Number(root.dataset.placingLength) || HOUR, false) : null;
  root.addEventListener('pointermove', event => root.dataset.placing && show(placing(event)));
  root.addEventListener('pointerleave', () => root.dataset.placing && hide());
  root.addEventListener('click', event => {
    const spot = placing(event);
    if (!spot || event.target.closest('.sched-placing')) {
      return;
    }
    event.preventDefault();
    event.stopPropagation();
    hide();
    put(root.dataset.placing, root.dataset.placingFrom, spot, false, false);
  }, { capture: true });

  // ---- keyboard

  const lay = text => {
    carried?.chip.classList.remove('is-lifted');
    root.classList.remove('is-dragging');
    hide();
    carried = null;
    say(text);
  };
  const cells = () => [...root.querySelectorAll('[data-cell]')].filter(cell => cell.dataset.day);
  const other = (cell, rows) => {
    const days = cells();
    const first = days[0];
    const across = days.filter(day => day.dataset.person === first?.dataset.person).length;
    return days[clamp(days.indexOf(cell) + rows * across, 0, days.length - 1)] ?? cell;
  };
  const steer = (event, spot) => {
    const hours = spot.cell.dataset.minutes;
    const by = event.shiftKey ? HOUR : STEP;
    switch (event.key) {
      case 'ArrowUp': return { ...spot, cell: other(spot.cell, -1) };
      case 'ArrowDown': return { ...spot, cell: other(spot.cell, 1) };
      case 'ArrowLeft': return hours ? { ...spot, minute: clamp(spot.minute - by, 0, DAY - STEP) } : { ...spot, cell: cells()[Math.max(0, cells().indexOf(spot.cell) - 1)] };
      case 'ArrowRight': return hours ? { ...spot, minute: clamp(spot.minute + by, 0, DAY - STEP) } : { ...spot, cell: cells()[Math.min(cells().length - 1, cells().indexOf(spot.cell) + 1)] };
      case '+': return hours ? { ...spot, length: spot.length + STEP } : spot;
      case '-': return hours ? { ...spot, length: Math.max(STEP, spot.length - STEP) } : spot;
      case 't': return { ...spot, cell: root.querySelector('[data-cell][data-day=""]') ?? spot.cell, minute: KEEP };
      default: return null;
    }
  };
  root.addEventListener('keydown', event => {
    const link = event.target.closest('.visit-link');
    const chip = link?.closest('[data-visit]');
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
        const start = home(chip);
        const first = cells()[0];
        // From the tray it begins with the first person, at eight or as early as is shown.
        const spot = start?.cell.dataset.day ? start : first && { cell: first, minute: first.dataset.minutes ? Math.max(8 * HOUR, Number(first.dataset.first)) : KEEP, length: numberOf(chip, 'length', HOUR) };
        if (!spot) {
          return;
        }
        carried = { chip, start, spot };
        chip.classList.add('is-lifted');
        root.classList.add('is-dragging');
        show(spot);
        say(`${chip.dataset.name} picked up. Arrows choose the person and the time, plus and minus the length, Enter puts it down, T takes the time away, Escape leaves it.`);
      } else if (event.key === 'ArrowDown' || event.key === 'ArrowUp') {
        const links = [...root.querySelectorAll('.visit-link')].filter(one => one.getClientRects().length);
        event.preventDefault();
        links[links.indexOf(link) + (event.key === 'ArrowDown' ? 1 : -1)]?.focus();
      }
      return;
    }
    event.stopPropagation();
    if (event.key !== 'Tab') {
      event.preventDefault();
    }
    const next = steer(event, carried.spot);
    if (next) {
      carried.spot = next;
      next.cell.scrollIntoView({ block: 'nearest', inline: 'nearest' });
      show(next);
      say(words(next));
    } else if (event.key === 'Enter' || event.key === ' ') {
      const { chip: moved, spot, start } = carried;
      if (same(spot, start)) {
        lay(`${moved.dataset.name} stays where it was.`);
      } else {
        put(moved.dataset.visit, moved.dataset.from, spot, start?.length !== spot.length, true);
        lay(`${moved.dataset.name} put to ${words(spot)}.`);
      }
    } else if (event.key === 'Escape' || event.key === 'Tab') {
      lay(`${carried.chip.dataset.name} stays where it was.`);
    }
  });

  // ---- what changes

  const release = keepingFocus(root, {
    link: '.visit-link',
    key: 'visit',
    changed: () => {
      if (carried && !carried.chip.isConnected) {
        lay('The schedule has changed; nothing was moved.');
      }
    },
    returning: () => returning && performance.now() < returning.until ? returning : null,
  });
  whenGone(root, () => {
    forget();
    release();
    hide();
  });
  return watchWidth(root, 'boardwidth');
};
