const focusable =
  'a[href], button:not(:disabled), input:not(:disabled), textarea:not(:disabled), select:not(:disabled), [tabindex="0"]';

const lastIn = new WeakMap<Element, HTMLElement>();

/** Remembers where the focus was in each pane, so that coming back is coming back. */
export function rememberFocus(event: FocusEvent): void {
  const { target } = event;
  if (!(target instanceof HTMLElement)) return;
  const pane = target.closest('[data-pane]');
  if (pane) lastIn.set(pane, target);
}

function firstIn(pane: Element): HTMLElement | undefined {
  const before = lastIn.get(pane);
  if (before?.isConnected && before.getClientRects().length > 0) return before;
  const wanted = pane.querySelector<HTMLElement>('[data-pane-first]');
  if (wanted) return wanted;
  return [...pane.querySelectorAll<HTMLElement>(focusable)].find((item) => item.getClientRects().length > 0);
}

/** Moves the focus to the next pane (or the one before), round and round. */
export function movePane(step: 1 | -1): void {
  const panes = [...document.querySelectorAll('[data-pane]')].filter(
    (pane) => pane.getClientRects().length > 0,
  );
  const now = panes.findIndex((pane) => pane.contains(document.activeElement));
  for (let tried = 1; tried <= panes.length; tried++) {
    const pane = panes[(Math.max(now, step === 1 ? -1 : 0) + step * tried + panes.length * 2) % panes.length];
    const target = pane && firstIn(pane);
    if (target) {
      target.focus();
      return;
    }
  }
}
