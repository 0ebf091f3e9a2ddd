import { createContext } from 'svelte';
import type { Timeline } from './timeline.svelte.ts';

/** What the parts of a message row need to know of the room they stand in. */
export type RoomOfMessages = {
  me: string;
  timeline: Timeline;
  /** Name and post of an author; empty for who has left the hall. */
  nameOf(personId: string): string;
  postOf(personId: string): string;
  /** What stands for a mention, 宮本 拓也 or 収納係; '' where it is not known. */
  labelOf(of: 'person' | 'section' | 'post' | 'all', id: string): string;
  /** Whether a mention reaches the person who reads. */
  isMine(of: 'person' | 'section' | 'post' | 'all', id: string): boolean;
  stampWord(stampId: string): string;
  stamps: readonly { id: string; word: string }[];
  linkTo(no: number): string;
  /** Whether a key sends here, as the person likes it. */
  isSend(event: KeyboardEvent): boolean;
  enterSends: boolean;
  /** やさしい表示: nothing is shown to the pointer alone. */
  isEasy: boolean;
  say(text: string): void;
};

/** The room that the rows on the screen stand in. */
export const [messageRoom, setMessageRoom] = createContext<RoomOfMessages>();
