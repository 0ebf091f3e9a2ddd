import { userScope } from '@engawa/contract/scopes';
import type { CommandOutput, CommandParsed } from '@engawa/contract/socket';
import type { Tx } from '@engawa/db/transact';
import { newId } from '@engawa/db/id';
import { businessDay } from '#platform/clock.ts';
import { AppError } from '#platform/errors.ts';
import { publish } from '#platform/live/publish.ts';
import type { Me } from '#platform/me.ts';
import type { Platform } from '#platform/platform.ts';
import { callLabel, mayTalk } from '../calls/policy.ts';
import { checkText } from '../memos/policy.ts';
import { peopleInSection, sectionStands } from '../people/in-section.ts';
import { readWhereabouts } from '../presence/read-standing.ts';
import { isThere, pairOf, waitMs } from './policy.ts';
import { insertKnock, personToAsk } from './queries.ts';
import { tellKnock } from './tell-knock.ts';

/** Asks one person whether now is a good moment; nothing rings. */
export async function askFirst(
  tx: Tx,
  me: Me,
  { personId, about, device }: CommandParsed<'knock:ask'>,
  platform: Platform,
): Promise<CommandOutput<'knock:ask'>> {
  checkText(about);
  await checkPerson(tx, me, personId, platform);
  const caller = { name: '', organisation: '', number: '' };
  const to = { personId };
  return write(tx, me, platform, { to, asked: [personId], about, caller, device, holds: false });
}

/** 外線お待たせ中: somebody holds on the desk phone, and a person or a whole section is asked without ringing. */
export async function holdLine(
  tx: Tx,
  me: Me,
  { to, about, caller, device }: CommandParsed<'knock:hold'>,
  platform: Platform,
): Promise<CommandOutput<'knock:hold'>> {
  checkText(about, ...Object.values(caller));
  if ('personId' in to) {
    await checkPerson(tx, me, to.personId, platform);
    return write(tx, me, platform, { to, asked: [to.personId], about, caller, device, holds: true });
  }
  if (!mayTalk(platform.zones, me)) throw new AppError('no_calls_here');
  const today = businessDay(platform.clock.now());
  if (!(await sectionStands(tx, to.sectionId, today))) throw new AppError('not_found');
  const people = await peopleInSection(tx, to.sectionId, today);
  const where = await readWhereabouts(tx, people, platform);
  const asked = people.filter((id) => {
    const one = where.get(id);
    return id !== me.personId && one !== undefined && isThere(one, hasPage(platform, id));
  });
  if (asked.length === 0) throw new AppError('nobody_there');
  return write(tx, me, platform, { to, asked, about, caller, device, holds: true });
}

async function checkPerson(tx: Tx, me: Me, personId: string, platform: Platform): Promise<void> {
  if (personId === me.personId) throw new AppError('invalid_input');
  if (!mayTalk(platform.zones, me)) throw new AppError('no_calls_here');
  const person = await personToAsk(tx, personId);
  if (!person) throw new AppError('not_found');
  if (person.disabledAt || person.leftOn) throw new AppError('person_left');
  const where = (await readWhereabouts(tx, [personId], platform)).get(personId);
  if (!where?.connected && !hasPage(platform, personId)) throw new AppError('not_at_screen');
  if (where?.quietUntil) throw new AppError('quiet_now');
}

/** A page that was opened a moment ago is no standing yet. */
const hasPage = ({ live }: Platform, personId: string) => live.socketsOf(userScope(personId)).length > 0;

type Asking = {
  to: CommandParsed<'knock:hold'>['to'];
  asked: readonly string[];
  about: string;
  caller: CommandParsed<'knock:hold'>['caller'];
  device: string;
  holds: boolean;
};

async function write(
  tx: Tx,
  { personId: askerId }: Me,
  { clock, live }: Platform,
  { to, asked, about, caller, device, holds }: Asking,
): Promise<{ knockId: string }> {
  const at = clock.now();
  const row = await insertKnock(
    tx,
    {
      id: newId(),
      askerId,
      device,
      personId: 'personId' in to ? to.personId : null,
      sectionId: 'sectionId' in to ? to.sectionId : null,
      holds,
      about,
      callerName: caller.name,
      callerOrganisation: caller.organisation,
      callerNumber: caller.number,
      label: callLabel,
      pairKey: pairOf(askerId, to, holds),
      state: 'asked',
      askedAt: at,
      dueAt: new Date(at.getTime() + (holds ? waitMs.held : waitMs.asked)),
    },
    asked,
  );
  if (!row) throw new AppError('knock_open');
  await publish(tx, live.deliver, at, await tellKnock(tx, row));
  return { knockId: row.id };
}
