import type { House } from './house.ts';
import type { Report } from './report.ts';
import { faultsOf, middle, takeTurns } from './turns.ts';

/** 1,000 readers of one channel, 50 messages a second. */
export async function fanout(house: House): Promise<Report> {
  const readers = 1000;
  const turns = await takeTurns(house, {
    people: readers,
    channels: [Array.from({ length: readers }, (_, n) => n)],
    load: { perSecond: 50, seconds: 5 },
    turns: 3,
    processes: 2,
  });
  const { ours, bare } = turns;
  return {
    bench: 'fanout',
    ours: middle(ours, (t) => t.deliveries / t.cpu),
    bare: middle(bare, (t) => t.deliveries / t.cpu),
    unit: 'deliveries per CPU second of the server',
    figures: {
      deliveryP50Ms: middle(ours, (t) => t.times.at(0.5)),
      deliveryP99Ms: middle(ours, (t) => t.times.at(0.99)),
      bareDeliveryP99Ms: middle(bare, (t) => t.times.at(0.99)),
      deliveriesPerTurn: middle(ours, (t) => t.deliveries),
      bytesPerDelivery: middle(ours, (t) => t.bytes / t.deliveries),
      bareBytesPerDelivery: middle(bare, (t) => t.bytes / t.deliveries),
      ...faultsOf(turns),
    },
    targets: { ratio: { least: 0.8 } },
  };
}
