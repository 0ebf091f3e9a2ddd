import { createContext } from 'svelte';
import { isComposing, isInTextField } from './keys.ts';

/** A key and what it does here. `Alt+ArrowDown`, `Ctrl+K`, `/`. */
export interface Shortcut {
  keys: string;
  does: string;
  act: () => void;
}

/** The keys a press stands for, in the spelling of `Shortcut`. */
export function spelled(event: KeyboardEvent): string {
  const parts: string[] = [];
  if (event.ctrlKey || event.metaKey) parts.push('Ctrl');
  if (event.altKey) parts.push('Alt');
  const isLetter = event.key.length === 1;
  if (event.shiftKey && !isLetter) parts.push('Shift');
  parts.push(isLetter ? event.key.toUpperCase() : event.key);
  return parts.join('+');
}

/** The keys of what is on the screen now; the newest screen answers first. */
export class Shortcuts {
  #all = $state.raw<readonly Shortcut[]>([]);

  get all(): readonly Shortcut[] {
    return this.#all;
  }

  /** Adds keys for as long as a screen stands; the answer takes them away. */
  add(...shortcuts: Shortcut[]): () => void {
    this.#all = [...shortcuts, ...this.#all];
    return () => {
      this.#all = this.#all.filter((shortcut) => !shortcuts.includes(shortcut));
    };
  }

  /** Acts on a press of keys; single letters only outside text fields, and nothing while composing. */
  press(event: KeyboardEvent): void {
    if (event.defaultPrevented || event.repeat || isComposing(event)) return;
    const keys = spelled(event);
    const isPlain = !keys.includes('+') && !/^F\d+$/.test(keys);
    if (isPlain && isInTextField(event.target)) return;
    // An open dialog answers to its own keys alone.
    if (document.querySelector('dialog[open]')) return;
    // What lies open innermost closes first: the browser takes Escape for a panel or menu over the page.
    if (keys === 'Escape' && document.querySelector('[popover=auto]:popover-open')) return;
    const found = this.#all.find((shortcut) => shortcut.keys === keys);
    if (!found) return;
    event.preventDefault();
    found.act();
  }
}

/** The keys of the page, for every screen that has some. */
export const [shortcuts, setShortcuts] = createContext<Shortcuts>();
