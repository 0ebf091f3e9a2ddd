import type { House } from './house.ts';
import type { Report } from './report.ts';
import { faultsOf, middle, takeTurns } from './turns.ts';

/** 150 messages a second over 20 channels of 50 readers. */
export async function latency(house: House): Promise<Report> {
  const turns = await takeTurns(house, {
    people: 1000,
    channels: Array.from({ length: 20 }, (_, c) => Array.from({ length: 50 }, (__, n) => c * 50 + n)),
    load: { perSecond: 150, seconds: 8 },
    turns: 3,
    processes: 2,
  });
  const { ours, bare } = turns;
  const deliveryP99Ms = middle(ours, (t) => t.times.at(0.99));
  return {
    bench: 'latency',
    ours: deliveryP99Ms,
    bare: middle(bare, (t) => t.times.at(0.99)),
    unit: 'ms from sending to the last reader but one in a hundred',
    figures: {
      ackP50Ms: middle(ours, (t) => t.ackTimes.at(0.5)),
      ackP99Ms: middle(ours, (t) => t.ackTimes.at(0.99)),
      deliveryP50Ms: middle(ours, (t) => t.times.at(0.5)),
      deliveryP99Ms,
      ...faultsOf(turns),
    },
    targets: { ackP99Ms: { most: 50 }, deliveryP99Ms: { most: 100 } },
  };
}
