// found by: no-restricted-imports
export { sql } from 'kysely';
