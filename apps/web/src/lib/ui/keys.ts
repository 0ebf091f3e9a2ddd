import type { Attachment } from 'svelte/attachments';

/**
 * True while the input method is composing: no key may act then.
 * Safari ends the composition before it sends Enter, and the first key of a composition comes before
 * `compositionstart`; both carry 229, so `isComposing` alone is not enough.
 */
export function isComposing(event: KeyboardEvent): boolean {
  return event.isComposing || event.keyCode === 229;
}

/** True where single letters belong to the text that is being written. */
export function isInTextField(target: EventTarget | null): boolean {
  if (!(target instanceof HTMLElement)) return false;
  if (target.isContentEditable || target instanceof HTMLTextAreaElement) return true;
  if (target instanceof HTMLSelectElement) return true;
  return target instanceof HTMLInputElement && !/^(button|checkbox|radio|submit)$/.test(target.type);
}

/** On a form: Safari submits it by the Enter that ends a composition, and this stops it. */
export const noSubmitWhileComposing: Attachment<HTMLFormElement> = (form) => {
  const onkeydown = (event: KeyboardEvent) => {
    if (event.key === 'Enter' && isComposing(event)) event.preventDefault();
  };
  form.addEventListener('keydown', onkeydown);
  return () => form.removeEventListener('keydown', onkeydown);
};
