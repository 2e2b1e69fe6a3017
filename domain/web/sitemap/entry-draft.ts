// One entry while its elements are read.
import { parseEntry } from './entry.ts';
import type { SitemapEntry } from './document.ts';
import type { AddressForm, EntryField } from './entry-field.ts';

interface RankedAddress {
  readonly rank: number;
  readonly text: string;
  readonly form: AddressForm;
  readonly base: string | undefined;
}

/** Real entries have fewer than ten links; more are not looked at. */
const MAX_ADDRESSES = 50;
const MAX_DATES = 10;

export class EntryDraft {
  /** What the addresses in it are relative to. */
  readonly base: string | undefined;
  readonly #addresses: RankedAddress[] = [];
  readonly #dates: { readonly rank: number; readonly text: string }[] = [];
  #changeFrequency = '';
  #priority = '';
  /** Text of the entry's own element, outside the elements in it. */
  bareText = '';

  constructor(base: string | undefined) {
    this.base = base;
  }

  get hasAddress(): boolean {
    return this.#addresses.length > 0;
  }

  addAddress(address: RankedAddress): void {
    if (address.text.trim() === '' || this.#addresses.length >= MAX_ADDRESSES) return;
    this.#addresses.push(address);
  }

  /** The first text of a kind counts. */
  addText(field: EntryField, text: string): void {
    if (text.trim() === '') return;
    switch (field.of) {
      case 'address':
        this.addAddress({ rank: field.rank, text, form: field.form, base: this.base });
        return;
      case 'date':
        if (this.#dates.length < MAX_DATES) this.#dates.push({ rank: field.rank, text });
        return;
      case 'change-frequency':
        this.#changeFrequency ||= text;
        return;
      case 'priority':
        this.#priority ||= text;
        return;
    }
  }

  /** `null` when the entry names no page. */
  read(): SitemapEntry | null {
    const bare = { text: this.bareText, form: 'in-full', base: undefined } as const;
    return parseEntry({
      addresses: [...byRank(this.#addresses), bare],
      dates: byRank(this.#dates).map(({ text }) => text),
      changeFrequency: this.#changeFrequency,
      priority: this.#priority,
    });
  }
}

function byRank<Ranked extends { readonly rank: number }>(all: readonly Ranked[]): Ranked[] {
  return all.length < 2 ? [...all] : all.toSorted((a, b) => a.rank - b.rank);
}
