import { readSettings, type Settings } from '@engawa/server/src/env.ts';
import { Fault } from './fault.ts';
import { Interrupted, Product } from './product.ts';
import { say, sayFault } from './say.ts';
import { welcome } from './welcome.ts';

const { promise: asked, resolve: ask } = Promise.withResolvers<void>();
let product: Product | undefined;
const stopAsked = () => {
  product?.interrupt();
  ask();
};
/** Starts the product, keeps it running until it is asked to stop, and answers the exit status. */
export async function runProduct(servers: number): Promise<number> {
  listenForTheEnd();
  try {
    product = new Product(readWithArguments(), process.env, servers);
    await product.start();
    for (const line of welcome(product.settings, product.database, product.media)) say(line);
    await asked;
    say('\n止めています… / Stopping…');
    await product.stop();
    say('止めました。データは残っています。 / Stopped. The data is kept.');
    return 0;
  } catch (error) {
    await product?.stop();
    if (error instanceof Interrupted) return 130;
    sayFault(error);
    return 1;
  }
}

function listenForTheEnd(): void {
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, stopAsked);
  // run.js was killed without a chance to forward anything.
  process.once('disconnect', stopAsked);
  process.channel?.unref();
}

function readWithArguments(): Settings {
  const args = process.argv.slice(2);
  const unknown = args.find((argument) => argument !== '--demo');
  if (unknown) {
    throw new Fault({
      ja: `「${unknown}」という指定はありません。使えるのは npm start -- --demo です。`,
      en: `There is no option "${unknown}". The only one is npm start -- --demo.`,
    });
  }
  const settings = readSettings();
  return args.length ? { ...settings, demo: true } : settings;
}
