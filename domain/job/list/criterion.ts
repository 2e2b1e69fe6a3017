// A search of jobs as a store answers it: fields of the document, texts and times, no words of the search language.
import { inIdCase } from '../job-id.ts';
import { type JobTrouble, RESTING_STATES } from '../job-trouble.ts';
import type { JobState } from '../../run/job-state.ts';
import type { Search, SearchTerm, SearchValue, Sign } from '../search/search.ts';
import { type TextPattern, toPattern } from '../search/text-pattern.ts';
import { DAY_MS, HOUR_MS } from '../../system/duration.ts';

/** Where a job's document keeps what it is searched and sorted by. */
export const JOB_FIELDS = {
  state: 'shownState',
  kind: 'config.source.kind',
  severity: 'latest.change.severity',
  tag: 'tags',
  host: 'listing.hosts',
  url: 'listing.urls',
  name: 'listing.name',
  note: 'listing.note',
  id: '_id',
  price: 'latest.price.amount',
  move: 'latest.move.percent',
  failed: 'failedInRow',
  trouble: 'trouble.kind',
  pages: 'aggregates.pages',
  runs: 'aggregates.runs',
  changed: 'latest.change.at',
  ran: 'aggregates.lastRunAt',
  created: 'createdAt',
  next: 'nextRunAt',
  schedule: 'config.schedule.kind',
  run: 'activeRun',
} as const;
type JobField = keyof typeof JOB_FIELDS;

export type JobCriterion =
  | { readonly kind: 'one-of'; readonly field: JobField; readonly values: readonly string[] }
  | { readonly kind: 'like'; readonly field: JobField; readonly pattern: TextPattern }
  | {
      readonly kind: 'compare';
      readonly field: JobField;
      readonly sign: Sign;
      readonly value: number | Date;
    }
  | { readonly kind: 'none'; readonly field: JobField }
  | { readonly kind: 'not'; readonly of: JobCriterion }
  | { readonly kind: 'any'; readonly of: readonly JobCriterion[] };

/** What a search needs to know besides the jobs. */
export interface SearchFacts {
  readonly now: Date;
  /** Jobs with unread changes; needed where `asksUnread`. */
  readonly unread: readonly string[];
}

const UNREAD = 'unread';

export function asksUnread({ terms }: Search): boolean {
  return terms.some(
    ({ key, values }) => key === 'is' && values.some((one) => one.kind === 'text' && one.text === UNREAD),
  );
}

/** All of them have to hold. The search was parsed by the keys of jobs. */
export function criteriaOf({ terms }: Search, facts: SearchFacts): JobCriterion[] {
  return terms.map((term) => {
    const criterion = any(term.values.map((value) => criterionOf(term, value, facts)));
    return term.negated ? not(criterion) : criterion;
  });
}

function not(of: JobCriterion): JobCriterion {
  return { kind: 'not', of };
}

function any(of: readonly JobCriterion[]): JobCriterion {
  const [only] = of;
  return only !== undefined && of.length === 1 ? only : { kind: 'any', of };
}

function criterionOf({ key }: SearchTerm, value: SearchValue, facts: SearchFacts): JobCriterion {
  if (key === null) return anywhere(value);
  if (key === 'is') return meaningOf(value, facts);
  const field = fieldOf(key);
  switch (value.kind) {
    case 'text':
      return textCriterion(field, value.text);
    case 'number':
      return { kind: 'compare', field, sign: value.sign, value: value.number };
    case 'age':
      return ageCriterion(field, value, facts.now);
  }
}

function fieldOf(key: string): JobField {
  const fields = Object.keys(JOB_FIELDS) as JobField[];
  return fields.find((field) => field === key) ?? 'id';
}

const CHOICES: readonly JobField[] = ['state', 'kind', 'severity'];
const TIMES: readonly JobField[] = ['changed', 'ran', 'next'];
/** An address, a name or a note is found by any part of it. */
const FREE: readonly JobField[] = ['url', 'name', 'note'];

function textCriterion(field: JobField, value: string): JobCriterion {
  if (CHOICES.includes(field)) return { kind: 'one-of', field, values: [value] };
  // The only word an age takes is `never`.
  if (TIMES.includes(field)) return { kind: 'none', field };
  const text = field === 'id' ? inIdCase(value) : value;
  return { kind: 'like', field, pattern: toPattern(text, { whole: !FREE.includes(field) }) };
}

function anywhere(value: SearchValue): JobCriterion {
  const pattern = toPattern(value.kind === 'text' ? value.text : '', { whole: false });
  return any((['name', 'url', 'tag', 'note'] as const).map((field) => ({ kind: 'like', field, pattern })));
}

function meaningOf(value: SearchValue, { unread }: SearchFacts): JobCriterion {
  switch (value.kind === 'text' ? value.text : '') {
    case 'priced':
      return not({ kind: 'none', field: 'price' });
    case 'recurring':
      return not({ kind: 'none', field: 'schedule' });
    case UNREAD:
      return { kind: 'one-of', field: 'id', values: unread };
    case 'active':
      return not({ kind: 'none', field: 'run' });
    default:
      return ATTENTION;
  }
}

/** What `needsAttention` says of a job, as a search. */
const ATTENTION: JobCriterion = not(
  any([
    { kind: 'none', field: 'trouble' },
    { kind: 'one-of', field: 'state', values: RESTING_STATES },
    // Its gate, and it was resumed since.
    not(
      any([
        not({ kind: 'one-of', field: 'trouble', values: ['gated'] }),
        { kind: 'one-of', field: 'state', values: ['paused'] },
      ]),
    ),
  ]),
);

/** How many jobs have this state and this trouble. */
export interface JobTally {
  readonly state: JobState;
  readonly trouble: JobTrouble['kind'] | null;
  readonly jobs: number;
}

const UNIT_MS = { m: 60_000, h: HOUR_MS, d: DAY_MS, w: 604_800_000 } as const;
/** Beyond this a date has no form. */
const MAX_MS = 100 * 366 * UNIT_MS.d;
const FLIPPED: Readonly<Record<Sign, Sign>> = { '<': '>', '<=': '>=', '>': '<', '>=': '<=', '=': '=' };

/** An age below a day is a time later than a day ago; the next run lies ahead. */
function ageCriterion(
  field: JobField,
  { sign, number, unit }: Extract<SearchValue, { kind: 'age' }>,
  now: Date,
): JobCriterion {
  const ms = Math.min(number * UNIT_MS[unit], MAX_MS);
  if (field === 'next') return { kind: 'compare', field, sign, value: new Date(now.getTime() + ms) };
  return { kind: 'compare', field, sign: FLIPPED[sign], value: new Date(now.getTime() - ms) };
}
