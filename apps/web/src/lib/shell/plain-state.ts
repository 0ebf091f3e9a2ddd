/**
 * What the state of a page in the history is written as: plain JSON. SvelteKit brings devalue for this, with all
 * that pages rendered on a server need; there are none here. vite.config.ts puts this file in its place.
 */
export const stringify = (state: unknown): string => JSON.stringify(state);

/** Reads what `stringify` wrote. */
export const parse = (text: string): unknown => JSON.parse(text);

const none = (): never => {
  throw new Error('no page here is rendered by a server');
};

export { none as uneval, none as unflatten, none as stringifyAsync };
