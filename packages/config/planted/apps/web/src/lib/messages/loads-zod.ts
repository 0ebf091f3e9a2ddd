// found by: boundaries/dependencies
export { Message } from '../../../../../packages/contract/src/message.ts';
