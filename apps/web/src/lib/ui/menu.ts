import type { Attachment } from 'svelte/attachments';
import { isComposing } from './keys.ts';

const gap = 4;

function place(list: HTMLElement, trigger: Element) {
  const at = trigger.getBoundingClientRect();
  const own = list.getBoundingClientRect();
  const left = at.left + own.width > innerWidth - gap ? at.right - own.width : at.left;
  const fitsBelow = at.bottom + gap + own.height <= innerHeight - gap;
  const top = fitsBelow ? at.bottom + gap : at.top - gap - own.height;
  list.style.left = `${Math.max(gap, left)}px`;
  list.style.top = `${Math.max(gap, top)}px`;
}

const openerOf = (panel: HTMLElement) => document.querySelector<HTMLElement>(`[popovertarget="${panel.id}"]`);

/** Places a popover panel beside the control that opens it. */
export const popoverBelow: Attachment<HTMLElement> = (panel) => {
  const ontoggle = (event: ToggleEvent) => {
    const opener = openerOf(panel);
    if (event.newState === 'open' && opener) place(panel, opener);
  };
  panel.addEventListener('toggle', ontoggle);
  return () => panel.removeEventListener('toggle', ontoggle);
};

/** Places a popover menu beside the control that opens it and moves through it by keys. */
export const menu: Attachment<HTMLElement> = (list) => {
  const items = () => [...list.querySelectorAll<HTMLElement>('[role^=menuitem]')];
  const trigger = () => openerOf(list);

  const ontoggle = (event: ToggleEvent) => {
    const opener = trigger();
    if (event.newState !== 'open' || !opener) return;
    place(list, opener);
    const all = items();
    (all.find((item) => item.ariaChecked === 'true') ?? all[0])?.focus();
  };

  const onkeydown = (event: KeyboardEvent) => {
    if (isComposing(event)) return;
    const all = items();
    const now = all.findIndex((item) => item === document.activeElement);
    const steps: Record<string, number> = {
      ArrowDown: (now + 1) % all.length,
      ArrowUp: (now - 1 + all.length) % all.length,
      Home: 0,
      End: all.length - 1,
    };
    const next = steps[event.key];
    if (next !== undefined) {
      event.preventDefault();
      all[next]?.focus();
    } else if (event.key === 'Tab') {
      list.hidePopover();
    } else if (event.key.length === 1 && event.key !== ' ' && !event.ctrlKey && !event.metaKey) {
      const letter = event.key.toLowerCase();
      const after = [...all.slice(now + 1), ...all.slice(0, now + 1)];
      after.find((item) => item.textContent?.trim().toLowerCase().startsWith(letter))?.focus();
    }
  };

  const onopen = (event: KeyboardEvent) => {
    const opener = trigger();
    if (!opener || event.target !== opener || list.matches(':popover-open')) return;
    if (event.key !== 'ArrowDown' && event.key !== 'ArrowUp') return;
    event.preventDefault();
    list.showPopover({ source: opener });
  };

  list.addEventListener('toggle', ontoggle);
  list.addEventListener('keydown', onkeydown);
  document.addEventListener('keydown', onopen);
  return () => {
    list.removeEventListener('toggle', ontoggle);
    list.removeEventListener('keydown', onkeydown);
    document.removeEventListener('keydown', onopen);
  };
};
