import { longest } from '../../../../../packages/contract/src/limits.ts';
import type { Message } from '../../../../../packages/contract/src/message.ts';

export const fits = (message: Message): boolean => message.body.length <= longest;
