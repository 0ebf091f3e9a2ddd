// found by: boundaries/dependencies
export { fits } from '../messages/timeline.svelte.ts';
