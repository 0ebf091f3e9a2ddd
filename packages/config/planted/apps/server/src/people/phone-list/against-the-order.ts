// found by: boundaries/dependencies
export { maySend } from '../../messages/policy.ts';
