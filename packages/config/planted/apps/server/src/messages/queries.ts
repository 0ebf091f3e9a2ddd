import { now } from '../platform/clock.ts';

export const readMessages = () => now();
