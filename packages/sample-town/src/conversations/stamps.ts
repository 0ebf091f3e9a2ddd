import type { Random } from '../random.ts';
import type { Said } from './generate.ts';

/** A word put on a message, with the people who put it there. */
export interface Stamps {
  word: string;
  staffNos: string[];
}

const REPORT = /(しました|あります|ください|お願いします|願います|です|ます)。?$/;
const THANKS = /(ありがとう|助かり|感謝)/;

function others(said: Said, count: number, rng: Random): string[] {
  const people = said.channel.members.filter((staffNo) => staffNo !== said.author.staffNo);
  return rng.shuffled(people).slice(0, count);
}

/** Gives the stamps on a message: those of its script and some that readers put by themselves. */
export function stampsOn(said: Said, rng: Random): Stamps[] {
  if (said.answers.length > 0)
    return said.answers.map(({ word, clerk }) => ({ word, staffNos: [clerk.staffNo] }));
  const written = said.turn.stamps.map(({ word, count }) => ({ word, staffNos: others(said, count, rng) }));
  if (written.length > 0) return written.filter((stamps) => stamps.staffNos.length > 0);
  if (said.channel.kind === 'announcement') {
    return [
      { word: '確認します', staffNos: others(said, rng.int(0, 14), rng) },
      { word: '了解', staffNos: others(said, rng.int(6, 48), rng) },
    ].filter((stamps) => stamps.staffNos.length > 0);
  }
  if (THANKS.test(said.body) || /？$/.test(said.body) || !REPORT.test(said.body) || !rng.chance(0.09))
    return [];
  const word = rng.pick(['了解', '了解', 'ありがとう', '助かります']);
  return [{ word, staffNos: others(said, said.channel.kind === 'direct' ? 1 : rng.int(1, 4), rng) }];
}
