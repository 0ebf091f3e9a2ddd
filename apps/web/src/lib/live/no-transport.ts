/**
 * The ways of reaching a server that are never taken here: only WebSocket is. vite.config.ts puts this file in
 * the place of theirs.
 */
export class XHR {}
export class WT {}
