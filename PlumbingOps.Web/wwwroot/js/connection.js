// The connection: when the server is back, or the circuit is gone, the page loads anew.
(() => {
  'use strict';

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
