const everyMs = 20_000;

/** The time, moving on while a component that asks stands. */
export class MinuteClock {
  now = $state(Date.now());

  /** Begins to move; the answer stops it. */
  start(): () => void {
    const timer = setInterval(() => (this.now = Date.now()), everyMs);
    return () => clearInterval(timer);
  }
}
