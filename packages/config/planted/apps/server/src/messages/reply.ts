import { needsReply } from './needs-reply.ts';

export const reply = (): unknown => needsReply;
