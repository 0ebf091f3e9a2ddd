import type { Attachment } from 'svelte/attachments';

const gap = 6;

/** Shows a short name beside a control on hover and on keyboard focus; Escape hides it. */
export function tooltip(text: string, side: 'below' | 'right' = 'below'): Attachment<HTMLElement> {
  return (control) => {
    let bubble: HTMLElement | undefined;
    let waiting: ReturnType<typeof setTimeout> | undefined;

    const hide = () => {
      clearTimeout(waiting);
      bubble?.remove();
      bubble = undefined;
    };

    const show = () => {
      if (bubble || !control.isConnected) return;
      bubble = document.createElement('div');
      bubble.className = 'tooltip';
      bubble.popover = 'manual';
      bubble.role = 'presentation';
      bubble.textContent = text;
      // Beside its control: the rest of the page is inert under a dialog, and every word has its landmark.
      (control.closest('dialog, [popover], header, nav, main, aside') ?? document.body).append(bubble);
      bubble.showPopover();
      const at = control.getBoundingClientRect();
      const own = bubble.getBoundingClientRect();
      const left = side === 'right' ? at.right + gap : at.left + at.width / 2 - own.width / 2;
      const below = at.bottom + gap;
      const fits = below + own.height < innerHeight;
      const top =
        side === 'right' ? at.top + at.height / 2 - own.height / 2 : fits ? below : at.top - own.height - gap;
      bubble.style.left = `${Math.max(4, Math.min(left, innerWidth - own.width - 4))}px`;
      bubble.style.top = `${Math.max(4, top)}px`;
    };

    const onenter = (event: PointerEvent) => {
      if (event.pointerType === 'mouse') waiting = setTimeout(show, 400);
    };
    const onfocus = () => {
      // A finger that pressed has no use for it, and it would lie over what the press opened.
      if (!control.matches(':focus-visible') || matchMedia('(hover: none)').matches) return;
      // A menu that closes gives the focus back while another panel opens, and two cannot open at once.
      waiting = setTimeout(show);
    };
    const onkey = (event: KeyboardEvent) => {
      if (event.key === 'Escape') hide();
    };

    control.addEventListener('pointerenter', onenter);
    control.addEventListener('pointerleave', hide);
    control.addEventListener('pointerdown', hide);
    control.addEventListener('focus', onfocus);
    control.addEventListener('blur', hide);
    control.addEventListener('keydown', onkey);
    return () => {
      hide();
      control.removeEventListener('pointerenter', onenter);
      control.removeEventListener('pointerleave', hide);
      control.removeEventListener('pointerdown', hide);
      control.removeEventListener('focus', onfocus);
      control.removeEventListener('blur', hide);
      control.removeEventListener('keydown', onkey);
    };
  };
}
