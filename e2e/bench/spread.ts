/** How times spread, in steps of 0.05 ms: small enough to send between processes and to add up. */
export class Spread {
  readonly steps = new Map<number, number>();

  add(ms: number): void {
    const step = Math.max(0, Math.round(ms * 20));
    this.steps.set(step, (this.steps.get(step) ?? 0) + 1);
  }

  /** Takes in another spread as `told` wrote it. */
  join(told: [number, number][]): this {
    for (const [step, count] of told) this.steps.set(step, (this.steps.get(step) ?? 0) + count);
    return this;
  }

  get told(): [number, number][] {
    return [...this.steps];
  }

  get count(): number {
    return [...this.steps.values()].reduce((sum, count) => sum + count, 0);
  }

  /** The time in ms that `part` of all stay within. */
  at(part: number): number {
    const wanted = Math.ceil(this.count * part);
    let seen = 0;
    for (const [step, count] of this.told.sort(([a], [b]) => a - b)) {
      seen += count;
      if (seen >= wanted) return step / 20;
    }
    return 0;
  }
}

export const median = (numbers: readonly number[]): number => {
  const sorted = [...numbers].sort((a, b) => a - b);
  const middle = Math.floor(sorted.length / 2);
  const [low = 0, high = 0] = [sorted[Math.ceil(sorted.length / 2) - 1], sorted[middle]];
  return (low + high) / 2;
};
