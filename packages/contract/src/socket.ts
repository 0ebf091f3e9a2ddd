import type { z } from 'zod';
import { adminCommands, adminEvents } from './admin.ts';
import { callCommands, callEvents } from './calls.ts';
import { channelCommands, channelEvents } from './channels.ts';
import { knockCommands, knockEvents } from './knocks.ts';
import { helpCallCommands, helpCallEvents } from './help-calls.ts';
import { labelCommands, labelEvents } from './labels.ts';
import { memoCommands, memoEvents } from './memos.ts';
import { messageCommands, messageEvents } from './messages.ts';
import { peopleCommands, peopleEvents } from './people.ts';
import { preferenceCommands, preferenceEvents } from './preferences.ts';
import { placeCommands } from './places.ts';
import { presenceCommands } from './presence.ts';
import { sectionCallCommands, sectionCallEvents } from './section-calls.ts';
import { sessionCommands, sessionEvents } from './sessions.ts';

/** Every writing command, by name. Sent over the socket, or as POST /api/commands/<name>. */
export const commands = {
  ...sessionCommands,
  ...preferenceCommands,
  ...peopleCommands,
  ...labelCommands,
  ...channelCommands,
  ...messageCommands,
  ...memoCommands,
  ...callCommands,
  ...knockCommands,
  ...sectionCallCommands,
  ...helpCallCommands,
  ...placeCommands,
  ...presenceCommands,
  ...adminCommands,
} as const;

/** Every durable event, by type. */
export const events = {
  ...sessionEvents,
  ...preferenceEvents,
  ...peopleEvents,
  ...labelEvents,
  ...channelEvents,
  ...messageEvents,
  ...memoEvents,
  ...callEvents,
  ...knockEvents,
  ...sectionCallEvents,
  ...helpCallEvents,
  ...adminEvents,
} as const;

export type CommandName = keyof typeof commands;
export type CommandInput<N extends CommandName> = z.input<(typeof commands)[N]['input']>;
export type CommandParsed<N extends CommandName> = z.output<(typeof commands)[N]['input']>;
export type CommandOutput<N extends CommandName> = z.output<(typeof commands)[N]['output']>;

export type EventType = keyof typeof events;
export type EventData<T extends EventType> = z.output<(typeof events)[T]>;
