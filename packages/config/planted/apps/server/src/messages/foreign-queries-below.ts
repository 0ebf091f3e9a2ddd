// found by: boundaries/dependencies
export { readLists } from '../people/phone-list/queries.ts';
