// The connection: a lost one is tried again every few seconds; when the server is back, or the circuit is gone, the page loads anew.
(() => {
  'use strict';

  const AT_ONCE = 2;
  const BETWEEN_MS = 3000;
  // A little longer than the server keeps the circuit.
  const TRIES = 90;
  Blazor.start({ circuit: { reconnectionOptions: { maxRetries: TRIES, retryIntervalMilliseconds: tries => tries >= TRIES ? null : tries < AT_ONCE ? 200 : BETWEEN_MS } } });

  const banner = document.getElementById('components-reconnect-modal');
  const reloadWhenBack = async () => {
    try {
      const answer = await fetch(location.href, { method: 'HEAD', cache: 'no-store' });
      if (answer.status < 500) {
        location.reload();
        return;
      }
    } catch {
      // Still away.
    }
    setTimeout(reloadWhenBack, 3000);
  };
  if (banner) {
    let waiting = false;
    new MutationObserver(() => {
      if (banner.classList.contains('components-reconnect-rejected')) {
        location.reload();
      } else if (banner.classList.contains('components-reconnect-failed') && !waiting) {
        waiting = true;
        reloadWhenBack();
      }
    }).observe(banner, { attributes: true, attributeFilter: ['class'] });
  }
})();
