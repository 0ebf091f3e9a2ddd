import { goto } from '$app/navigation';
import type { Answer } from '@engawa/contract/live';
import type { Start } from '@engawa/contract/start';
import { Telephone } from '#lib/calls/telephone.svelte.ts';
import { Channels } from '#lib/channels/channels.svelte.ts';
import { Labels } from '#lib/channels/labels.svelte.ts';
import type { Keeping, Kept } from '#lib/live/kept.ts';
import { KnockDoor } from '#lib/knocks/knock-door.svelte.ts';
import { Live } from '#lib/live/live.svelte.ts';
import { openKept, openStore } from '#lib/live/open-kept.ts';
import { keyFrom } from '#lib/live/seal.ts';
import { read } from '#lib/live/rest.ts';
import { MemoDesk } from '#lib/memos/memo-desk.svelte.ts';
import { DirectoryReader } from '#lib/people/directory.ts';
import { People } from '#lib/people/people.svelte.ts';
import { Standings } from '#lib/people/standings.svelte.ts';
import { OwnPreferences } from '#lib/sessions/own-preferences.svelte.ts';
import { SignedIn } from '#lib/sessions/signed-in.ts';
import { SectionDoor } from '#lib/section-calls/section-door.svelte.ts';
import { DesktopNotices } from './desktop-notices.svelte.ts';

/** Everything that stands while a person is signed in. */
export type House = {
  me: SignedIn;
  preferences: OwnPreferences;
  people: People;
  standings: Standings;
  channels: Channels;
  memos: MemoDesk;
  labels: Labels;
  kept: Kept;
  phone: Telephone;
  lines: SectionDoor;
  knocks: KnockDoor;
  desktop: DesktopNotices;
  leave: () => void;
};

/** Opens the house: one snapshot, then the socket that keeps it true. */
export async function openHouse(onwear: () => void): Promise<Answer<House>> {
  const [answer, store] = await Promise.all([read<Start>('/api/start'), openStore()]);
  if (!answer.ok) return answer;
  const start = answer.data;

  const key = await keyFrom(start.me.keptSecret);
  const live = new Live(start.cursors, start.me.id);
  const people = new People(start.me.id);
  const standings = new Standings(live, start.me.id);
  const directory = new DirectoryReader(people, live);
  const preferences = new OwnPreferences(start.preferences, live, start.me.id, onwear);
  const channels = new Channels(live, people, start, async () => {
    const told = await read<Start>('/api/start');
    return told.ok ? told.data : undefined;
  });
  const me = new SignedIn(start, live);
  const memos = new MemoDesk(live, start.me.id, people);
  const labels = new Labels(live, start.labels);
  const keeping: Keeping = (channelId) => {
    const entry = channels.find(channelId);
    if (!entry) return channels.isClosed(channelId) ? 'no' : 'unknown';
    return labels.may(me.zone, entry.label, 'keep') ? 'yes' : 'no';
  };
  const [kept] = await Promise.all([
    openKept(start.me.id, (name, input) => live.command(name, input), { store, key, keeping }),
    // Nothing on the screen makes sense without names; an answer that does not come is asked for again.
    directory.read(),
  ]);
  const desktop = new DesktopNotices({
    me,
    channels,
    people,
    preferences,
    labels,
    goTo: (path) => void goto(path),
  });
  const phone = new Telephone(live, start.me.id);
  const lines = new SectionDoor(live, start.me.id);
  const knocks = new KnockDoor(live, start.me.id, phone);
  const stopWaking = live.onup(() => kept.outbox.wake());
  live.connect();

  const leave = () => {
    void kept.drafts.flush();
    stopWaking();
    lines.leave();
    knocks.leave();
    phone.leave();
    desktop.leave();
    directory.leave();
    standings.leave();
    preferences.leave();
    labels.leave();
    channels.leave();
    memos.leave();
    kept.outbox.leave();
    live.leave();
  };
  const data = {
    me,
    preferences,
    people,
    standings,
    channels,
    memos,
    labels,
    kept,
    phone,
    lines,
    knocks,
    desktop,
    leave,
  };
  return { ok: true, data };
}
