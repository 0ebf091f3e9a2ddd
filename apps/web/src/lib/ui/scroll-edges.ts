import type { Attachment } from 'svelte/attachments';

/** Marks what scrolls sideways while more of it lies before or after what is seen. */
export const scrollEdges: Attachment<HTMLElement> = (scroller) => {
  const look = () => {
    const before = scroller.scrollLeft;
    scroller.toggleAttribute('data-before', before > 1);
    scroller.toggleAttribute('data-after', scroller.scrollWidth - scroller.clientWidth - before > 1);
  };
  const sizes = new ResizeObserver(look);
  for (const part of [scroller, ...scroller.children]) sizes.observe(part);
  scroller.addEventListener('scroll', look, { passive: true });
  return () => {
    sizes.disconnect();
    scroller.removeEventListener('scroll', look);
  };
};
