import { afterEach, beforeEach, expect, test } from 'vitest';
import { userEvent } from 'vitest/browser';
import { roving } from './roving.ts';

let list: HTMLElement;
let leave: (() => void) | void;

beforeEach(() => {
  list = document.createElement('div');
  list.innerHTML = `
    <div data-line><button data-stop="課" aria-expanded="true">課</button></div>
    <ul>
      <li data-line><a href="#a" data-stop="shuno" tabindex="-1">収納係</a><button aria-haspopup="menu">…</button></li>
      <li data-line><a href="#b" data-stop="somu" tabindex="-1">総務部</a></li>
      <li data-line><a href="#c" data-stop="sohmu" tabindex="-1">総務課</a></li>
    </ul>`;
  document.body.append(list);
  leave = roving((key, typed) => key.startsWith(typed))(list);
  list.querySelector('button')?.focus();
});
afterEach(() => {
  leave?.();
  list.remove();
});

const at = () => document.activeElement?.textContent;

test('arrows, Home and End move among the stops and end at the ends', async () => {
  await userEvent.keyboard('{ArrowDown}');
  expect(at()).toBe('収納係');
  await userEvent.keyboard('{End}{ArrowDown}');
  expect(at()).toBe('総務課');
  await userEvent.keyboard('{Home}{ArrowUp}');
  expect(at()).toBe('課');
});

test('letters jump to what begins with them, and on to the next', async () => {
  await userEvent.keyboard('so');
  expect(at()).toBe('総務部');
  await userEvent.keyboard('h');
  expect(at()).toBe('総務課');
});

test('→ and the key for menus open the menu of a line, and fold and unfold a head', async () => {
  const opened: string[] = [];
  for (const button of list.querySelectorAll('button'))
    button.onclick = () => opened.push(button.textContent ?? '');
  await userEvent.keyboard('{ArrowRight}{ArrowLeft}');
  expect(opened).toEqual(['課']);
  await userEvent.keyboard('{ArrowDown}{ArrowRight}');
  await userEvent.keyboard('{Shift>}{F10}{/Shift}');
  expect(opened).toEqual(['課', '…', '…']);
});
