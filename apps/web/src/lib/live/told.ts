import type { LiveEvent } from '@engawa/contract/live';
import type { EventData, EventType } from '@engawa/contract/socket';

/** A durable event with the shape of its data: the contract ties the type to it. */
export type Told = {
  [T in EventType]: { scope: string; seq: number; type: T; data: EventData<T> };
}[EventType];

/** Reads an event as the contract writes it; the server checks what it sends. */
// eslint-disable-next-line @typescript-eslint/consistent-type-assertions -- the contract ties type to data
export const told = (event: LiveEvent): Told => event as Told;
