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
