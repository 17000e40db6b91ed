// Passkeys: only the browser can ask the device. The form that holds the answer is an ordinary one.
(() => {
  'use strict';

  const parts = document.querySelectorAll('[data-passkeys]');
  if (!window.PublicKeyCredential || !window.isSecureContext) {
    return;
  }
  parts.forEach(part => { part.hidden = false; });
  document.querySelectorAll('[data-passkeys-missing]').forEach(part => { part.hidden = true; });

  const bytes = text => Uint8Array.from(atob(text.replace(/-/g, '+').replace(/_/g, '/')), letter => letter.charCodeAt(0));
  const text = buffer => buffer && btoa(String.fromCharCode(...new Uint8Array(buffer))).replace(/\+/g, '-').replace(/\//g, '_').replace(/=+$/, '');
  const known = list => (list ?? []).map(one => ({ ...one, id: bytes(one.id) }));

  // By hand: some password managers hand out credentials that cannot write themselves as JSON.
  const asJson = credential => {
    const answer = credential.response;
    return JSON.stringify({
      id: credential.id,
      rawId: text(credential.rawId),
      type: credential.type,
      authenticatorAttachment: credential.authenticatorAttachment ?? undefined,
      clientExtensionResults: credential.getClientExtensionResults(),
      response: {
        clientDataJSON: text(answer.clientDataJSON),
        attestationObject: text(answer.attestationObject),
        authenticatorData: text(answer.authenticatorData ?? answer.getAuthenticatorData?.()),
        transports: answer.getTransports?.(),
        publicKey: text(answer.getPublicKey?.()),
        publicKeyAlgorithm: answer.getPublicKeyAlgorithm?.(),
        signature: text(answer.signature),
        userHandle: text(answer.userHandle),
      },
    });
  };

  const optionsFrom = async (address, form) => {
    const answer = await fetch(address, { method: 'POST', body: new FormData(form), credentials: 'same-origin' });
    if (!answer.ok) {
      throw new Error(answer.status === 409 ? await answer.text() : 'This page is out of date. Reload it and try again.');
    }
    return answer.json();
  };

  const send = (form, credential) => {
    form.querySelector('[data-passkey-answer]').value = asJson(credential);
    form.submit();
  };

  const explain = (part, mishap) => {
    const ended = mishap.name === 'NotAllowedError' || mishap.name === 'AbortError';
    part.querySelector('[data-passkey-failure]').textContent =
      ended ? 'The device did not confirm. Try again, or sign in another way.'
        : mishap.name === 'InvalidStateError' ? 'This device holds a passkey of yours already.'
          : mishap.message;
  };

  // ---- a new passkey

  const creation = document.querySelector('[data-passkey-create]');
  creation?.querySelector('form').addEventListener('submit', async event => {
    const form = event.target;
    event.preventDefault();
    try {
      const options = await optionsFrom(creation.dataset.passkeyCreate, form);
      send(form, await navigator.credentials.create({
        publicKey: {
          ...options,
          challenge: bytes(options.challenge),
          user: { ...options.user, id: bytes(options.user.id) },
          excludeCredentials: known(options.excludeCredentials),
        },
      }));
    } catch (mishap) {
      explain(creation, mishap);
    }
  });

  // ---- signing in: with the button, or offered by the browser in the name's box

  const request = document.querySelector('[data-passkey-request]');
  if (!request) {
    return;
  }
  const form = request.querySelector('form');
  let waiting = null;
  const ask = async mediation => {
    waiting?.abort();
    waiting = new AbortController();
    const signal = waiting.signal;
    const options = await optionsFrom(request.dataset.passkeyRequest, form);
    const credential = await navigator.credentials.get({
      publicKey: { ...options, challenge: bytes(options.challenge), allowCredentials: known(options.allowCredentials) }, mediation, signal,
    });
    form.querySelector('[data-passkey-remember]').value = String(document.querySelector('[name="Input.Remember"][type=checkbox]')?.checked ?? false);
    send(form, credential);
  };
  form.addEventListener('submit', async event => {
    event.preventDefault();
    try {
      await ask('optional');
    } catch (mishap) {
      explain(request, mishap);
    }
  });
  const offer = async () => {
    if (await PublicKeyCredential.isConditionalMediationAvailable?.()) {
      await ask('conditional');
    }
  };
  // Nobody asked for it, so nobody is told that it did not happen: the button is still there.
  offer().catch(() => {});
})();
