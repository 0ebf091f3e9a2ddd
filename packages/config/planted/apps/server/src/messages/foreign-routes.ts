// found by: boundaries/dependencies
export { path } from '../sessions/routes.ts';
