// The rows of the stage files: one per visit, in the same order in every stage of a chunk. A stage writes
// only its own columns; `null` stands where it had nothing to do.
import type { ChangeVerdict } from '../../change/change.ts';
import type { ChangeStep } from '../../change/step.ts';
import type { PackSlice, PictureSlice, ServedSlice } from '../pack-slice.ts';
import type { PageFeatures, ReadFormat } from '../../reading/page/page-features.ts';
import type { PageClass } from '../../reading/page/page-type.ts';
import type {
  ArticleFacts,
  FieldValue,
  LinkContext,
  PagingLink,
  PriceCandidate,
  ProductFacts,
} from '../../reading/page/parsed-page.ts';
import type { JudgedRules } from '../../price/rule/judge-rules.ts';
import type { PriceVerdict } from '../../price/price.ts';
import type { PriceSight } from '../../price/rule/rule-input.ts';
import type { SecondLook, Visit } from '../chunk.ts';
import type { Outcome, ReasonCode } from '../outcome.ts';
import type { RenderWish } from '../render/render-wish.ts';
import type { TakenFallback } from '../fallback/fallback.ts';
import type { Rectangle } from '../../web/fetch/page-picture.ts';
import type { HostCalls } from '../../web/fetch/page-calls.ts';
import type { PageStepResult } from '../../web/page-step/page-step.ts';
import type { PageSeen } from '../report/seen-counts.ts';
import type { Change, KeptPicture, PricePoint, Snapshot } from '../../page/page.ts';
import type { PageTouch, PageWrite, SnapshotPicture, SnapshotServed } from '../../page/page-store.ts';
import type { TemplateSample } from '../../page/template.ts';

type ScrapeResultKind =
  /** A body lies in a pack. */
  | 'fetched'
  | 'not-modified'
  /** 404 or 410. */
  | 'gone'
  | 'failed'
  | 'skipped'
  /** Handed back: a later chunk takes it when it is due. */
  | 'deferred';

export interface ScrapeRow extends Visit {
  readonly result: ScrapeResultKind;
  readonly reason?: ReasonCode;
  readonly detail?: string;
  readonly status?: number;
  readonly finalUrl?: string;
  readonly headers?: Readonly<Record<string, string>>;
  readonly pack?: PackSlice;
  /** SHA-256 of the body, base64url. */
  readonly hash?: string;
  /** The body is what a browser made of the page. */
  readonly rendered?: true;
  /** Proxy pool and server that it came by, in words; absent: by none. */
  readonly proxy?: string;
  /** Of the page, or of what was on the screen when a step failed. */
  readonly picture?: PictureSlice;
  /** Why there is none, where one was wanted. */
  readonly pictureFault?: string;
  /** What the server sent, where the job keeps that beside what a browser made of it. */
  readonly served?: ServedSlice;
  /** Why there is none, where it was wanted. */
  readonly servedFault?: string;
  /** The JSON that the page got meanwhile; absent: a run wants none. */
  readonly noted?: PackSlice;
  /** How its steps ended, as far as they came; absent: there are none. */
  readonly steps?: readonly PageStepResult[];
  /** What the page asked of watched hosts by itself; absent: nothing. */
  readonly calls?: readonly HostCalls[];
  readonly wireBytes: number;
  /** Epoch ms. */
  readonly fetchedAt: number;
  readonly elapsedMs: number;
  /** Time spent waiting for the host's pace. */
  readonly waitMs: number;
  readonly requests: number;
}

/** url, text, context, paging step or 0, nofollow 0 or 1. A tuple, because a run has very many links. */
export type LinkRow = readonly [string, string, LinkContext, PagingLink | 0, 0 | 1];

export interface ParsedRow {
  readonly kind: 'parsed';
  readonly title: string;
  readonly description: string;
  readonly lang: string;
  readonly canonicalUrl?: string;
  readonly noindex: boolean;
  readonly nofollow: boolean;
  readonly textHash: string;
  /** Content-addressed blob of the text blocks. */
  readonly blocksKey: string;
  /**
   * Key of the links blob, for replay when the page is unchanged; absent where the source follows no links.
   */
  readonly linksKey?: string;
  /** The part that the job watches is not on the page. */
  readonly lostPart?: true;
  /** The filters of the job left no line of a text that was there. */
  readonly isFilteredOut?: true;
  /** The body or its text is not of the kind that the job says, in words. */
  readonly misread?: string;
  readonly blockCount: number;
  /** Sketch of the block paths (`domain/page/skeleton.ts`); absent in rows from before it was kept. */
  readonly skeleton?: string;
  readonly textLength: number;
  readonly fields: readonly FieldValue[];
  readonly priceCandidates: readonly PriceCandidate[];
  readonly product?: ProductFacts;
  readonly article?: ArticleFacts;
  readonly features: PageFeatures;
  readonly linkCount: number;
  /** The stored version parsed again by today's rules; set when it was parsed by other rules. */
  readonly readAgain?: ReadAgain;
  /** The body of the stored version was to be read again and is gone; this visit takes its place. */
  readonly isBaselineLost?: true;
}

export interface ReadAgain
  extends Pick<ParsedRow, 'textHash' | 'blocksKey' | 'fields' | 'lang' | 'lostPart'> {
  /** What the body was read as; absent: by a version that did not say. */
  readonly format?: ReadFormat;
}

export type ParseRow =
  | ParsedRow
  /** Nothing new to parse: the stored links of the page are replayed. */
  | { readonly kind: 'same'; readonly linkCount: number }
  | { readonly kind: 'failed'; readonly reason: ReasonCode; readonly detail: string }
  | null;

/** Links of a visit, parsed or replayed; in a file of their own, because only the planner reads them. */
export type LinksRow = readonly LinkRow[] | null;

export type ClassifyRow = PageClass | null;

export type ChangeRow = (ChangeVerdict & KeptOfComparing) | null;

interface KeptOfComparing {
  /** Blob of the lines of all versions told so far, where the job wants new lines alone. */
  readonly seenLinesKey?: string;
  /** Places that move by themselves, of the picture that the next look is compared with. Absent: as before. */
  readonly pictureNoise?: readonly Rectangle[];
}

export type PriceRow = (PriceVerdict & { readonly rules?: RulesOfVisit }) | null;

/** What the job's price rules made of a visit. Absent where the page tells neither a price nor a stock. */
export interface RulesOfVisit extends JudgedRules {
  /** Version of the page whose states were used; 0: the page is new. */
  readonly pageV: number;
  readonly sight: PriceSight;
}

/** A row of the outcome file: how the visit ended, why, and what is written. A replay changes nothing. */
export interface StoreRow {
  readonly urlKey: string;
  readonly url: string;
  readonly visit: number;
  readonly outcome: Outcome | 'deferred';
  readonly reason: ReasonCode;
  readonly detail?: string;
  readonly status?: number;
  readonly attempts: number;
  readonly requests: number;
  readonly wireBytes: number;
  readonly elapsedMs: number;
  readonly waitMs: number;
  readonly fetchedAt: number;
  readonly pageType?: string;
  readonly countedAs?: Outcome;
  /** A redirect target that is a page of its own; it is added to the frontier. */
  readonly leadsTo?: string;
  readonly depth: number;
  /** Number of links that the parse stage found or replayed. */
  readonly links: number;
  /** Required fields that were not found; absent: none. */
  readonly missingFields?: readonly string[];
  /** What was done in another way than was meant; absent: nothing. */
  readonly fallbacks?: readonly TakenFallback[];
  /** What the page looked like; absent: it could not be read. */
  readonly seen?: PageSeen;
  /** The step of the change engine that decided, if the page was compared. */
  readonly step?: ChangeStep;
  /** Why an alert would or would not follow, in words. */
  readonly why: readonly string[];
  readonly reopen?: {
    readonly visit: number;
    readonly attempts: number;
    readonly dueAt: number;
    readonly countedAs?: Outcome;
    readonly lookAgain?: SecondLook;
    readonly render?: RenderWish;
  };
  readonly write?: PageWrite;
  readonly touch?: PageTouch;
  /** What a page that is chosen for a noise sample, or its second look, adds to the host's template. */
  readonly sample?: TemplateSample;
  readonly snapshot?: Snapshot;
  /** Where the body lies in its pack, until it is stored with the snapshot. */
  readonly body?: PackSlice;
  /** Where the picture lies in its pack, until it is stored under this key. */
  readonly picture?: { readonly key: string; readonly slice: PackSlice };
  /** What was on the screen when a step failed. */
  readonly failurePicture?: KeptPicture;
  /** The stored version had no picture and gets this one. */
  readonly portrait?: SnapshotPicture;
  /** Where what the server sent lies in its pack, until it is stored under this key. */
  readonly served?: { readonly key: string; readonly slice: PackSlice };
  /** The stored version did not have what the server sent, and gets it. */
  readonly servedLater?: SnapshotServed;
  readonly changes: readonly Change[];
  readonly prices: readonly PricePoint[];
  readonly settle?: { readonly changeIds: readonly string[]; readonly state: 'confirmed' | 'withdrawn' };
}

export interface PlanRow extends Visit {
  readonly chunkNo: number;
  /** The hosts of its chunk ask for a pause between two requests. */
  readonly paced?: true;
}

export interface SeedRow {
  readonly url: string;
  readonly depth: number;
}
