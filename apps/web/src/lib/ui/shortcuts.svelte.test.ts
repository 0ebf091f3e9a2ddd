import { expect, test, vi } from 'vitest';
import { Shortcuts } from './shortcuts.svelte.ts';

function press(target: EventTarget, init: KeyboardEventInit): KeyboardEvent {
  const event = new KeyboardEvent('keydown', { bubbles: true, cancelable: true, ...init });
  target.dispatchEvent(event);
  return event;
}

function listening() {
  const keys = new Shortcuts();
  const act = vi.fn();
  const field = document.createElement('textarea');
  document.body.append(field);
  const onkeydown = (event: KeyboardEvent) => keys.press(event);
  document.addEventListener('keydown', onkeydown);
  return {
    keys,
    act,
    field,
    end: () => (document.removeEventListener('keydown', onkeydown), field.remove()),
  };
}

test('a single letter acts only outside text fields', () => {
  const { keys, act, field, end } = listening();
  keys.add({ keys: 'R', does: '返信', act });
  press(field, { key: 'r' });
  expect(act).not.toHaveBeenCalled();
  press(document.body, { key: 'r' });
  expect(act).toHaveBeenCalledOnce();
  end();
});

test('keys with Ctrl or Alt act in text fields too', () => {
  const { keys, act, field, end } = listening();
  keys.add({ keys: 'Ctrl+K', does: 'さがす', act }, { keys: 'Alt+ArrowDown', does: '次', act });
  press(field, { key: 'k', ctrlKey: true });
  press(field, { key: 'ArrowDown', altKey: true });
  expect(act).toHaveBeenCalledTimes(2);
  end();
});

test('nothing acts while the input method is composing, not at its first key either', () => {
  const { keys, act, end } = listening();
  keys.add({ keys: 'R', does: '返信', act });
  press(document.body, { key: 'r', isComposing: true });
  press(document.body, { key: 'r', keyCode: 229 });
  expect(act).not.toHaveBeenCalled();
  end();
});

test('the newest screen answers first, and takes its keys with it', () => {
  const { keys, act, end } = listening();
  const newer = vi.fn();
  keys.add({ keys: 'R', does: '返信', act });
  const remove = keys.add({ keys: 'R', does: '読み直す', act: newer });
  press(document.body, { key: 'r' });
  expect(newer).toHaveBeenCalledOnce();
  remove();
  press(document.body, { key: 'r' });
  expect(act).toHaveBeenCalledOnce();
  end();
});

test('Escape closes an open panel before the screen below hears of it', () => {
  const { keys, act, end } = listening();
  keys.add({ keys: 'Escape', does: '書くところへ', act });
  const panel = document.createElement('div');
  panel.popover = 'auto';
  document.body.append(panel);
  panel.showPopover();
  const first = press(document.body, { key: 'Escape' });
  expect(act).not.toHaveBeenCalled();
  expect(first.defaultPrevented).toBe(false);
  panel.hidePopover();
  press(document.body, { key: 'Escape' });
  expect(act).toHaveBeenCalledOnce();
  panel.remove();
  end();
});
