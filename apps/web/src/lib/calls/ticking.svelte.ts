/** Something that is read anew every second while a component stands. */
export function ticking<T>(read: () => T): { readonly now: T } {
  let value = $state.raw(read());
  // The clock is outside of Svelte.
  $effect(() => {
    value = read();
    const timer = setInterval(() => (value = read()), 250);
    return () => clearInterval(timer);
  });
  return {
    get now() {
      return value;
    },
  };
}
