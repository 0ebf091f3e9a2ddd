// People who sign in at half past eight, each in a browser of their own.
import { setTimeout as pause } from 'node:timers/promises';
import { Spread } from './spread.ts';

export type OfficeAsk = { id: number; port: number; names: string[]; password: string; withinMs: number };
export type Entered = { allMs: number; again: number; times: [number, number][] };

process.on('message', (text: string) => {
  const ask: OfficeAsk = JSON.parse(text);
  void enterAll(ask).then((told) => process.send?.(JSON.stringify({ id: ask.id, ...told })));
});
process.channel?.ref();

async function enterAll({ port, names, password, withinMs }: OfficeAsk): Promise<Entered> {
  const times = new Spread();
  const began = performance.now();
  let again = 0;
  await Promise.all(
    names.map(async (name) => {
      await pause(Math.random() * withinMs);
      const started = performance.now();
      while (!(await enters(port, name, password))) again += 1;
      times.add(performance.now() - started);
    }),
  );
  return { allMs: performance.now() - began, again, times: times.told };
}

/** One try; where the server asks for patience, it is given. */
async function enters(port: number, name: string, password: string): Promise<boolean> {
  const origin = `http://127.0.0.1:${port}`;
  const response = await fetch(`${origin}/api/sign-in`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', origin },
    body: JSON.stringify({ name, password }),
  });
  await response.text();
  if (response.ok) return true;
  await pause(Number(response.headers.get('retry-after') ?? 1) * 1000);
  return false;
}
