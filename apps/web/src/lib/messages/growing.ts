import type { Attachment } from 'svelte/attachments';

/** Browsers that grow a field by themselves need no measuring, which lays the whole page out at each key. */
const growsItself = CSS.supports('field-sizing', 'content');

/** Lets a text field grow with its lines, up to a third of the page. */
export function growing(text: () => string, share = 0.33): Attachment<HTMLTextAreaElement> {
  return (field) => {
    if (growsItself) return;
    text();
    field.style.height = 'auto';
    const edges = field.offsetHeight - field.clientHeight;
    field.style.height = `${Math.min(field.scrollHeight + edges, Math.round(innerHeight * share))}px`;
  };
}
