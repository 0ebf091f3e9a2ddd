import type { Dice } from '../dice.ts';
import type { FaultHouse } from '../house.ts';

/** One way in which things go wrong while people write. */
export type Kind = {
  name: string;
  /** Where it cannot happen: told in words, then it is left out. */
  unless?: (house: FaultHouse) => string | undefined;
  /** How long after all is well everything may take to arrive, where the usual bound is not the promise. */
  boundMs?: number;
  act(house: FaultHouse, dice: Dice): Promise<void>;
};
