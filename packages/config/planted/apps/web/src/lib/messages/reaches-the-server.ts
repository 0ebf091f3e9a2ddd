// found by: boundaries/dependencies
export { maySend } from '../../../../server/src/messages/policy.ts';
