import { tick } from 'svelte';

/** Takes the person to the first field that is marked as wrong, once its words stand. */
export async function toFirstFault(form: HTMLFormElement): Promise<void> {
  await tick();
  const field = form.querySelector<HTMLElement>('[aria-invalid=true]');
  field?.focus();
  field?.scrollIntoView({ block: 'center' });
}
