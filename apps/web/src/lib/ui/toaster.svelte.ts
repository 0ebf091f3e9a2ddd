import { createContext } from 'svelte';

/** A thing that was done, said once; `undo` takes it back. */
export interface Toast {
  id: number;
  text: string;
  undo?: () => void;
}

const shownMs = 6000;
/** What can be taken back waits for whoever reads slowly, or looks elsewhere first. */
const undoneMs = 30_000;

/** What was just done, in one line that leaves by itself. Errors never go here. */
export class Toaster {
  #toasts = $state.raw<readonly Toast[]>([]);
  #next = 0;

  get toasts(): readonly Toast[] {
    return this.#toasts;
  }

  say(text: string, undo?: () => void) {
    const id = this.#next++;
    // One line at a time: a second deed takes the place of the first.
    this.#toasts = [{ id, text, undo }];
    setTimeout(() => this.dismiss(id), undo ? undoneMs : shownMs);
  }

  dismiss(id: number) {
    this.#toasts = this.#toasts.filter((toast) => toast.id !== id);
  }
}

export const [toaster, setToaster] = createContext<Toaster>();
