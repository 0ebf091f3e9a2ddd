export { check } from '../people/phone-list/check.ts';
