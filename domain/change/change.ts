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
  /** Nearest heading above the block. */
  readonly under?: string;
  /** For a moved block: the heading it stood under before, if that was another one. */
  readonly from?: string;
  /** Why the block is not reported: the noise rule or job rule that suppressed it. */
  readonly rule?: string;
  /** Key of a change that many pages of the host share. */
  readonly siteWide?: string;
}

export interface FieldChange {
  readonly name: string;
  readonly before: string | null;
  readonly after: string | null;
}

/** One change of a page with its evidence. Ids and states are added by the store stage. */
export interface PageChange {
  readonly kind: ChangeKind;
  readonly severity: Severity;
  /** One line for people, built from the changes by rules, not by a language model. */
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
  /** Patterns of places that a noise sample found to differ by themselves. */
  readonly volatile: readonly string[];
  /** Volatile patterns learned from other pages of the host. */
  readonly template?: readonly string[];
}

/** The layer that decided; the cheapest layer is tried first. */
type ChangeLayer = 'not-modified' | 'bytes' | 'text' | 'noise' | 'blocks' | 'fields';

export type ChangeVerdict =
  | { readonly verdict: 'first'; readonly reason: string }
  | {
      readonly verdict: 'unchanged';
      readonly layer: ChangeLayer;
      readonly reason: string;
      readonly suppressed: readonly BlockChange[];
      /** Patterns of places that differ by themselves, learned from a noise sample. */
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
      /** Set when the currency is the only obstacle: all prices are in this other currency. */
      readonly flippedTo?: string;
    };
