import type { Made, TestHouse } from './test-house.ts';

/** Everybody whose rights differ, by what they are to a channel and to the hall. */
export type HallPeople = Record<
  'outsider' | 'member' | 'owner' | 'head' | 'administrator' | 'auditor' | 'recorder',
  Made
>;

/** A wish to be called back, of the strictest label, which the internet may not open. */
export const strictMemo = {
  caller: null,
  ask: 'call_back',
  urgent: false,
  subject: '内示の件',
  note: '',
  label: '3A',
  dueOn: null,
} as const;

/** Peoples a house for the proofs of rights: one of each, two administrators, a section with its head. */
export async function peopleHall(house: TestHouse, clerks: Made[] = []): Promise<HallPeople> {
  const people = {
    outsider: await house.person('山本 真理'),
    member: await house.person('松井 健'),
    owner: await house.person('中出 さやか'),
    head: await house.person('高橋 修'),
    administrator: await house.person('髙田 美咲', { roles: ['system'] }),
    auditor: await house.person('岸 洋平', { roles: ['audit'] }),
    recorder: await house.person('渡邉 光', { roles: ['records'] }),
  };
  await house.person('二人目 管理', { roles: ['system'] });
  await house.section('総務課', [people.head], [...clerks, people.member]);
  return people;
}
