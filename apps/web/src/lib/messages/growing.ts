import type { Attachment } from 'svelte/attachments';

/** Lets a text field grow with its lines, up to a third of the page. */
export function growing(text: () => string, share = 0.33): Attachment<HTMLTextAreaElement> {
  return (field) => {
    text();
    field.style.height = 'auto';
    const edges = field.offsetHeight - field.clientHeight;
    field.style.height = `${Math.min(field.scrollHeight + edges, Math.round(innerHeight * share))}px`;
  };
}
