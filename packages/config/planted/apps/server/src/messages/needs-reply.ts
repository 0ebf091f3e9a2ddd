import { reply } from './reply.ts';

export const needsReply = (): unknown => reply;
