import { z } from 'zod';
import { Id, Instant } from './base.ts';
import { ChannelEntry, Folder } from './channels.ts';
import { LabelTable, Zone } from './labels.ts';
import { Cursors } from './live.ts';
import { Stamp } from './messages.ts';
import { Role } from './sessions.ts';
import { Preferences } from './preferences.ts';

/** Everything a page needs to stand: read in one snapshot together with the seq of each scope. */
export const Start = z.strictObject({
  protocol: z.int(),
  serverTime: Instant,
  hallName: z.string(),
  helpLine: z.string(),
  /** Whether the hall lets a 個人番号 be sent where a reason is given. */
  myNumberWithReason: z.boolean(),
  me: z.strictObject({
    id: Id,
    sessionId: Id,
    zone: Zone,
    roles: z.array(Role),
    headOf: z.array(Id),
    /** 32 bytes that close what this person leaves on a machine; told to their sessions only. */
    keptSecret: z.base64(),
    /** This is a shared PC that was taken over for a while. */
    atPlace: z.boolean(),
  }),
  preferences: Preferences,
  channels: z.array(ChannelEntry),
  folders: z.array(Folder),
  labels: LabelTable,
  stamps: z.array(Stamp),
  cursors: Cursors,
});
export type Start = z.infer<typeof Start>;
