// The crop box: the pointer drags and stretches it, keys do the same, and the server hears where it rests.
(() => {
  'use strict';

  const SMALLEST = 40;
  const STEP = 0.02;

  if (window.Blazor) {
    Blazor.registerCustomEventType('cropchange', { createEventArgs: event => event.detail });
  }

  const frameOf = box => {
    const crop = box.closest('[data-crop]');
    return { crop, width: Number(crop.dataset.width), height: Number(crop.dataset.height), ratio: Number(crop.dataset.ratio) };
  };
  const share = (text, whole) => parseFloat(text) * whole / 100;
  const read = box => {
    const { width, height } = frameOf(box);
    return { x: share(box.style.left, width), y: share(box.style.top, height), width: share(box.style.width, width), height: share(box.style.height, height) };
  };
  const clamp = (value, least, most) => Math.min(Math.max(value, least), most);

  // In pixels of the picture; the box keeps its shape and stays inside.
  const place = (box, wanted) => {
    const { width, height, ratio } = frameOf(box);
    const most = Math.min(width, height * ratio);
    const w = clamp(wanted.width, Math.min(SMALLEST, most), most);
    const h = w / ratio;
    const x = clamp(wanted.x, 0, width - w);
    const y = clamp(wanted.y, 0, height - h);
    Object.assign(box.style, { left: `${100 * x / width}%`, top: `${100 * y / height}%`, width: `${100 * w / width}%`, height: `${100 * h / height}%` });
  };
  const tell = box => {
    const { crop, width, height } = frameOf(box);
    const at = read(box);
    const w = clamp(Math.round(at.width), 1, width);
    const h = clamp(Math.round(at.height), 1, height);
    const detail = { x: clamp(Math.round(at.x), 0, width - w), y: clamp(Math.round(at.y), 0, height - h), width: w, height: h };
    crop.dispatchEvent(new CustomEvent('cropchange', { bubbles: true, detail }));
  };

  document.addEventListener('pointerdown', event => {
    const box = event.target instanceof Element && event.target.closest('.crop-box');
    if (!box || event.button !== 0) {
      return;
    }
    event.preventDefault();
    box.focus();
    const { crop, width } = frameOf(box);
    const scale = width / crop.querySelector('img').getBoundingClientRect().width;
    const [from, began, stretches] = [{ x: event.clientX, y: event.clientY }, read(box), Boolean(event.target.closest('.crop-handle'))];
    const move = now => {
      const [dx, dy] = [(now.clientX - from.x) * scale, (now.clientY - from.y) * scale];
      const { ratio, height } = frameOf(box);
      // Stretching never pushes the box: its upper left corner stays.
      const room = Math.min(width - began.x, (height - began.y) * ratio);
      place(box, stretches ? { ...began, width: Math.min(began.width + Math.max(dx, dy * ratio), room) } : { ...began, x: began.x + dx, y: began.y + dy });
    };
    const end = () => {
      document.removeEventListener('pointermove', move);
      document.removeEventListener('pointerup', end);
      document.removeEventListener('pointercancel', end);
      tell(box);
    };
    document.addEventListener('pointermove', move);
    document.addEventListener('pointerup', end);
    document.addEventListener('pointercancel', end);
  });

  document.addEventListener('keydown', event => {
    const box = event.target instanceof Element && event.target.matches('.crop-box') ? event.target : null;
    if (!box || event.ctrlKey || event.metaKey || event.altKey) {
      return;
    }
    const at = read(box);
    const { width, ratio } = frameOf(box);
    const step = event.shiftKey ? 1 : width * STEP;
    const moves = { ArrowLeft: { x: at.x - step }, ArrowRight: { x: at.x + step }, ArrowUp: { y: at.y - step }, ArrowDown: { y: at.y + step } };
    const grows = { '+': step, '=': step, '-': -step, '_': -step }[event.key];
    if (!moves[event.key] && grows === undefined) {
      return;
    }
    event.preventDefault();
    event.stopPropagation();
    place(box, grows === undefined ? { ...at, ...moves[event.key] } : { ...at, width: at.width + grows, x: at.x - grows / 2, y: at.y - grows / ratio / 2 });
    tell(box);
  }, true);
})();
