// found by: boundaries/dependencies
export const load = () => import('../sessions/queries.ts');
