// A page: one URL as known to one job across runs, with its baseline and an outbox of what it has to announce.
import type { VariantPoint } from '../price/variant-offer.ts';
import type { ChangeKind, PageChange, Severity } from '../change/change.ts';
import type { ChangeStep } from '../change/step.ts';
import type { ToldFacts } from '../change/told/told-facts.ts';
import type { KnowingTool, KnownText } from './known-text/known-text.ts';
import type { RolledBack } from './rolled-back.ts';
import type { Availability, FieldValue } from '../reading/page/parsed-page.ts';
import type { FiredRule, KeptRuleState } from '../price/rule/judge-rules.ts';
import type { PictureFacts, Rectangle } from '../web/fetch/page-picture.ts';
import type { ServedFacts } from '../web/fetch/served-document.ts';
import type { ReadFormat } from '../reading/page/page-features.ts';
import type { PageSubtype, PageType } from '../reading/page/page-type.ts';

export const PAGE_STATES = ['live', 'removed', 'retired'] as const;
type PageState = (typeof PAGE_STATES)[number];

/** Of a change; nobody is told of a pending one. */
export const CHANGE_STATES = ['pending', 'confirmed', 'withdrawn'] as const;
export type ChangeState = (typeof CHANGE_STATES)[number];

/** The blob of a picture: lossless WebP, compressed once more by brotli as all content is. */
export interface KeptPicture extends PictureFacts {
  readonly key: string;
}

/** The blob of what the server sent before a browser made a page of it: UTF-8, compressed by brotli as all content is. */
export interface KeptServed extends ServedFacts {
  readonly key: string;
  readonly bytes: number;
}

/** `at`: epoch ms. */
export interface LastPicture extends KeptPicture {
  readonly at: number;
}

/** What was on the screen when a step of the job failed on a page. */
export interface FailurePicture extends KeptPicture {
  /** It is found by the page, which may never have been stored. */
  readonly pageId: string;
}

/** A told version that later looks are compared with, too. Its text is there as long as its snapshot is. */
export interface KeptToldVersion extends ToldFacts {
  readonly blocksKey: string;
  readonly at: Date;
}

export interface PageBaseline {
  readonly snapshotId: string;
  readonly rawHash: string;
  readonly textHash: string;
  readonly blocksKey: string;
  readonly bodyKey: string;
  readonly fields: readonly FieldValue[];
  readonly pageType: PageType;
  readonly subtype?: PageSubtype;
  readonly lang: string;
  readonly textLength: number;
  /** Rules, parser and fetch options the baseline was extracted with. Validators are sent only if it is today's. */
  readonly extractionVersion: string;
  readonly finalUrl: string;
  readonly etag?: string;
  readonly lastModified?: string;
  readonly contentType?: string;
  readonly outlinksKey?: string;
  /** A browser made it. `since`: when what the site sends was last seen not to be enough, epoch ms; `how`: what the browser waited for; `without`: hosts that it did not call, as their robots.txt wants. Absent: it is what the site sent. */
  readonly rendered?: { readonly since: number; readonly how?: string; readonly without?: string };
  /** The part that the job watches was not on the page. */
  readonly lostPart?: true;
  /** What it looked like. */
  readonly picture?: KeptPicture;
  /** What the server sent, where the job keeps that. */
  readonly served?: KeptServed;
  /** Places of the picture that were seen to change by themselves. */
  readonly pictureNoise?: readonly Rectangle[];
  /** What the body was read as; absent: it was stored before this was kept. */
  readonly format?: ReadFormat;
  /** Blob of the lines of all versions told so far, where the job wants new lines alone. */
  readonly seenLinesKey?: string;
  /** The versions told last, the newest first, where the job wants the page compared with more than the stored one. */
  readonly toldVersions?: readonly KeptToldVersion[];
  readonly volatile: readonly string[];
  /** Second looks at changes of the page, to learn what differs by itself; absent: none. */
  readonly noiseLooks?: number;
  readonly title: string;
  readonly at: Date;
  /** The text is that of a later look than the body: what differed was not to be told, and made no snapshot. */
  readonly isTextNewer?: true;
}

export interface PagePrice {
  readonly minor: number;
  readonly currency: string;
  readonly availability: Availability;
  readonly at: Date;
}

export interface OutboxEntry {
  readonly kind: 'change' | 'price' | 'event';
  /** Deterministic id of the change, price or event that is announced. */
  readonly id: string;
  /** Stage file and row that hold it. */
  readonly key: string;
  readonly row: number;
}

/** A change seen once, waiting for its second look. */
export interface PendingChange {
  readonly id: string;
  readonly textHash: string;
  /** Price and stock at which price rules fired: a second look has to see the same. */
  readonly sight?: string;
  /** Set when rules fired at the first look at a page: their states, kept once the second look has seen the same. */
  readonly priceRules?: readonly KeptRuleState[];
}

export interface Page {
  /** `<jobId>:<urlKey>` */
  readonly _id: string;
  readonly jobId: string;
  readonly urlKey: string;
  readonly url: string;
  readonly host: string;
  readonly state: PageState;
  /** Version of the document. It rises with every write, and a write is applied only to the version it expects. */
  readonly v: number;
  /** seq·10 + visit of the run that wrote it last. */
  readonly order: number;
  readonly baseline?: PageBaseline;
  /** What another tool knew of it before the first look. */
  readonly known?: KnownText;
  readonly price?: PagePrice;
  readonly lowestMinor?: number;
  /** What it looked like at its latest look, where the job keeps that. */
  readonly lastPicture?: LastPicture;
  /** What the job's price rules know of this page. */
  readonly priceRules?: readonly KeptRuleState[];
  readonly pendingChange?: PendingChange;
  readonly outbox: readonly OutboxEntry[];
  readonly outboxAt?: Date;
  readonly firstSeenAt: Date;
  readonly lastCheckedAt: Date;
  readonly lastChangedAt?: Date;
  readonly removedAt?: Date;
  readonly checks: number;
  readonly depth: number;
}

/** What a baseline says that its version does not: kept so that a roll-back can make the version a baseline again. */
export type SnapshotBasis = Pick<
  PageBaseline,
  'subtype' | 'lang' | 'textLength' | 'finalUrl' | 'lostPart' | 'format' | 'seenLinesKey' | 'rendered'
>;

export interface Snapshot {
  /** `<pageId>:<seq>:<hash8>` */
  readonly _id: string;
  readonly pageId: string;
  readonly jobId: string;
  /** Empty: no run made it. */
  readonly runId: string;
  /** The other tool that knew this text; absent: a look of ours found it. It is never read again by the rules of the job. */
  readonly from?: KnowingTool;
  readonly at: Date;
  readonly v: number;
  readonly rawHash: string;
  readonly textHash: string;
  readonly blocksKey: string;
  readonly bodyKey: string;
  readonly bodyBytes: number;
  /** As the site sent it: may name the body's character set. */
  readonly contentType?: string;
  readonly title: string;
  readonly pageType: PageType;
  readonly fields: readonly FieldValue[];
  /** How its lines were read (see readingVersion); absent on versions stored before this was kept. */
  readonly reading?: string;
  /** Somebody wants it kept: no clean-up thins it. */
  readonly pinned?: { readonly at: Date; readonly by: string };
  /** What it looked like; absent: the job kept no pictures, or none could be taken. */
  readonly picture?: KeptPicture;
  /** What the server sent; absent: the job did not keep that, or no browser made the body, which then is what it sent. */
  readonly served?: KeptServed;
  /** Absent on versions stored before it was kept. */
  readonly basis?: SnapshotBasis;
  readonly rolledBack?: RolledBack;
  /** Why it can not be read any more, in words: its blobs are missing or damaged. */
  readonly unreadable?: string;
}

export interface Change {
  /** `<pageId>:<v>` */
  readonly _id: string;
  readonly pageId: string;
  readonly jobId: string;
  readonly runId: string;
  readonly url: string;
  readonly title: string;
  readonly at: Date;
  readonly state: ChangeState;
  readonly kind: ChangeKind;
  readonly severity: Severity;
  readonly summary: string;
  readonly detail: PageChange;
  readonly fromSnapshot?: string;
  readonly toSnapshot?: string;
  readonly reason: string;
  /** The step of the change engine that decided; absent on pages that came, went or changed their price alone. */
  readonly step?: ChangeStep;
  /** The run whose gates hold it back; it is pending until somebody decides, or the run ends well. */
  readonly held?: string;
  /** The price rules of the job that fired. */
  readonly rules?: readonly FiredRule[];
  /** The stock moved, alone or beside the price. */
  readonly stockMoved?: true;
  /** Set if only the site's template changed on this page: such a change is told once for the site, under this key. */
  readonly siteWide?: string;
  /** Set if a roll-back withdrew it. */
  readonly rolledBack?: RolledBack;
}

/** A rule that told a change or a price, and the incident that stands for it. */
export interface ToldBy {
  readonly ruleId: string;
  readonly incidentId: string;
}

export interface PricePoint {
  /** `<pageId>:<order>` */
  readonly _id: string;
  readonly pageId: string;
  readonly jobId: string;
  readonly runId: string;
  readonly url: string;
  readonly name: string;
  readonly at: Date;
  readonly minor: number;
  readonly currency: string;
  readonly listMinor?: number;
  /** What its variants cost then, where they differ. */
  readonly variants?: VariantPoint;
  readonly availability: Availability;
  readonly changed: boolean;
  readonly beforeMinor?: number;
  readonly percent?: number;
  readonly beforeAvailability?: Availability;
  readonly confidence: number;
  readonly source: string;
  readonly raw: string;
  /** Set until the alert rules have judged it. */
  readonly alertAt?: Date;
  /** Rules that told it, with the incident that stands for it. */
  readonly alerts?: readonly ToldBy[];
  /** Set if a roll-back took it back: lists, figures and rules leave it out. */
  readonly rolledBack?: RolledBack;
  /** The run whose gates keep it from them. */
  readonly held?: string;
}
