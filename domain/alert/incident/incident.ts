// An incident: something a rule found worth telling. A change or a price is a moment: it is told and over, unless the
// rule reminds of it. A failed run or a page that fails lasts until it is well again.
import type { AlertKind } from '../rule/alert-rule.ts';
import type { AlertMessage, MessageSeverity } from '../rule/message.ts';
import type { RolledBack } from '../../page/rolled-back.ts';
import type { IncidentState } from './lifecycle.ts';

/** What happened where; as its messages say it. */
export type IncidentSubject = Pick<AlertMessage, 'job' | 'run' | 'page' | 'change' | 'price' | 'limit'> & {
  /** The host that does not answer. */
  readonly host?: string;
};

export type TellingKind = 'begin' | 'reminder' | 'end';

/** By a maintenance window. */
export interface Deferral {
  readonly windowId: string;
  readonly reason: string;
  readonly until: Date;
}

export type GatheredFirst = Pick<AlertMessage, 'title' | 'lines' | 'page' | 'change' | 'price'>;

/** Key of what gathers the further changes or prices of a run, whatever they are. */
export const STORM = 'storm';

/** One of those that an incident stands for, or several pages on which the same changed. */
export interface GatheredMember {
  readonly title: string;
  /** Of the first of them. */
  readonly url: string;
  /** Absent: it is one. */
  readonly pages?: number;
  readonly severity: MessageSeverity;
}

interface FinderRule {
  readonly ruleId: string;
  readonly ruleName: string;
  readonly reason: string;
}

export interface IncidentMove {
  readonly at: Date;
  readonly event: string;
  readonly by: string;
}

export interface Incident extends IncidentSubject {
  readonly _id: string;
  readonly workspaceId: string;
  readonly ruleId: string;
  readonly ruleName: string;
  readonly kind: AlertKind;
  /** False: a moment. */
  readonly lasting: boolean;
  readonly state: IncidentState;
  /** Rises with every write. */
  readonly v: number;
  readonly severity: MessageSeverity;
  readonly title: string;
  readonly lines: readonly string[];
  /** Why the rule fired. */
  readonly reason: string;
  /** Other rules that found it and keep silent because this one tells the same channels as soon. */
  readonly alsoBy?: readonly FinderRule[];
  readonly startedAt: Date;
  /** Since when a change or a price is known and waits to be told. */
  readonly knownAt?: Date;
  /** From then until its first message, where nothing but Webloom itself held that back. */
  readonly tellingMs?: number;
  /** The tally has not counted `tellingMs` yet. */
  readonly uncounted?: true;
  readonly resolvedAt?: Date;
  readonly snoozedUntil?: Date;
  /** Since when a part of Webloom is well again; it is over when it stays so. */
  readonly wellSince?: Date;
  /** While it lasts; unique. */
  readonly openKey?: string;
  /** Rule and run of a moment. */
  readonly group?: string;
  /** It stands for all further changes or prices of its group; `gathered` is their number once it is told. */
  readonly gathers?: true;
  /** What it gathers: the changes of a storm, or those that many pages of a site share. */
  readonly gatherKey?: string;
  /** Of one change: what became of the body of its page. It stands for other addresses of the run with the same, too. */
  readonly sameBody?: string;
  readonly gathered?: number;
  /** All of them in one line, once it is told. */
  readonly summary?: string;
  /** The gravest of them, gravest first: named in its message. */
  readonly members?: readonly GatheredMember[];
  /** The first that it gathers: named where it stands for many, told as itself where it is the only one. */
  readonly first?: GatheredFirst;
  /** Messages sent. */
  readonly told: number;
  readonly lastToldAt?: Date;
  /** What is told next, and when; absent: nothing. */
  readonly next?: TellingKind;
  readonly tellAt?: Date;
  /** Steps of the rule that were done, and when the next one is due; absent: none is. */
  readonly stepsDone?: number;
  readonly stepAt?: Date;
  /** Until when it waits for a sentence of a language model, and when it is told without that wait. */
  readonly awaits?: { readonly until: Date; readonly tellAt: Date };
  /** The message that tells it together with others. */
  readonly digestId?: string;
  /** Why it is not told at its time. */
  readonly held?: Deferral;
  /** What it told of was taken back. */
  readonly rolledBack?: RolledBack;
  readonly history: readonly IncidentMove[];
}

/** Moves kept on an incident. */
export const MAX_MOVES = 50;

interface IncidentQuery {
  readonly workspaceId: string;
  readonly states?: readonly IncidentState[] | undefined;
  readonly ruleId?: string | undefined;
  readonly jobId?: string | undefined;
  /** Only ids lower than this one (newest first). */
  readonly before?: string | undefined;
  readonly limit: number;
}

export interface DeferringWindow {
  readonly workspaceId: string;
  readonly windowId: string;
}

/** Null: none waits. */
interface NextDue {
  readonly tellAt: Date | null;
  readonly stepAt: Date | null;
}

export interface IncidentStore {
  get(incidentId: string): Promise<Incident | null>;
  /** Newest first. */
  list(query: IncidentQuery): Promise<Incident[]>;
  /** How many of a workspace are in each state but resolved. */
  countOpen(workspaceId: string): Promise<ReadonlyMap<IncidentState, number>>;
  /** Insert-only: one whose id or open key exists is left as it is. */
  insert(incidents: readonly Incident[]): Promise<void>;
  /** Compare-and-set on `v`: the whole new document. */
  replace(incident: Incident, v: number): Promise<boolean>;
  /** When the next one is to be told, and when the next step is due. Both may be over. */
  nextDue(): Promise<NextDue>;
  /** Those to be told by now, the longest waiting first. */
  due(now: Date, limit: number): Promise<Incident[]>;
  /** Those with a step that is due by now, the longest waiting first. */
  stepsDue(now: Date, limit: number): Promise<Incident[]>;
  /** Those that wait for the end of a maintenance window, to be told later than `now`. */
  deferredBy(window: DeferringWindow, now: Date, limit: number): Promise<Incident[]>;
  /** The one that lasts under this key. */
  open(openKey: string): Promise<Incident | null>;
  /** Those that last, of one kind. */
  openOfKind(kind: AlertKind, limit: number): Promise<Incident[]>;
  /** Of a group, some hundreds at most: the first changes or prices of a run, and what gathers the others. */
  ofGroup(group: string): Promise<Incident[]>;
}
