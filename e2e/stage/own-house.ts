import type { StartOptions } from '@engawa/infra/started';
import { Accounts } from './accounts.ts';
import { FreshHouse } from './fresh-house.ts';
import { journey } from './journey.ts';

/** Journeys through a house of their own beside the town, which the story may fill, kill and cut. */
export function journeyIn(options: StartOptions) {
  return journey.extend<object, { house: FreshHouse }>({
    house: [
      async ({}, use) => {
        const house = await FreshHouse.open(options);
        await use(house);
        await house.close();
      },
      { scope: 'worker', timeout: 300_000 },
    ],
    origin: async ({ house }, use) => use(house.origin),
    accounts: async ({ house }, use) => use(new Accounts(house.data, { lgwan: house.origin })),
  });
}
