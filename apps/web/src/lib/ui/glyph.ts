import type { Component } from 'svelte';

/** An outline icon, imported one by one from the Tabler set. */
export type Glyph = Component<Record<string, unknown>>;
