import type { Call } from '@engawa/contract/calls';
import type { Tx } from '@engawa/db/transact';
import type { CommandTable } from '#platform/live/command.ts';
import type { Me } from '#platform/me.ts';
import type { Platform } from '#platform/platform.ts';
import { addPerson, passCall } from './add-person.ts';
import { acceptCall } from './accept-call.ts';
import { cancelCall, declineCall } from './decline-call.ts';
import { enterCall } from './enter-call.ts';
import { hangUp } from './hang-up.ts';
import { holdCall } from './hold-call.ts';
import { offerCall } from './offer-call.ts';

/** What a command answers is remembered for ever: the words that a call came with are told by its event only. */
const wordless =
  <I>(run: (tx: Tx, me: Me, input: I, platform: Platform) => Promise<Call>) =>
  async (tx: Tx, me: Me, input: I, platform: Platform): Promise<Call> => ({
    ...(await run(tx, me, input, platform)),
    about: '',
  });

export function callCommands(table: CommandTable): void {
  table.add('call:offer', wordless(offerCall));
  table.add('call:accept', wordless(acceptCall));
  table.add('call:decline', wordless(declineCall));
  table.add('call:cancel', wordless(cancelCall));
  table.add('call:hang-up', hangUp);
  table.add('call:hold', holdCall);
  table.add('call:add', addPerson);
  table.add('call:pass', passCall);
  table.addAlone('call:enter', enterCall);
}
