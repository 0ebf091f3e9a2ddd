// found by: boundaries/dependencies
export { now } from '../../../apps/server/src/platform/clock.ts';
