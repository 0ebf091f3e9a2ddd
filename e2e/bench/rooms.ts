import type { House } from './house.ts';
import type { Report } from './report.ts';
import { faultsOf, middle, takeTurns, type Turn } from './turns.ts';

/** 50 channels of 20 readers, 100 messages a second in all: what a town hall does all day. */
export async function rooms(house: House): Promise<Report> {
  const turns = await takeTurns(house, {
    people: 1000,
    channels: Array.from({ length: 50 }, (_, c) => Array.from({ length: 20 }, (__, n) => c * 20 + n)),
    load: { perSecond: 100, seconds: 6 },
    turns: 4,
  });
  const { ours, bare } = turns;
  const per1000 = (t: Turn) => ((t.cpu + t.databaseCpu) / t.deliveries) * 1000;
  const cpuPer1000 = middle(ours, per1000);
  return {
    bench: 'rooms',
    ours: cpuPer1000,
    bare: middle(bare, (t) => (t.cpu / t.deliveries) * 1000),
    unit: 'CPU seconds per 1,000 deliveries',
    figures: {
      cpuPer1000,
      serverPer1000: middle(ours, (t) => (t.cpu / t.deliveries) * 1000),
      databasePer1000: middle(ours, (t) => (t.databaseCpu / t.deliveries) * 1000),
      p50Ms: middle(ours, (t) => t.times.at(0.5)),
      p99Ms: middle(ours, (t) => t.times.at(0.99)),
      bareP50Ms: middle(bare, (t) => t.times.at(0.5)),
      ackP50Ms: middle(ours, (t) => t.ackTimes.at(0.5)),
      bytesPerDelivery: middle(ours, (t) => t.bytes / t.deliveries),
      bareBytesPerDelivery: middle(bare, (t) => t.bytes / t.deliveries),
      ...faultsOf(turns),
    },
    targets: { ratio: { most: 2.3 }, p50Ms: { most: 2 } },
  };
}
