import type { Ground } from './hostile-values.ts';
import { TestBrowser } from './test-browser.ts';
import { testHouse, type Made, type TestHouse } from './test-house.ts';

/** A house under attack: somebody with every right to attack as, a channel, and whatever no guard caught. */
export type Attacked = {
  house: TestHouse;
  owner: Made;
  channel: string;
  ground: Ground;
  /** What reached the log as an error. */
  faults: unknown[];
  browser: () => TestBrowser;
};

/** Opens a house whose log is watched for faults. */
export async function openAttacked(): Promise<Attacked> {
  const house = await testHouse();
  const owner = await house.person('中出 さやか', { roles: ['system', 'audit', 'records'] });
  const channel = await house.channel('総務連絡', [owner], { kind: 'public' });
  const colleague = await house.connect(owner);
  const { id } = await colleague.command('message:send', { channelId: channel, body: '内示' });
  const { memoId } = await colleague.command('memo:write', {
    to: { personId: owner.id },
    caller: { name: '北川', organisation: '', number: '' },
    ask: 'called',
    urgent: false,
    subject: '',
    note: '',
    label: '2',
    dueOn: null,
  });
  const faults: unknown[] = [];
  const { log } = house.platform;
  log.error = (...args: unknown[]) => void faults.push(args);
  return {
    house,
    owner,
    channel,
    ground: { channel, message: id, owner: owner.id, memo: memoId },
    faults,
    browser: () => new TestBrowser(house.origins.lgwan, owner.cookies.lgwan),
  };
}

/** The faults in a form that a failing test can show. */
export const faultsIn = ({ faults }: Attacked): string[] =>
  faults.map((fault) =>
    JSON.stringify(fault, (_key, value: unknown) => (value instanceof Error ? value.stack : value)),
  );
