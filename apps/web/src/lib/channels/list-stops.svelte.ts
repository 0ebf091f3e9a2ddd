import type { ChannelGroup } from './channel-groups.ts';
import { channelPath } from './channel-path.ts';
import type { Channels } from './channels.svelte.ts';

type Shown = readonly Pick<ChannelGroup, 'key' | 'entries'>[];

/** Where Tab arrives in the list, and which row answers to what is typed in it. */
export class ListStops {
  #channels: Channels;
  #last = $state<string>();
  #matches = $state.raw<(typed: string, reading: string) => unknown>();

  constructor(channels: Channels) {
    this.#channels = channels;
  }

  /** Where one was last, else the channel that is open, else the first of all. */
  of(groups: Shown, current: string | undefined): string | undefined {
    const all = groups.flatMap(({ key, entries }) => [key, ...entries.map(({ id }) => channelPath(id))]);
    const wanted = [this.#last, current && channelPath(current)];
    return wanted.find((key) => key && all.includes(key)) ?? all[0];
  }

  onfocusin = ({ target }: FocusEvent): void => {
    if (target instanceof HTMLElement && target.dataset.stop) this.#last = target.dataset.stop;
  };

  /** A row answers to the beginning of its name; a person's row to the reading too, in kana or romaji. */
  answers = (key: string, typed: string): boolean => {
    const entry = this.#channels.all.find(({ id }) => channelPath(id) === key);
    if (!entry) return false;
    if (this.#channels.nameOf(entry).toLowerCase().startsWith(typed.toLowerCase())) return true;
    return Boolean(this.#matches?.(typed, this.#channels.readingOf(entry)));
  };

  loadReadings = async (): Promise<void> => {
    this.#matches ??= (await import('@engawa/text/romaji')).matchesReading;
  };
}
