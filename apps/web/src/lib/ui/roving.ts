import type { Attachment } from 'svelte/attachments';
import { isComposing } from './keys.ts';
import { TypeAhead } from './type-ahead.ts';

type Answers = (key: string, typed: string) => boolean;

/** The menu of the line a stop stands in, opened by key as by a press. */
function openMenu(stop: HTMLElement): boolean {
  const opener = stop.closest('[data-line]')?.querySelector<HTMLElement>('[aria-haspopup=menu]');
  opener?.click();
  return opener !== undefined && opener !== null;
}

/** → unfolds a head, ← folds it; on any other stop → opens its menu. */
function unfold(stop: HTMLElement, isOpening: boolean): boolean {
  if (stop.ariaExpanded !== String(!isOpening)) return isOpening && openMenu(stop);
  stop.click();
  return true;
}

/**
 * Makes the `[data-stop]` inside one stop for Tab: arrows, Home, End and typed letters move the focus,
 * → or the key for menus opens the menu of a line. Which of them Tab reaches is its owner's to keep.
 */
export function roving(answers: Answers): Attachment<HTMLElement> {
  return (list) => {
    const typeAhead = new TypeAhead();

    const find = (stops: HTMLElement[], now: number, key: string) => {
      const typed = typeAhead.add(key);
      // The first letter goes on from here; more letters may still mean the row that the first one found.
      const from = typed.length > 1 ? now : now + 1;
      return [...stops.slice(from), ...stops.slice(0, from)].find((stop) =>
        answers(stop.dataset.stop ?? '', typed),
      );
    };

    const onkeydown = (event: KeyboardEvent) => {
      const { target, key, shiftKey } = event;
      if (isComposing(event) || event.ctrlKey || event.metaKey || event.altKey) return;
      if (!(target instanceof HTMLElement) || target.dataset.stop === undefined) return;
      const stops = [...list.querySelectorAll<HTMLElement>('[data-stop]')];
      const now = stops.indexOf(target);
      const steps: Record<string, number> = {
        ArrowDown: Math.min(now + 1, stops.length - 1),
        ArrowUp: Math.max(now - 1, 0),
        Home: 0,
        End: stops.length - 1,
      };
      const next = steps[key];
      if (next !== undefined) stops[next]?.focus();
      else if (key === 'ContextMenu' || (key === 'F10' && shiftKey)) openMenu(target);
      else if (key === 'ArrowRight' || key === 'ArrowLeft') {
        if (!unfold(target, key === 'ArrowRight')) return;
      } else if (key.length === 1 && key !== ' ') find(stops, now, key)?.focus();
      else return;
      event.preventDefault();
      event.stopPropagation();
    };

    // Some systems ask for their own menu only when the key comes up again.
    const oncontextmenu = (event: PointerEvent) => {
      if (event.button !== 2 && event.pointerType === '') event.preventDefault();
    };

    list.addEventListener('keydown', onkeydown);
    list.addEventListener('contextmenu', oncontextmenu);
    return () => {
      list.removeEventListener('keydown', onkeydown);
      list.removeEventListener('contextmenu', oncontextmenu);
    };
  };
}
