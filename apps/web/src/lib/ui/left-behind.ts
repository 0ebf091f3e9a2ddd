/**
 * Whether a row is left for good by this event: neither pointer nor focus stays in it and no menu of it is
 * open. What a row shows only while somebody is at it must not vanish under a press of the pointer, which
 * takes the focus first and clicks afterwards.
 */
export function isLeftBehind(event: FocusEvent | PointerEvent): boolean {
  const row = event.currentTarget;
  if (!(row instanceof HTMLElement) || row.querySelector(':popover-open')) return false;
  if (event.type === 'pointerleave') return !row.matches(':focus-within');
  const next = event.relatedTarget;
  return !row.matches(':hover') && !(next instanceof Node && row.contains(next));
}
