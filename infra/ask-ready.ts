import { isReady } from './ready.ts';

// The health check of a container: is the listener at this address ready?
const [address = ''] = process.argv.slice(2);
process.exit((await isReady(address)) ? 0 : 1);
