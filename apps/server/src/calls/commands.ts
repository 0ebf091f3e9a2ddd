import type { CommandTable } from '#platform/live/command.ts';
import { acceptCall } from './accept-call.ts';
import { cancelCall, declineCall } from './decline-call.ts';
import { hangUp } from './hang-up.ts';
import { offerCall } from './offer-call.ts';

export function callCommands(table: CommandTable): void {
  table.add('call:offer', offerCall);
  table.add('call:accept', acceptCall);
  table.add('call:decline', declineCall);
  table.add('call:cancel', cancelCall);
  table.add('call:hang-up', hangUp);
}
