import { tick } from 'svelte';
import type { VList } from 'virtua/svelte';
import { isComposing, isInTextField } from '#lib/ui/keys.ts';
import type { MessageDeeds } from './message-deeds.ts';
import type { Row } from './rows.ts';
import type { Timeline } from './timeline.svelte.ts';

/** So near to the edge of what is loaded, the next page is read. */
const nearEdge = 1500;
/** So near to the end, new rows pull the list along. */
const nearEnd = 48;
/** What the unread line leaves above itself: a fifth for read rows, at least the day that stays at the top. */
const aboveUnread = (room: number): number => Math.round(Math.max(room * 0.2, 56));

/** Where a list of messages stands: what is seen, what has the pointer, when to read more. */
export class ListScroll {
  list = $state<VList<Row>>();
  /** The part of the page that the list fills. */
  frame = $state<HTMLElement>();
  /** The day that stays at the top. */
  sticky = $state<HTMLElement>();
  #timeline: () => Timeline;
  #onseen: (no: number) => void;
  #active = $state<string>();
  #focused = $state<string>();
  #day = $state<string>();
  #pushed = $state(0);
  #isAtEnd = $state(true);
  #height = 0;
  #opened: Timeline | undefined;
  #before: readonly Row[] = [];
  #arrivedKey: string | undefined;
  #laid: { rows: readonly Row[]; grewUp: boolean } = $derived.by(() => {
    const { rows } = this.#timeline();
    const before = this.#before;
    const grewUp =
      before.length > 0 &&
      rows.length > before.length &&
      rows.at(-1)?.key === before.at(-1)?.key &&
      rows[0]?.key !== before[0]?.key;
    this.#before = rows;
    return { rows, grewUp };
  });

  constructor(timeline: () => Timeline, onseen: (no: number) => void) {
    this.#timeline = timeline;
    this.#onseen = onseen;
    // The one place where rows meet the page: after they have changed, the scroll follows them.
    $effect(() => {
      const { rows } = this.#laid;
      void this.#timeline().pointsAt;
      if (this.list && rows.length > 0) void tick().then(() => this.#follow());
    });
  }

  get laid(): { rows: readonly Row[]; grewUp: boolean } {
    return this.#laid;
  }

  get active(): string | undefined {
    return this.#active ?? this.#focused;
  }

  /** The day of the rows at the top, once its own line has left. */
  get day(): string | undefined {
    return this.#day;
  }

  /** How far the next day has pushed it up, in pixels. */
  get pushed(): number {
    return this.#pushed;
  }

  get isAtEnd(): boolean {
    return this.#isAtEnd && this.#timeline().reachesHead;
  }

  /** A row with the focus stays in the page even when it is scrolled away. */
  get kept(): number[] {
    const at = this.#laid.rows.findIndex(({ key }) => key === this.#focused);
    return at < 0 ? [] : [at];
  }

  get arrived(): string {
    return this.#timeline().arrived;
  }

  /** Keeps the end in view when the list becomes lower or its rows higher. */
  onresize(): void {
    if (this.#isAtEnd && this.#opened) this.#toEnd();
    else this.onscroll(this.list?.getScrollOffset() ?? 0);
  }

  point(key: string | undefined): void {
    if (document.querySelector('.bar :popover-open')) return;
    this.#active = key;
  }

  onfocusin(event: FocusEvent): void {
    if (!(event.target instanceof HTMLElement)) return;
    this.#focused = event.target.closest<HTMLElement>('[data-row]')?.dataset.row;
  }

  onscroll(offset: number): void {
    const { list } = this;
    if (!list || !this.#opened) return;
    const size = list.getScrollSize();
    this.#height = list.getViewportSize();
    const left = size - offset - this.#height;
    // The browser moves what it scrolls before the list knows its new height: only then it is left to onresize.
    if (Math.abs(this.#height - (this.frame?.clientHeight ?? 0)) < 1) this.#isAtEnd = left < nearEnd;
    this.look();
    const timeline = this.#timeline();
    if (offset < nearEdge) void timeline.loadOlder();
    if (left < nearEdge) void timeline.loadNewer();
  }

  /** Notes what is in sight: the day at the top, and how far has been read. */
  look(): void {
    const { list } = this;
    if (!list || !this.#opened) return;
    const { rows } = this.#laid;
    const offset = list.getScrollOffset();
    const top = list.findItemIndex(offset + 1);
    this.#lookAtDay(rows, offset, top);
    if (document.visibilityState !== 'visible' || !document.hasFocus()) return;
    for (let at = list.findItemIndex(offset + list.getViewportSize() - 8); at >= top; at -= 1) {
      const row = rows[at];
      if (row?.kind !== 'message') continue;
      this.#onseen(row.message.no);
      return;
    }
  }

  #lookAtDay(rows: readonly Row[], offset: number, top: number): void {
    const { list } = this;
    if (!list) return;
    const isOwnLine = rows[top]?.kind === 'day' && list.getItemOffset(top) >= offset;
    this.#day = isOwnLine ? undefined : dayOf(rows, top);
    const height = this.sticky?.offsetHeight ?? 0;
    this.#pushed = 0;
    for (let at = top + 1; rows[at]; at += 1) {
      const from = list.getItemOffset(at) - offset;
      if (from >= height) return;
      if (rows[at]?.kind === 'day') this.#pushed = from - height;
    }
  }

  async toNewest(): Promise<void> {
    const timeline = this.#timeline();
    if (!timeline.reachesHead) {
      await timeline.openNewest();
      await tick();
    }
    this.#toEnd();
  }

  focusLast(): void {
    void this.#focus(this.#laid.rows.length - 1, -1);
  }

  /** The first row that needs a hand, else the first that waits. */
  focusUnsent(): void {
    const { rows } = this.#laid;
    const failed = rows.findIndex((row) => row.kind === 'unsent' && row.unsent.failed);
    const at = failed < 0 ? rows.findIndex(({ kind }) => kind === 'unsent') : failed;
    if (at >= 0) void this.#focus(at, 1);
  }

  onkeydown(event: KeyboardEvent, onleave: () => void, deeds: MessageDeeds): void {
    if (isComposing(event) || isInTextField(event.target) || event.altKey) return;
    const { target } = event;
    if (!(target instanceof HTMLElement) || target.closest('[popover]')) return;
    const at = this.#laid.rows.findIndex(({ key }) => key === this.#focused);
    const row = this.#laid.rows[at];
    const act = (deed: () => void) => {
      event.preventDefault();
      deed();
    };
    if (event.key === 'Escape') act(onleave);
    else if (event.key === 'ArrowUp')
      act(() => void this.#focus(at < 0 ? this.#laid.rows.length - 1 : at - 1, -1));
    else if (event.key === 'ArrowDown') {
      act(() => (at >= this.#lastMessage() ? onleave() : void this.#focus(at + 1, 1)));
    } else if (event.key === 'Home') act(() => void this.#focus(0, 1));
    else if (event.key === 'End') act(() => void this.toNewest().then(() => this.focusLast()));
    else if (row?.kind === 'message' && !event.ctrlKey && !event.metaKey) {
      if (event.key.toLowerCase() === 'q' && deeds.quote) act(() => deeds.quote?.(row.message));
      else if (event.key.toLowerCase() === 'e' && deeds.edit) act(() => deeds.edit?.(row.message));
      else if (event.key.toLowerCase() === 'u') act(() => deeds.markUnread(row.message));
    }
  }

  #lastMessage(): number {
    return this.#laid.rows.findLastIndex(({ kind }) => kind === 'message' || kind === 'unsent');
  }

  async #focus(from: number, step: 1 | -1): Promise<void> {
    const { rows } = this.#laid;
    let at = from;
    while (rows[at] && rows[at]?.kind !== 'message' && rows[at]?.kind !== 'unsent') at += step;
    const row = rows[at];
    if (!row) return;
    this.#active = undefined;
    this.#focused = row.key;
    this.list?.scrollToIndex(at, { align: 'nearest' });
    await tick();
    document
      .querySelector<HTMLElement>(`[data-row="${CSS.escape(row.key)}"] > article`)
      ?.focus({ preventScroll: true });
  }

  #follow(): void {
    const timeline = this.#timeline();
    if (timeline.takeJump()) {
      this.#opened = timeline;
      this.#openAt(timeline);
    } else if (this.#opened !== timeline) return;
    else if (this.#isAtEnd) this.#toEnd();
    else this.look();
  }

  #openAt(timeline: Timeline): void {
    const { rows } = this.#laid;
    const at = rows.findIndex(
      (row) => row.kind === 'unread' || (row.kind === 'message' && row.message.no === timeline.opensAt),
    );
    const isLink = timeline.pointsAt !== undefined;
    const wanted = isLink
      ? rows.findIndex((row) => row.kind === 'message' && row.message.no === timeline.pointsAt)
      : at;
    if (wanted < 0) return this.#toEnd();
    this.#isAtEnd = false;
    const offset = -aboveUnread(this.#room());
    this.list?.scrollToIndex(wanted, isLink ? { align: 'center' } : { align: 'start', offset });
    requestAnimationFrame(() => this.onscroll(this.list?.getScrollOffset() ?? 0));
  }

  /** How high the list is. It learns this itself only after it has been laid out. */
  #room(): number {
    return this.list?.getViewportSize() || (this.frame?.clientHeight ?? 0);
  }

  #toEnd(): void {
    this.#isAtEnd = true;
    this.list?.scrollToIndex(this.#laid.rows.length - 1, { align: 'end' });
    requestAnimationFrame(() => this.look());
  }
}

function dayOf(rows: readonly Row[], at: number): string | undefined {
  for (let n = at; n >= 0; n -= 1) {
    const row = rows[n];
    if (row?.kind === 'message') return row.message.createdAt;
    if (row?.kind === 'day') return row.at;
  }
  return undefined;
}
