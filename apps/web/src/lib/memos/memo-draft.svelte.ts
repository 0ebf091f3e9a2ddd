import type { MemoAsk } from '@engawa/contract/memos';
import type { CommandInput } from '@engawa/contract/socket';
import { t } from '#lib/text/memos.ts';
import type { Target } from './target-finder.svelte.ts';

/** A memo being written, for a caller from outside or for oneself. */
export class MemoDraft {
  to = $state.raw<Target>();
  kind = $state<'outside' | 'own'>('outside');
  name = $state('');
  organisation = $state('');
  number = $state('');
  ask = $state<MemoAsk>('call_back');
  subject = $state('');
  note = $state('');
  urgent = $state(false);
  dueOn = $state('');
  label = $state('2');
  isTried = $state(false);

  constructor(to: Target | undefined, kind: 'outside' | 'own') {
    this.to = to;
    this.kind = kind;
  }

  get toFault(): string | undefined {
    return this.isTried && !this.to ? t.mustChoose : undefined;
  }

  get nameFault(): string | undefined {
    return this.isTried && this.kind === 'outside' && !this.name.trim() ? t.mustName : undefined;
  }

  /** What is sent; undefined while something is missing, which the fields then say. */
  input(): Omit<CommandInput<'memo:write'>, 'clientId'> | undefined {
    this.isTried = true;
    const { to } = this;
    if (!to || this.nameFault) return undefined;
    const caller = { name: this.name.trim(), organisation: this.organisation, number: this.number };
    return {
      to: to.of === 'person' ? { personId: to.id } : { sectionId: to.id },
      caller: this.kind === 'outside' ? caller : null,
      ask: this.kind === 'outside' ? this.ask : 'call_back',
      urgent: this.urgent,
      subject: this.subject.trim(),
      note: this.note.trim(),
      label: this.label,
      dueOn: this.dueOn || null,
    };
  }
}
