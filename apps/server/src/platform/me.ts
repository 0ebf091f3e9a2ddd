import type { Zone } from '@engawa/contract/labels';
import type { Role } from '@engawa/contract/sessions';

/** Who asks: a person in a session, on the network that the request came in on. */
export type Me = {
  readonly personId: string;
  readonly sessionId: string;
  readonly zone: Zone;
  readonly roles: readonly Role[];
  readonly address: string;
  /** The shared PC that was taken over by a PIN: such a session holds no role and gives no codes. */
  readonly placeId?: string | undefined;
};
