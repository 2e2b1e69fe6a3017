// The words of change detection: what differs between two snapshots of a page, how much it matters, and why.
import type { Availability, FieldValue } from '../page/parsed-page.ts';

export const CHANGE_KINDS = [
  'text',
  'field',
  'price',
  'availability',
  'added',
  'removed',
  'moved',
  'page-type',
] as const;
export type ChangeKind = (typeof CHANGE_KINDS)[number];

export type Severity = 'minor' | 'notable' | 'major';

export interface BlockChange {
  readonly op: 'added' | 'removed' | 'replaced' | 'moved';
  readonly path: string;
  readonly before?: string;
  readonly after?: string;
  /** Nearest heading above it. */
  readonly under?: string;
  /** Heading a moved block stood under before, where that is another one. */
  readonly from?: string;
  /** Why it was not reported: the noise or job rule that took it out. */
  readonly rule?: string;
  /** Key of a change that many pages of the host share. */
  readonly siteWide?: string;
}

export interface FieldChange {
  readonly name: string;
  readonly before: string | null;
  readonly after: string | null;
}

/** One change of a page with its evidence; ids and states are the store's business. */
export interface PageChange {
  readonly kind: ChangeKind;
  readonly severity: Severity;
  /** One line a newcomer understands, made without a model. */
  readonly summary: string;
  readonly blocks: readonly BlockChange[];
  readonly fields: readonly FieldChange[];
}

/** What detect-change knows about the stored page. */
export interface ChangeBaseline {
  readonly textHash: string;
  readonly fields: readonly FieldValue[];
  readonly pageType: string;
  readonly availability?: Availability;
  /** Paths or text patterns learned to be volatile (second look at the first visit). */
  readonly volatile: readonly string[];
  /** The same, learned from other pages of the host. */
  readonly template?: readonly string[];
}

/** The layer that decided, cheapest first. */
type ChangeLayer = 'not-modified' | 'bytes' | 'text' | 'noise' | 'blocks' | 'fields';

export type ChangeVerdict =
  | { readonly verdict: 'first'; readonly reason: string }
  | {
      readonly verdict: 'unchanged';
      readonly layer: ChangeLayer;
      readonly reason: string;
      readonly suppressed: readonly BlockChange[];
      /** Patterns of what differs by itself, from a noise sample. */
      readonly learned?: readonly string[];
    }
  | {
      readonly verdict: 'changed';
      readonly change: PageChange;
      readonly reason: string;
      readonly suppressed: readonly BlockChange[];
    }
  | {
      readonly verdict: 'unjudged';
      readonly reason: string;
      /** Nothing but the currency is in the way: all prices are in this other one. */
      readonly flippedTo?: string;
    };
