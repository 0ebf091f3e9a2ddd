import type { ErrorBody } from '@engawa/contract/errors';
import type { ListOptions } from '@engawa/contract/people';
import type {
  ColumnKind,
  Correction,
  ListPreview,
  PhoneListReading,
  UploadedList,
} from '@engawa/contract/phone-list';
import type { CommandOutput } from '@engawa/contract/socket';
import { newClientId } from '#lib/live/client-id.ts';
import { askFile, post, submit } from '#lib/live/rest.ts';
import { language } from '#lib/text/language.ts';

/** 10,000 people take their time. */
const patience = 60_000;

/** A section that a list empties. */
export type Closing = { id: string; path: readonly string[]; closes: boolean };

type Imported = CommandOutput<'people:import'>;

/** A phone list on its way in: chosen, read, looked over, corrected, imported. */
export class PhoneList {
  #fileName = $state('');
  #fileId = $state('');
  #preview = $state.raw<ListPreview | undefined>();
  #busy = $state<'' | 'reading' | 'importing'>('');
  #refusal = $state.raw<ErrorBody | undefined>();
  #imported = $state.raw<Imported | undefined>();
  #corrections = $state.raw<readonly Correction[]>([]);
  #leftOut = $state.raw<readonly number[]>([]);
  #kept = $state.raw<ReadonlySet<string>>(new Set());
  left = $state<'keep' | 'end'>('keep');
  #asked: { wanted: string; id: string } | undefined;

  get fileName(): string {
    return this.#fileName;
  }
  get preview(): ListPreview | undefined {
    return this.#preview;
  }
  get busy() {
    return this.#busy;
  }
  get refusal(): ErrorBody | undefined {
    return this.#refusal;
  }
  get imported(): Imported | undefined {
    return this.#imported;
  }
  get options(): ListOptions {
    return {
      fileId: this.#fileId,
      ...(this.#preview && { reading: this.#preview.reading }),
      corrections: [...this.#corrections],
      leaveOut: [...this.#leftOut],
    };
  }

  async choose(file: File): Promise<void> {
    this.#busy = 'reading';
    this.#refusal = undefined;
    const bytes = new Blob([file], { type: 'text/csv' });
    const uploaded = await submit<UploadedList>('/api/people/import/file', bytes);
    if (!uploaded.ok) {
      this.#refuse(uploaded.error);
      return;
    }
    this.#fileName = file.name;
    this.#fileId = uploaded.data.fileId;
    this.#preview = undefined;
    this.#corrections = [];
    this.#leftOut = [];
    this.#kept = new Set();
    await this.#look();
  }

  /** Says which column of the file holds a kind; no column is -1. */
  async useColumn(kind: ColumnKind, column: number): Promise<void> {
    if (!this.#preview) return;
    const { reading } = this.#preview;
    const columns = reading.columns.map((was, index) =>
      index === column ? kind : was === kind ? 'ignored' : was,
    );
    await this.#look({ ...reading, columns });
  }

  async correct(line: number, column: ColumnKind, value: string): Promise<void> {
    const others = this.#corrections.filter((one) => one.line !== line || one.column !== column);
    this.#corrections = [...others, { line, column, value }];
    await this.#look();
  }

  async leaveOut(line: number): Promise<void> {
    this.#leftOut = [...this.#leftOut, line];
    await this.#look();
  }

  /** Nobody works anywhere in the hall yet: there is nothing to compare the list with. */
  get isFirst(): boolean {
    const { sections = [], left = [], closing = [] } = this.#preview ?? {};
    const standsSomething = sections.some(({ isNew }) => !isNew) || closing.length > 0;
    return !standsSomething && left.every(({ section }) => section.length === 0);
  }

  /** Sections that may end with this import, and whether they do, as things are chosen. */
  get closing(): readonly Closing[] {
    const proposed = this.#preview?.closing ?? [];
    const closing = proposed.filter(({ onlyWithLeft }) => !onlyWithLeft || this.left === 'end');
    const kept = closing.filter(({ id }) => this.#kept.has(id)).map(({ path }) => path);
    // What stays open keeps open what it lies in.
    const stays = (path: readonly string[]) =>
      kept.some((below) => path.every((name, depth) => below[depth] === name));
    return closing.map(({ id, path }) => ({ id, path, closes: !stays(path) }));
  }

  /** Whether a section that this list empties is closed. */
  close(id: string, closes: boolean): void {
    const kept = new Set(this.#kept);
    if (closes) kept.delete(id);
    else kept.add(id);
    this.#kept = kept;
  }

  /** The rows to look at, as a file for Excel; undefined where the server gave none. */
  async doubtfulRows(): Promise<Blob | undefined> {
    const wanted = { ...this.options, language, encoding: 'cp932' };
    const file = await askFile('/api/people/import/doubtful', wanted);
    this.#refusal = file.ok ? undefined : file.error;
    return file.ok ? file.data : undefined;
  }

  /** All or nothing: what was looked at goes in, or an error says why not. */
  async import(): Promise<void> {
    const preview = this.#preview;
    if (!preview || this.#busy) return;
    this.#busy = 'importing';
    this.#refusal = undefined;
    const { reading, ...options } = { ...this.options, reading: preview.reading };
    const answer = await post<Imported>(
      '/api/commands/people:import',
      {
        clientId: this.#importId(preview.digest),
        ...options,
        reading,
        digest: preview.digest,
        left: this.left,
        close: this.#closed,
      },
      { most: patience },
    );
    this.#busy = '';
    if (answer.ok) this.#imported = answer.data;
    else this.#refusal = answer.error;
  }

  get #closed(): string[] {
    return this.closing.filter(({ closes }) => closes).map(({ id }) => id);
  }

  /** A lost answer is asked for again with the same id; another list is another import. */
  #importId(digest: string): string {
    const wanted = [this.#fileId, digest, this.left, ...this.#closed].join(' ');
    if (this.#asked?.wanted !== wanted) this.#asked = { wanted, id: newClientId() };
    return this.#asked.id;
  }

  again(): void {
    this.#imported = undefined;
    this.#preview = undefined;
    this.#fileName = '';
  }

  async #look(reading?: PhoneListReading): Promise<void> {
    this.#busy = 'reading';
    const looked = await submit<ListPreview>(
      '/api/people/import/preview',
      {
        ...this.options,
        ...(reading && { reading }),
      },
      patience,
    );
    if (!looked.ok) {
      this.#refuse(looked.error);
      return;
    }
    this.#busy = '';
    this.#refusal = undefined;
    this.#preview = looked.data;
  }

  #refuse(error: ErrorBody): void {
    this.#busy = '';
    this.#refusal = error;
  }
}
