import type { Message } from '@engawa/contract/messages';

/** What may be done with a message here; quoting and editing only where one may write. */
export type MessageDeeds = {
  quote: ((message: Message) => void) | undefined;
  edit: ((message: Message) => void) | undefined;
  copyLink(message: Message): void;
  hide(message: Message): void;
  /** For the records role. */
  redact: ((message: Message) => void) | undefined;
  history(message: Message): void;
  markUnread(message: Message): void;
};
