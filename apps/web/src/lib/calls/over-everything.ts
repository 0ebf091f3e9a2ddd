import type { Attachment } from 'svelte/attachments';

/** Lies over everything, a dialog that is open as well, and takes no focus. */
export const overEverything: Attachment<HTMLElement> = (part) => {
  const home = part.parentElement;
  // Beside a modal dialog nothing can be pressed: within it, it can.
  const dialogs = document.querySelectorAll('dialog:modal');
  const dialog = dialogs[dialogs.length - 1];
  if (dialog) dialog.append(part);
  part.popover = 'manual';
  part.showPopover();
  const homewards = () => {
    home?.append(part);
    part.showPopover();
  };
  dialog?.addEventListener('close', homewards);
  return () => {
    dialog?.removeEventListener('close', homewards);
    if (!part.isConnected) return;
    if (part.matches(':popover-open')) part.hidePopover();
    home?.append(part);
  };
};
