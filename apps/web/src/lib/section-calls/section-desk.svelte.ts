export { SectionBook } from './section-book.svelte.ts';
export { default as View } from './SectionDesk.svelte';
