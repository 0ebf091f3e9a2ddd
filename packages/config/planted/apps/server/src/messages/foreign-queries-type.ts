// found by: boundaries/dependencies
import type { readSession } from '../sessions/queries.ts';

export type Session = ReturnType<typeof readSession>;
