/** Whether the page is used by finger: its keyboards compose each word, and have no keys to learn. */
export const isByTouch = (): boolean => matchMedia('(pointer: coarse) and (hover: none)').matches;
