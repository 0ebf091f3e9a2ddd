import { z } from 'zod';
import { Done, line, Writing, type Commands, type Events } from './base.ts';

/** The network a request came in on: the listener decides, never a header. */
export const Zone = z.enum(['lgwan', 'internet', 'guest']);
export type Zone = z.infer<typeof Zone>;

export const ZoneAction = z.enum(['open', 'download', 'print', 'guest', 'notify', 'call', 'keep']);
export type ZoneAction = z.infer<typeof ZoneAction>;

/** 自治体機密性: a label is data, ordered by rank (higher is stricter). */
export const Label = z.strictObject({
  code: z.string(),
  name: z.string(),
  nameEn: z.string(),
  rank: z.int(),
  caution: z.boolean(),
});
export type Label = z.infer<typeof Label>;

export const ZoneRule = z.strictObject({
  zone: Zone,
  label: z.string(),
  action: ZoneAction,
  allowed: z.boolean(),
});
export type ZoneRule = z.infer<typeof ZoneRule>;

export const LabelTable = z.strictObject({ labels: z.array(Label), rules: z.array(ZoneRule) });
export type LabelTable = z.infer<typeof LabelTable>;

export const labelCommands = {
  'label:rule': { input: Writing.extend(ZoneRule.shape), output: Done },
  'label:rename': {
    input: Writing.extend({ code: z.string(), name: line(40), nameEn: line(60) }),
    output: Done,
  },
} as const satisfies Commands;

export const labelEvents = {
  // org
  'labels:changed': LabelTable,
  // channel:<id>: from here on nothing of this channel is for that zone
  'zone:closed': z.strictObject({ zone: Zone, label: z.string() }),
} as const satisfies Events;
