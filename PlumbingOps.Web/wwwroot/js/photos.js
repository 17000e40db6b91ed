// Photos of calls: made smaller here, kept in the browser until the server has them, and sent again until it does.
(() => {
  'use strict';

  const EDGE = 2000;
  const QUALITY = 0.85;
  const STORE = 'photos';
  const FIRST_RETRY_MS = 2000;
  const LONGEST_RETRY_MS = 30000;
  const { person } = window.waiting;

  // ---- the browser's own store

  const opened = new Promise((done, failed) => {
    const request = indexedDB.open('plumbingops', 1);
    request.onupgradeneeded = () => request.result.createObjectStore(STORE, { keyPath: 'key' });
    request.onsuccess = () => done(request.result);
    request.onerror = () => failed(request.error);
  });
  const run = async (mode, act) => {
    const db = await opened;
    return new Promise((done, failed) => {
      const transaction = db.transaction(STORE, mode);
      const request = act(transaction.objectStore(STORE));
      transaction.oncomplete = () => done(request.result);
      transaction.onabort = transaction.onerror = () => failed(transaction.error);
    });
  };
  const list = async () => (await run('readonly', store => store.getAll())).filter(photo => photo.person === person).sort((a, b) => a.at - b.at);
  const put = photo => run('readwrite', store => store.put(photo));
  const remove = key => run('readwrite', store => store.delete(key));

  // ---- smaller

  const shrink = async file => {
    let picture;
    try {
      picture = await createImageBitmap(file, { imageOrientation: 'from-image' });
    } catch {
      // What this browser cannot read, the server may.
      return file;
    }
    const scale = Math.min(1, EDGE / Math.max(picture.width, picture.height));
    const canvas = document.createElement('canvas');
    canvas.width = Math.max(1, Math.round(picture.width * scale));
    canvas.height = Math.max(1, Math.round(picture.height * scale));
    const paint = canvas.getContext('2d');
    paint.fillStyle = '#fff';
    paint.fillRect(0, 0, canvas.width, canvas.height);
    paint.drawImage(picture, 0, 0, canvas.width, canvas.height);
    picture.close();
    return await new Promise(done => canvas.toBlob(done, 'image/jpeg', QUALITY)) ?? file;
  };

  // Random, and known nowhere else: sent again, the server knows it by this. Plain http has no randomUUID.
  const newKey = () => {
    const bytes = crypto.getRandomValues(new Uint8Array(16));
    bytes[6] = bytes[6] & 0x0f | 0x40;
    bytes[8] = bytes[8] & 0x3f | 0x80;
    const text = [...bytes].map(byte => byte.toString(16).padStart(2, '0')).join('');
    return `${text.slice(0, 8)}-${text.slice(8, 12)}-${text.slice(12, 16)}-${text.slice(16, 20)}-${text.slice(20)}`;
  };

  document.addEventListener('change', async event => {
    const input = event.target;
    if (!(input instanceof HTMLInputElement) || !input.dataset.photoCall) {
      return;
    }
    const files = [...input.files];
    const { photoCall: call, photoKind: kind } = input.dataset;
    input.value = '';
    for (const file of files) {
      try {
        await put({ key: newKey(), person, call, kind, at: Date.now(), blob: await shrink(file), refusal: null });
      } catch {
        failure = 'This photo could not be kept on the phone: its storage is full.';
      }
      await show();
    }
    send();
  });

  // ---- sending: one after the other

  let failure = null;
  let sending = false;
  let retry = null;
  let patience = FIRST_RETRY_MS;

  /// null: the server has it. later: try again. Otherwise why it will never be taken.
  const post = async photo => {
    const token = document.querySelector('input[name=__RequestVerificationToken]')?.value;
    if (!token) {
      return { later: true };
    }
    let answer;
    try {
      answer = await fetch(`/service-calls/${photo.call}/photos?key=${photo.key}&kind=${photo.kind}&taken=${photo.at}`, {
        method: 'POST', body: photo.blob, redirect: 'manual', headers: { RequestVerificationToken: token, 'Content-Type': photo.blob.type || 'application/octet-stream' },
      });
    } catch {
      return { later: true };
    }
    if (answer.ok) {
      return {};
    }
    if (answer.type === 'opaqueredirect' || answer.status === 401) {
      return { later: true, failure: 'Sign in again: the photos are kept and sent then.' };
    }
    if (answer.status === 428) {
      return { later: true, failure: 'Reload this page: the photos are kept and sent then.' };
    }
    if ([404, 409, 413].includes(answer.status)) {
      return { refusal: await answer.text() };
    }
    return { later: true };
  };

  const send = async () => {
    clearTimeout(retry);
    if (sending) {
      return;
    }
    sending = true;
    let later = false;
    try {
      for (let next; !later && (next = (await list()).find(photo => !photo.refusal));) {
        if (!navigator.onLine) {
          later = true;
          break;
        }
        const outcome = await post(next);
        failure = outcome.failure ?? null;
        later = outcome.later ?? false;
        if (outcome.refusal) {
          await put({ ...next, refusal: outcome.refusal });
        } else if (!later) {
          await remove(next.key);
          patience = FIRST_RETRY_MS;
        }
        await show();
      }
    } finally {
      sending = false;
    }
    if (later) {
      retry = setTimeout(send, patience);
      patience = Math.min(LONGEST_RETRY_MS, patience * 2);
    }
    await show();
  };
  const sendNow = () => { patience = FIRST_RETRY_MS; send(); };
  addEventListener('online', sendNow);
  // The phone may have been online all the time, and the server away: waiting.js says when it is back.
  addEventListener('connected', sendNow);
  document.addEventListener('visibilitychange', () => { if (!document.hidden) { send(); } });

  // ---- what waits is shown: as a line on every page, and one by one where they belong

  const words = many => many === 0 ? null : many === 1 ? '1 photo' : `${many} photos`;
  const button = (text, act) => {
    const made = document.createElement('button');
    made.type = 'button';
    made.className = 'btn small';
    made.textContent = text;
    made.addEventListener('click', act);
    return made;
  };
  class PhotoQueue extends HTMLElement {
    connectedCallback() { show(); }
    disconnectedCallback() { this.forget(); }
    forget() { this.querySelectorAll('img').forEach(picture => URL.revokeObjectURL(picture.src)); }
    draw(photos) {
      const mine = this.dataset.call ? photos.filter(photo => photo.call === this.dataset.call) : photos;
      const state = `${mine.map(photo => photo.key + photo.refusal).join()}|${failure}`;
      if (state === this.drawn) {
        return;
      }
      this.drawn = state;
      this.forget();
      this.replaceChildren();
      if (mine.length === 0) {
        return;
      }
      const head = document.createElement('p');
      head.className = 'queue-head';
      head.append(`${words(mine.length)} waiting. ${failure ?? 'Kept on this phone until the office has them.'} `, button('Send now', sendNow));
      const row = document.createElement('ul');
      for (const photo of mine) {
        const item = document.createElement('li');
        const picture = document.createElement('img');
        picture.src = URL.createObjectURL(photo.blob);
        picture.alt = photo.kind === 'Paperwork' ? 'Paperwork, waiting' : 'Photo, waiting';
        item.append(picture);
        if (photo.refusal) {
          const why = document.createElement('span');
          why.textContent = photo.refusal;
          item.append(why, button('Throw away', async () => { await remove(photo.key); await show(); }));
        }
        row.append(item);
      }
      this.append(head, row);
    }
  }

  const show = async () => {
    const photos = await list();
    window.waiting.show('photos', words(photos.length));
    document.querySelectorAll('photo-queue').forEach(queue => queue.draw?.(photos));
  };

  if (person) {
    customElements.define('photo-queue', PhotoQueue);
    show().then(send);
  }
})();
