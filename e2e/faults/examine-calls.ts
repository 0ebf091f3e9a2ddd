import { say } from '@engawa/infra/say';
import { testHouse } from '@engawa/infra/test-house';
import { runCallModel } from './call-model.ts';

/** Turns of calls on a server and a PostgreSQL of their own; answers the status to end with. */
export async function examineCalls(rounds: number, seed: number): Promise<number> {
  const house = await testHouse();
  const found = await runCallModel({ house, rounds, seed }).finally(() => house.stop());
  for (const what of found) say(what);
  say(`calls: ${rounds} turns, ${found.length} wrong`);
  return found.length > 0 ? 1 : 0;
}
