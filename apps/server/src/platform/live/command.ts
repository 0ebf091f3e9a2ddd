import { createHash } from 'node:crypto';
import { setTimeout as pause } from 'node:timers/promises';
import type { z } from 'zod';
import {
  commands,
  type CommandInput,
  type CommandName,
  type CommandOutput,
  type CommandParsed,
} from '@engawa/contract/socket';
import type { Answer } from '@engawa/contract/live';
import { transact, type Tx } from '@engawa/db/transact';
import { AppError, asAppError, errorBody } from '../errors.ts';
import { newId } from '@engawa/db/id';
import type { Me } from '../me.ts';
import type { Platform } from '../platform.ts';

/** A writing command: runs inside one transaction and is remembered by its client id. */
export type Run<N extends CommandName> = (
  tx: Tx,
  me: Me,
  input: CommandParsed<N>,
  platform: Platform,
) => Promise<CommandOutput<N>>;

/** A command that is idempotent by itself and brings its own transaction. */
export type RunAlone<N extends CommandName> = (
  platform: Platform,
  me: Me,
  input: CommandParsed<N>,
) => Promise<CommandOutput<N>>;

type Entry = (platform: Platform, me: Me, input: { clientId: string }) => Promise<unknown>;

/** Every command of every room, by name. */
export class CommandTable {
  #entries = new Map<string, Entry>();
  readonly #running = new Set<Promise<unknown>>();
  #isClosed = false;

  add<N extends CommandName>(name: N, run: Run<N>): void {
    this.#entries.set(name, (platform, me, input) => once(platform, me, name, input, run, 'kept'));
  }

  /** A command whose result is a secret: it is not remembered, so a retry can only say that it was shown. */
  addShownOnce<N extends CommandName>(name: N, run: Run<N>): void {
    this.#entries.set(name, (platform, me, input) => once(platform, me, name, input, run, 'shown once'));
  }

  addAlone<N extends CommandName>(name: N, run: RunAlone<N>): void {
    // The input was parsed with the schema of this very name.
    // eslint-disable-next-line @typescript-eslint/consistent-type-assertions -- an input was parsed with the schema of this very name, a result was written by it
    this.#entries.set(name, (platform, me, input) => run(platform, me, input as CommandParsed<N>));
  }

  /** Refuses what comes from now on, and waits for what is under way, so long at most. */
  async close(patienceMs: number): Promise<void> {
    this.#isClosed = true;
    await Promise.race([Promise.allSettled(this.#running), pause(patienceMs, undefined, { ref: false })]);
  }

  get names(): string[] {
    return [...this.#entries.keys()].sort();
  }

  /** Parses, runs and answers; never throws. */
  async answer(platform: Platform, me: Me, name: unknown, input: unknown): Promise<Answer<unknown>> {
    const started = performance.now();
    const known =
      // eslint-disable-next-line @typescript-eslint/consistent-type-assertions -- an input was parsed with the schema of this very name, a result was written by it
      typeof name === 'string' && Object.hasOwn(commands, name) ? (name as CommandName) : undefined;
    try {
      const entry = known && this.#entries.get(known);
      if (!entry) throw new AppError('not_found');
      const schema: z.ZodType = commands[known].input;
      const parsed = schema.safeParse(input);
      if (!parsed.success) throw new AppError('invalid_input', faultOf(parsed.error));
      // A page keeps what was refused so, and sends it to the server that comes next.
      if (this.#isClosed) throw new AppError('unavailable', { retryAfterMs: 1000 });
      // eslint-disable-next-line @typescript-eslint/consistent-type-assertions -- an input was parsed with the schema of this very name, a result was written by it
      const running = entry(platform, me, parsed.data as CommandParsed<typeof known>);
      this.#running.add(running);
      const data = await running.finally(() => this.#running.delete(running));
      platform.metrics.commands.observe({ name: known, outcome: 'ok' }, (performance.now() - started) / 1000);
      return { ok: true, data };
    } catch (error) {
      const known = asAppError(error);
      const id = newId();
      if (!known) platform.log.error({ err: error, id, command: name }, 'command failed');
      const told = known ?? new AppError('unexpected');
      if (told.code === 'unavailable') platform.live.doubt();
      const outcome = told.code;
      platform.metrics.commands.observe(
        { name: typeof name === 'string' && Object.hasOwn(commands, name) ? name : 'unknown', outcome },
        (performance.now() - started) / 1000,
      );
      return { ok: false, error: errorBody(told, known ? undefined : id) };
    }
  }
}

/** Where in the input the first fault lies; the value itself is not repeated. */
export function faultOf(error: z.ZodError): { detail: Record<string, string> } {
  const [issue] = error.issues;
  return { detail: { field: issue?.path.join('.') ?? '', rule: issue?.code ?? '' } };
}

const inputHashOf = (name: CommandName, content: object): Buffer =>
  createHash('sha256').update(name).update(JSON.stringify(content)).digest();

/** Takes away what these inputs of an author are known by again: a short text could be guessed by it. */
export async function forgetInputs<N extends CommandName>(
  tx: Tx,
  authorId: string,
  name: N,
  inputs: Omit<CommandParsed<N>, 'clientId'>[],
): Promise<void> {
  await tx
    .updateTable('commandResult')
    .set({ inputHash: Buffer.alloc(0) })
    .where('authorId', '=', authorId)
    .where('name', '=', name)
    .where(
      'inputHash',
      'in',
      inputs.map((input) => inputHashOf(name, input)),
    )
    .execute();
}

async function once<N extends CommandName>(
  platform: Platform,
  me: Me,
  name: N,
  input: { clientId: string },
  run: Run<N>,
  result: 'kept' | 'shown once',
): Promise<CommandOutput<N>> {
  const { clientId, ...content } = input;
  const inputHash = inputHashOf(name, content);
  return transact(platform.db, async (tx) => {
    // A concurrent twin waits here until the first has committed or rolled back.
    const first = await tx
      .insertInto('commandResult')
      .values({
        authorId: me.personId,
        clientId,
        name,
        inputHash,
        result: JSON.stringify(null),
        at: platform.clock.now(),
      })
      .onConflict((oc) => oc.doNothing())
      .returning('clientId')
      .executeTakeFirst();
    if (!first) {
      const earlier = await tx
        .selectFrom('commandResult')
        .select(['inputHash', 'result'])
        .where('authorId', '=', me.personId)
        .where('clientId', '=', clientId)
        .executeTakeFirstOrThrow();
      // Where a text was redacted, no hash of it is left to compare with.
      if (earlier.inputHash.length > 0 && !inputHash.equals(earlier.inputHash))
        throw new AppError('same_id_other_content');
      if (result === 'shown once') throw new AppError('shown_once');
      // eslint-disable-next-line @typescript-eslint/consistent-type-assertions -- an input was parsed with the schema of this very name, a result was written by it
      return earlier.result as CommandOutput<N>;
    }
    // eslint-disable-next-line @typescript-eslint/consistent-type-assertions -- an input was parsed with the schema of this very name, a result was written by it
    const told = await run(tx, me, input as CommandParsed<N>, platform);
    if (result === 'shown once') return told;
    await tx
      .updateTable('commandResult')
      .set({ result: Object(told) })
      .where('authorId', '=', me.personId)
      .where('clientId', '=', clientId)
      .execute();
    return told;
  });
}

export type { CommandInput };
