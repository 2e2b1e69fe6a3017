// What the change engine compares: a version of a page, the stored one, and the rules of the job.
import type { Availability, FieldValue, TextBlock } from '../reading/page/parsed-page.ts';
import type { ChangeBaseline } from './change.ts';
import type { Looks } from './noise/noise-date.ts';
import type { ChangeRules } from './rules.ts';
import type { ToldVersion } from './told/told-facts.ts';

export interface ComparedBaseline extends ChangeBaseline {
  readonly blocks: readonly TextBlock[];
  readonly lang?: string | undefined;
  readonly title?: string | undefined;
}

export interface ComparedPage {
  readonly blocks: readonly TextBlock[];
  readonly textHash: string;
  readonly fields: readonly FieldValue[];
  readonly pageType: string;
  readonly availability?: Availability | undefined;
  readonly lang?: string | undefined;
  /** Absent: it is not compared. */
  readonly title?: string | undefined;
  /** Kind of wall (login, captcha, consent, blocked, empty …) the classifier saw, or null. */
  readonly wall?: string | null | undefined;
  /**
   * Text, JSON, XML and the like. A loss of text there is what the server means to say, not a broken page.
   */
  readonly isDocument?: boolean | undefined;
  /** The part that the job watches is not on the page. */
  readonly lostPart?: boolean | undefined;
  /** The job names a part of the page, or its source, and there is something to compare in it. */
  readonly isChosen?: boolean | undefined;
  /** The filters of the job left no line of a text that was there. */
  readonly isFilteredOut?: boolean | undefined;
  /** The body or its text is not of the kind that the job says, in words. */
  readonly misread?: string | undefined;
}

export interface ChangeInput {
  /** Null at the first visit. */
  readonly baseline: ComparedBaseline | null;
  readonly current: ComparedPage;
  readonly rules: ChangeRules;
  /** At a second look: the currency the first look saw. */
  readonly confirms?: string | undefined;
  /** The text as another look saw it some seconds earlier: only what that one saw too is told. */
  readonly seenBefore?: readonly TextBlock[] | undefined;
  /** When both versions were read, if known: a page that shows today's date differs from day to day. */
  readonly looks?: Looks | undefined;
  /** Whether a version told before had this line; asked only where the job wants new lines. */
  readonly isKnownLine?: ((line: string) => boolean) | undefined;
  /** The versions told last, the newest first, where the job wants the page compared with more than one. */
  readonly toldBefore?: readonly ToldVersion[] | undefined;
}

/** Input of the steps after the first version. */
export type CompareInput = ChangeInput & { readonly baseline: ComparedBaseline };
