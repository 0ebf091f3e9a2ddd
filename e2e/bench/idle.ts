import type { Plan } from './town.ts';

/** So many people, each in 30 channels of a hundred: a large hall. */
export function largeHall(people: number): Plan {
  const each = 30;
  const count = Math.max(each, Math.round((people * each) / 100));
  const channels = Array.from({ length: count }, () => Array<number>());
  for (let person = 0; person < people; person += 1) {
    for (let n = 0; n < each; n += 1) channels[(person * each + n) % count]?.push(person);
  }
  return { people, channels };
}
