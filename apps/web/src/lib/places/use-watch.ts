import { placeIdleSeconds } from '@engawa/contract/limits';

const signs = ['pointerdown', 'pointermove', 'keydown', 'wheel', 'touchstart'] as const;
const lookMs = 1000;
const sayMs = 20_000;
const warnSeconds = 20;

type Watching = {
  /** Whether something is going on that needs no hand: a call. */
  isBusy: () => boolean;
  /** Somebody uses it: said now and then. */
  onused: () => void;
  /** So many seconds are left; undefined while there is no hurry. */
  onwarn: (seconds: number | undefined) => void;
  onidle: () => void;
};

/** Watches whether somebody uses this page. Answers how to stop. */
export function watchUse({ isBusy, onused, onwarn, onidle }: Watching): () => void {
  let usedAt = Date.now();
  let saidAt = Date.now();
  const used = () => (usedAt = Date.now());
  for (const sign of signs) document.addEventListener(sign, used, { capture: true, passive: true });
  const timer = setInterval(() => {
    if (isBusy()) used();
    const now = Date.now();
    if (usedAt > saidAt && now - saidAt >= sayMs) {
      saidAt = now;
      onused();
    }
    const left = Math.ceil(placeIdleSeconds - (now - usedAt) / 1000);
    onwarn(left <= warnSeconds ? Math.max(0, left) : undefined);
    if (left <= 0) onidle();
  }, lookMs);
  return () => {
    clearInterval(timer);
    for (const sign of signs) document.removeEventListener(sign, used, { capture: true });
  };
}
