import type { ChannelEntry } from '@engawa/contract/channels';
import type { Message } from '@engawa/contract/messages';
import { firstUnread } from '#lib/channels/channel-book.ts';
import { channelPath } from '#lib/channels/channel-path.ts';
import type { Channels } from '#lib/channels/channels.svelte.ts';
import type { Labels } from '#lib/channels/labels.svelte.ts';
import { labelOf } from '#lib/messages/mention-label.ts';
import { previewOf } from '#lib/messages/preview.ts';
import { loadMarkdown, readBody } from '#lib/messages/reader.svelte.ts';
import type { People } from '#lib/people/people.svelte.ts';
import type { OwnPreferences } from '#lib/sessions/own-preferences.svelte.ts';
import type { SignedIn } from '#lib/sessions/signed-in.ts';
import { t } from '#lib/text/shell.ts';

/** Older ones come from a long sleep of the machine: the list of the bell tells of them. */
const fresh = 5 * 60_000;

type Parts = {
  me: SignedIn;
  channels: Channels;
  people: People;
  preferences: OwnPreferences;
  labels: Pick<Labels, 'may'>;
  goTo: (path: string) => void;
};

/** Notices of the operating system, for what is addressed to the person while the page is in the background. */
export class DesktopNotices {
  #parts: Parts;
  #shown = new Map<string, { notice: Notification; channelId: string; no: number }>();
  #stop: () => void;

  constructor(parts: Parts) {
    this.#parts = parts;
    this.#stop = parts.channels.onforme((entry, message) => void this.#tell(entry, message));
  }

  /** Takes back what has been read meanwhile, here or on another device, or was taken back by its author. */
  takeBackRead(): void {
    for (const [key, { notice, channelId, no }] of this.#shown) {
      const entry = this.#parts.channels.find(channelId);
      if (entry && no >= firstUnread(entry) && entry.forYou.includes(no)) continue;
      notice.close();
      this.#shown.delete(key);
    }
  }

  leave(): void {
    this.#stop();
    for (const { notice } of this.#shown.values()) notice.close();
  }

  async #tell(entry: ChannelEntry, message: Message): Promise<void> {
    const { me, labels, preferences, people, channels, goTo } = this.#parts;
    if (!preferences.now.desktopNotices || entry.muted) return;
    // The table of zones and labels says whether a notice may leave the page.
    if (!labels.may(me.zone, entry.label, 'notify')) return;
    if (document.visibilityState === 'visible' && document.hasFocus()) return;
    if (globalThis.Notification?.permission !== 'granted') return;
    if (Date.now() - Date.parse(message.createdAt) > fresh) return;
    const who = people.name(message.authorId);
    const where = entry.kind === 'direct' ? t.direct : channels.nameOf(entry);
    await loadMarkdown();
    const body = previewOf(readBody(message.body), (of, id) => labelOf(people, of, id));
    // Pages of one browser share the tag, so that the person is told once.
    const notice = new Notification(`${who} — ${where}`, { body, tag: message.id, lang: 'ja' });
    notice.onclick = () => {
      globalThis.focus();
      goTo(channelPath(message.channelId, message.no));
      notice.close();
    };
    this.#shown.set(message.id, { notice, channelId: message.channelId, no: message.no });
  }
}
