import type { Attachment } from 'svelte/attachments';
import { isComposing } from './keys.ts';

/**
 * Opens a `<dialog>` as the only thing that answers, and reports every wish to leave it: Escape and a
 * press beside it. Escape that ends a composition of the input method is not such a wish.
 */
export function modal(onclose: () => void): Attachment<HTMLDialogElement> {
  return (dialog) => {
    const before = document.activeElement;
    let composing = false;

    const onkeydown = (event: KeyboardEvent) => {
      composing = isComposing(event);
    };
    const oncancel = (event: Event) => {
      // A file chooser inside the dialog reports its own cancel, which bubbles.
      if (event.target !== dialog) return;
      event.preventDefault();
      if (!composing) onclose();
    };
    const onpointerdown = (event: PointerEvent) => {
      if (event.target !== dialog) return;
      const box = dialog.getBoundingClientRect();
      const inside =
        event.clientX >= box.left &&
        event.clientX <= box.right &&
        event.clientY >= box.top &&
        event.clientY <= box.bottom;
      if (!inside) onclose();
    };

    dialog.addEventListener('keydown', onkeydown);
    dialog.addEventListener('cancel', oncancel);
    dialog.addEventListener('pointerdown', onpointerdown);
    dialog.showModal();
    return () => {
      dialog.removeEventListener('keydown', onkeydown);
      dialog.removeEventListener('cancel', oncancel);
      dialog.removeEventListener('pointerdown', onpointerdown);
      if (dialog.open) dialog.close();
      // Taking the dialog out of the page loses the focus that close() gave back.
      if (before instanceof HTMLElement && before.isConnected) before.focus();
    };
  };
}
