// What an import makes of one entry of another tool's file.
import type { ChannelSettings } from '../../alert/channel/schema.ts';
import type { JobInput } from '../../config/schema.ts';
import type { KnownDraft } from './known-text/known-draft.ts';

export const IMPORT_KINDS = [
  'webchanges',
  'changedetection',
  'distill',
  'opml',
  'sitemap',
  'bookmarks',
  'table',
  'list',
] as const;
export type ImportKind = (typeof IMPORT_KINDS)[number];

/** Something that the other tool does for this entry and Webloom will not. */
export interface Loss {
  /** Name of the option as the other tool writes it. */
  readonly option: string;
  readonly why: string;
  readonly instead: string;
}

/** whole: everything it said is in the job. losses: the job is of use without the rest. refused: no job is made. */
export const IMPORT_OUTCOMES = ['whole', 'losses', 'refused'] as const;
type ImportOutcome = (typeof IMPORT_OUTCOMES)[number];

export interface ImportEntry {
  /** Tells it apart from the others of its tool, the same in each import. */
  readonly sourceId: string;
  readonly name: string;
  /** Its first address; empty: it has none. */
  readonly url: string;
  readonly outcome: ImportOutcome;
  /** Why it is refused; null: it is not. */
  readonly reason: string | null;
  /** Null: it is refused. */
  readonly input: JobInput | null;
  /** It was off in the other tool. */
  readonly paused: boolean;
  readonly losses: readonly Loss[];
  /** What the other tool knew of its page; null: nothing, or it is not asked for. */
  readonly known: KnownDraft | null;
  /** Where it was told to, as channels. They hold secrets. */
  readonly channels: readonly ChannelSettings[];
}

export type ReadImport =
  | {
      readonly ok: true;
      readonly kind: ImportKind;
      readonly entries: readonly ImportEntry[];
      /** What is to be said of the file as a whole. */
      readonly notes: readonly string[];
    }
  /** The file as a whole can't be read; `detail` says why and what to do. */
  | { readonly ok: false; readonly detail: string };
