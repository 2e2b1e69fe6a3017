// The words of change detection: what differs between two snapshots of a page, how much it matters, and why.
import type { Availability, FieldValue } from '../reading/page/parsed-page.ts';
import type { PictureComparison } from './picture/compare-pictures.ts';
import type { ChangeStep } from './step.ts';

export const CHANGE_KINDS = [
  'text',
  'field',
  'price',
  'availability',
  'added',
  'removed',
  'moved',
  'entry',
  'page-type',
  'picture',
] as const;
export type ChangeKind = (typeof CHANGE_KINDS)[number];

/** In rising order. */
export const SEVERITIES = ['minor', 'notable', 'major'] as const;
export type Severity = (typeof SEVERITIES)[number];

/** What a job may ask for alone. */
export const LINE_CHANGES = ['added', 'removed', 'changed'] as const;
export type LineChange = (typeof LINE_CHANGES)[number];

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
  /** The body of the page stood still: only its frame differs. */
  readonly frameOnly?: true;
  /** What differs in what the page looks like, where that is watched. */
  readonly picture?: PictureChange;
}

/** The largest regions first. */
export interface PictureChange extends Omit<PictureComparison, 'same'> {
  /** Of all regions; very many are not kept. */
  readonly count: number;
}

/** What detect-change knows about the stored page. */
export interface ChangeBaseline {
  readonly textHash: string;
  readonly fields: readonly FieldValue[];
  readonly pageType: string;
  readonly availability?: Availability;
  /** The part that the job watches was not on the page. */
  readonly lostPart?: boolean | undefined;
  /** It was text, JSON, XML or the like, and no web page; absent: nobody knows. */
  readonly isDocument?: boolean | undefined;
  /** Patterns of places that a noise sample found to differ by themselves. */
  readonly volatile: readonly string[];
  /** Volatile patterns learned from other pages of the host. */
  readonly template?: readonly string[];
}

/** `step`: which step of the engine decided (see step.ts). */
export type ChangeVerdict =
  | { readonly verdict: 'first'; readonly step: ChangeStep; readonly reason: string }
  | {
      readonly verdict: 'unchanged';
      readonly step: ChangeStep;
      readonly reason: string;
      readonly suppressed: readonly BlockChange[];
      /** Patterns of places that differ by themselves, learned from a noise sample. */
      readonly learned?: readonly string[];
      /** The job does not ask for such differences: the version becomes the baseline, and nobody is told. */
      readonly accepts?: true;
    }
  | {
      readonly verdict: 'changed';
      readonly step: ChangeStep;
      readonly change: PageChange;
      readonly reason: string;
      readonly suppressed: readonly BlockChange[];
      /** As above, from a look some seconds earlier. */
      readonly learned?: readonly string[];
    }
  | {
      readonly verdict: 'unjudged';
      readonly step: ChangeStep;
      readonly reason: string;
      /** Set when the currency is the only obstacle: all prices are in this other currency. */
      readonly flippedTo?: string;
    };

export type Unchanged = Extract<ChangeVerdict, { verdict: 'unchanged' }>;

/** Whether the version is what later ones are compared with. */
export function becomesBaseline(verdict: ChangeVerdict): boolean {
  if (verdict.verdict === 'unchanged') return verdict.accepts === true;
  return verdict.verdict === 'first' || verdict.verdict === 'changed';
}
