// found by: boundaries/dependencies
import { type Message } from '../../../../../packages/contract/src/message.ts';

export type Body = Message['body'];
