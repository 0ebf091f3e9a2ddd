import { hash, verify } from '@node-rs/argon2';
import { AppError } from '#platform/errors.ts';

const atOnce = 2;
const mostWaiting = 200;

// 46 MiB, one pass: OWASP's first choice for argon2id.
const options = { algorithm: 2, memoryCost: 47_104, timeCost: 1, parallelism: 1 };

let running = 0;
const waiting: (() => void)[] = [];

/** Two at a time, so that the morning peak never takes the memory or the cores of everything else. */
async function inTurn<T>(work: () => Promise<T>): Promise<T> {
  if (waiting.length >= mostWaiting) throw new AppError('unavailable', { retryAfterMs: 3000 });
  if (running >= atOnce) await new Promise<void>((resolve) => waiting.push(resolve));
  else running += 1;
  try {
    return await work();
  } finally {
    const next = waiting.shift();
    if (next) next();
    else running -= 1;
  }
}

export const hashPassword = (password: string): Promise<string> =>
  inTurn(() => hash(password.normalize('NFC'), options));

let dummy: Promise<string> | undefined;

/** Compares with a stored hash. Without one it takes just as long, so that time tells nothing about accounts. */
export async function isPassword(stored: string | undefined, password: string): Promise<boolean> {
  dummy ??= hash('nobody has this password', options);
  const against = stored ?? (await dummy);
  const isRight = await inTurn(() => verify(against, password.normalize('NFC')));
  return isRight && stored !== undefined;
}
