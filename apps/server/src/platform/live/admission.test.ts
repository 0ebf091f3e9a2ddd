import { expect, test } from 'vitest';
import { Doorstep } from './admission.ts';

test('a stranger is looked up only so often, and costs nobody else at his address', () => {
  const doorstep = new Doorstep();
  doorstep.ask('session=hanako', '192.0.2.7', 0)?.settle(true);
  let asked = 0;
  for (let n = 0; n < 5000; n += 1) {
    const visit = doorstep.ask(`session=guess-${n}`, '192.0.2.7', 1);
    if (visit) asked += 1;
    visit?.settle(false);
  }
  expect(asked).toBeLessThanOrEqual(500);
  expect(doorstep.ask('session=hanako', '192.0.2.7', 1)?.isKnown).toBe(true);
  expect(doorstep.ask('session=ken', '192.0.2.8', 1)).toBeDefined();
  // The address itself is asked again soon.
  expect(doorstep.ask('session=ken', '192.0.2.7', 1001)).toBeDefined();
});

test('one session is heard only so often, and costs nobody else a place', () => {
  const doorstep = new Doorstep();
  const knock = (session: string, now: number) => {
    const visit = doorstep.ask(session, '192.0.2.7', now);
    visit?.settle(true);
    return visit !== undefined;
  };
  const heard = Array.from({ length: 5000 }, () => knock('hanako', 1)).filter(Boolean);
  expect(heard.length).toBeLessThanOrEqual(61);
  expect(knock('ken', 1)).toBe(true);
  expect(knock('hanako', 1001)).toBe(true);
});

test('six pages of one person come back at once, and once more after a cut line', () => {
  const doorstep = new Doorstep();
  for (const now of [0, 1, 5, 5000]) {
    const visits = Array.from({ length: 6 }, () => doorstep.ask('hanako', '192.0.2.7', now));
    expect(visits).not.toContain(undefined);
    for (const visit of visits) visit?.settle(true);
  }
});

test('a hall that comes back behind one address is let in, however many', () => {
  const doorstep = new Doorstep();
  const isLetIn = Array.from({ length: 5000 }, (_, n) => {
    const visit = doorstep.ask(`session=${n}`, '192.0.2.7', 0);
    visit?.settle(true);
    return visit !== undefined;
  });
  expect(isLetIn).not.toContain(false);
});
