import type { Message, MessagePage } from '@engawa/contract/messages';
import type { Told } from '#lib/live/told.ts';

/** A stretch of a channel without holes, somewhere between its first message and its head. */
export type Window = { messages: readonly Message[]; headNo: number };

export const empty: Window = { messages: [], headNo: 0 };

export const hasOlder = ({ messages }: Window): boolean => (messages[0]?.no ?? 1) > 1;

export const reachesHead = ({ messages, headNo }: Window): boolean => (messages.at(-1)?.no ?? 0) >= headNo;

/** Puts a page to the stretch: it joins where it touches, else it takes its place. */
export function withPage(window: Window, page: MessagePage): Window {
  const headNo = Math.max(window.headNo, page.headNo);
  const [first, last] = [page.messages[0]?.no, page.messages.at(-1)?.no];
  if (first === undefined || last === undefined) return { ...window, headNo };
  const from = window.messages[0]?.no ?? Number.POSITIVE_INFINITY;
  const to = window.messages.at(-1)?.no ?? Number.NEGATIVE_INFINITY;
  const touches = first <= to + 1 && last >= from - 1;
  if (!touches) return { messages: page.messages, headNo };
  return {
    headNo,
    messages: [
      ...window.messages.filter(({ no }) => no < first),
      ...page.messages,
      ...window.messages.filter(({ no }) => no > last),
    ],
  };
}

/** Applies what happened to a message; a new one is put down only where the stretch reaches the head. */
export function withEvent(window: Window, event: Told): Window {
  switch (event.type) {
    case 'message:sent':
      return withNew(window, event.data);
    case 'message:edited': {
      const { body, mentioned, mentionAll, editedAt } = event.data;
      return changed(window, event.data.no, () => ({ body, mentioned, mentionAll, editedAt }));
    }
    case 'message:hidden':
      return changed(window, event.data.no, () => ({ ...gone, hiddenAt: event.data.hiddenAt }));
    case 'message:redacted':
      return changed(window, event.data.no, () => ({ ...gone, redactedAt: event.data.redactedAt }));
    case 'message:stamped':
      return changed(window, event.data.no, (message) => ({ stamps: stamped(message, event.data) }));
    default:
      return window;
  }
}

/** What stays of a message that may no longer be read. */
const gone = { body: '', quoteId: null, mentioned: [], mentionAll: false, stamps: [] };

function withNew(window: Window, message: Message): Window {
  if (message.no <= (window.messages.at(-1)?.no ?? 0)) return window;
  const headNo = Math.max(window.headNo, message.no);
  const joins = message.no === (window.messages.at(-1)?.no ?? 0) + 1 && reachesHead(window);
  return { headNo, messages: joins ? [...window.messages, message] : window.messages };
}

function changed(window: Window, no: number, change: (message: Message) => Partial<Message>): Window {
  const at = no - (window.messages[0]?.no ?? 0);
  const message = window.messages[at];
  if (message?.no !== no) return window;
  return { ...window, messages: window.messages.with(at, { ...message, ...change(message) }) };
}

type Stamped = { stampId: string; personId: string; on: boolean };

function stamped({ stamps }: Message, { stampId, personId, on }: Stamped): Message['stamps'] {
  const known = stamps.some((stamp) => stamp.stampId === stampId);
  const all = known ? stamps : [...stamps, { stampId, personIds: [] }];
  return all
    .map((stamp) => {
      if (stamp.stampId !== stampId) return stamp;
      const others = stamp.personIds.filter((id) => id !== personId);
      return { stampId, personIds: on ? [...others, personId] : others };
    })
    .filter(({ personIds }) => personIds.length > 0);
}
