import type { Start } from '@engawa/contract/start';
import type { Zone } from '@engawa/contract/labels';
import type { Role } from '@engawa/contract/sessions';
import { createContext } from 'svelte';
import type { Live } from '#lib/live/live.svelte.ts';

/** Who is at this page: settled when the page opens, the same until it closes. */
export class SignedIn {
  /** What the page was opened with; rooms make their own state of it. */
  readonly start: Start;
  readonly personId: string;
  readonly sessionId: string;
  readonly zone: Zone;
  readonly roles: readonly Role[];
  /** The sections this person is the head of. */
  readonly headOf: readonly string[];
  readonly hallName: string;
  readonly helpLine: string;
  readonly live: Live;

  constructor(start: Start, live: Live) {
    this.start = start;
    this.personId = start.me.id;
    this.sessionId = start.me.sessionId;
    this.zone = start.me.zone;
    this.roles = start.me.roles;
    this.headOf = start.me.headOf;
    this.hallName = start.hallName;
    this.helpLine = start.helpLine;
    this.live = live;
  }

  get mayAdminister(): boolean {
    return this.roles.length > 0;
  }

  has(role: Role): boolean {
    return this.roles.includes(role);
  }
}

/** Who is signed in, for every screen behind the entrance. */
export const [signedIn, setSignedIn] = createContext<SignedIn>();
