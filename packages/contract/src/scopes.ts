/** Scopes of durable events. */
export const orgScope = 'org';
export const channelScope = (channelId: string): string => `channel:${channelId}`;
export const userScope = (personId: string): string => `user:${personId}`;
