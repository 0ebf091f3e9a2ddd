// found by: boundaries/dependencies
export { readSession } from '../sessions/queries.ts';
