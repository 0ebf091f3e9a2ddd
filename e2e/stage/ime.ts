import type { Locator, Page } from '@playwright/test';

/** Types through an input method as Chromium does: composing, converting, then confirming with Enter. */
export async function compose(page: Page, reading: string, written: string): Promise<void> {
  const client = await page.context().newCDPSession(page);
  for (let end = 1; end <= reading.length; end += 1) {
    await key(client, 'rawKeyDown', 'Process', 229);
    await client.send('Input.imeSetComposition', {
      text: reading.slice(0, end),
      selectionStart: end,
      selectionEnd: end,
    });
    await key(client, 'keyUp', 'Process', 229);
  }
  await client.send('Input.imeSetComposition', {
    text: written,
    selectionStart: written.length,
    selectionEnd: written.length,
  });
  await key(client, 'rawKeyDown', 'Enter', 229);
  await client.send('Input.insertText', { text: written });
  await key(client, 'keyUp', 'Enter', 13);
  await client.detach();
}

type Client = Awaited<ReturnType<ReturnType<Page['context']>['newCDPSession']>>;

async function key(client: Client, type: 'rawKeyDown' | 'keyUp', name: string, code: number): Promise<void> {
  await client.send('Input.dispatchKeyEvent', {
    type,
    key: name,
    code: name === 'Enter' ? 'Enter' : '',
    windowsVirtualKeyCode: code,
    nativeVirtualKeyCode: code,
  });
}

/**
 * Confirms as Safari does: the composition ends first, then comes an Enter that says it composes no more
 * and only its old key code 229 tells what it was for. Some input methods send 13 there.
 */
export async function confirmAsSafari(field: Locator, written: string, keyCode: 229 | 13): Promise<void> {
  await field.focus();
  await field.page().evaluate(`(${safariConfirms})(${JSON.stringify(written)}, ${keyCode})`);
}

const safariConfirms = `(written, keyCode) => {
  const field = document.activeElement;
  const on = { bubbles: true, cancelable: true };
  field.dispatchEvent(new CompositionEvent('compositionstart', on));
  field.value += written;
  field.dispatchEvent(new InputEvent('input', { ...on, isComposing: true, data: written }));
  field.dispatchEvent(new CompositionEvent('compositionend', { ...on, data: written }));
  const key = { ...on, key: 'Enter', code: 'Enter' };
  field.dispatchEvent(new KeyboardEvent('keydown', { ...key, keyCode, which: keyCode }));
  field.dispatchEvent(new KeyboardEvent('keyup', { ...key, keyCode: 13, which: 13 }));
}`;
