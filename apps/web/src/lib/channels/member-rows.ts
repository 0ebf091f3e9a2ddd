import type { ChannelEntry, Member, MemberRole } from '@engawa/contract/channels';
import type { People } from '#lib/people/people.svelte.ts';
import { t } from '#lib/text/channels.ts';
import type { MenuItem } from '#lib/ui/menu-item.ts';

/** Whether somebody is connected; undefined while nobody can tell. */
export type Near = boolean | undefined;

export type MemberRow =
  | { kind: 'head'; key: string; near: Near; count: number }
  | { kind: 'member'; key: string; member: Member; near: Near };

export type MemberDeeds = {
  add(): void;
  write(personId: string): void;
  setRole(member: Member, role: MemberRole): void;
  remove(member: Member): void;
};

const byKana = new Intl.Collator('ja');

/** Who is connected first, then the others, then those of whom nothing is known, each in the order of their readings. */
export function memberRows(
  members: readonly Member[],
  isNear: (id: string) => Near,
  people: People,
): MemberRow[] {
  const sorted = [...members].sort((a, b) =>
    byKana.compare(people.find(a.personId)?.kana ?? '', people.find(b.personId)?.kana ?? ''),
  );
  return [true, false, undefined].flatMap((near): MemberRow[] => {
    const group = sorted.filter(({ personId }) => isNear(personId) === near);
    if (group.length === 0) return [];
    return [
      { kind: 'head', key: `head ${near}`, near, count: group.length },
      ...group.map((member): MemberRow => ({ kind: 'member', key: member.personId, member, near })),
    ];
  });
}

/** What an owner may do with a member; the server has the last word. */
export function memberMenu(entry: ChannelEntry, member: Member, deeds: MemberDeeds): MenuItem[] {
  if (entry.role !== 'owner' || entry.kind === 'direct') return [];
  const roles: [MemberRole, string][] = [
    ['owner', t.makeOwner],
    ['writer', t.makeWriter],
    ['member', t.makeMember],
  ];
  const offered = roles.filter(
    ([role]) => role !== member.role && (role !== 'writer' || entry.kind === 'announcement'),
  );
  return [
    ...offered.map(([role, label]) => ({ label, onchoose: () => deeds.setRole(member, role) })),
    ...(member.source === 'hand'
      ? [{ label: t.removeMember, danger: true, apart: true, onchoose: () => deeds.remove(member) }]
      : []),
  ];
}
