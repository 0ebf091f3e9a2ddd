/** Where somebody is while a plan lasts. */
export type PlanState = 'counter' | 'meeting' | 'out' | 'telework' | 'leave';

const kinds: readonly (readonly [RegExp, PlanState])[] = [
  [/窓口|宿直|日直|宿日直|受付/, 'counter'],
  [/会議|打合せ|打ち合わせ|協議/, 'meeting'],
  [/外出|出張|現地|訪問|研修/, 'out'],
  [/テレワーク|在宅/, 'telework'],
  [/休暇|年休|休み|代休/, 'leave'],
];

/** What the words of a plan say of where somebody is; undefined where they say nothing. */
export function stateOfPlan(words: string): PlanState | undefined {
  const plain = words.normalize('NFKC');
  return kinds.find(([pattern]) => pattern.test(plain))?.[1];
}
