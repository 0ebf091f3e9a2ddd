import { z } from 'zod';

export { protocolVersion } from './protocol.ts';

/** A durable event: `seq` has no gaps within `scope` and its order is commit order. */
export const LiveEvent = z.strictObject({
  scope: z.string(),
  seq: z.int(),
  type: z.string(),
  data: z.unknown(),
});
export type LiveEvent = z.infer<typeof LiveEvent>;

/** The newest seq of each scope that a page follows. */
export const Cursors = z.record(z.string().max(64), z.int().min(0));
export type Cursors = z.infer<typeof Cursors>;

/**
 * Where one scope stands after a resume. `limited`: too much was missed, read the screen again. `more`: the
 * answer was full, live:fill goes on where its events end.
 */
export type ResumedScope = { head: number; events: LiveEvent[]; limited: boolean; more?: true };

/** The answer of live:resume. A scope that is missing may no longer be followed. */
export type Resumed = { scopes: Record<string, ResumedScope> };

/** What a page says when it connects. Whoever gives cursors is told with the hello what it missed. */
export type Greeting = { protocol: number; cursors?: Cursors };

/**
 * The first thing a socket hears: who it is, how long to spread a reconnect over, what it speaks. Behind it
 * comes `Resumed` where the page gave its cursors.
 */
export type Hello = {
  protocol: number;
  personId: string;
  sessionId: string;
  zone: string;
  spreadMs: number;
  serverTime: string;
};

/** The answer to any command: data, or an error that says whether trying again can help. */
export type Answer<T> = { ok: true; data: T } | { ok: false; error: import('./errors.ts').ErrorBody };

export const ResumeInput = z.strictObject({ cursors: Cursors });
export const FillInput = z.strictObject({
  scope: z.string().max(64),
  after: z.int().min(0),
  upTo: z.int().min(0),
});

/** Never stored, latest wins. */
export const TypingInput = z.strictObject({ channelId: z.uuid() });
export type Typing = { channelId: string; personId: string };

/** How far a channel has been read: [readNo, people], only the newest numbers, at most once a second. */
export type ReadCounts = { channelId: string; counts: [number, number][] };
