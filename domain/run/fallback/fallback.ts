// What a run did in another way than was meant, because the first way did not work: a second selector, a later attempt, the
// stored version. The closed list with its words.
import { counted } from '../../system/counted.ts';

/** In the order in which they are told. */
export const FALLBACK_KINDS = [
  'other-selector',
  'page-data',
  'later-attempt',
  'rendered',
  'refused-calls',
  'stored-version',
  'whole-page',
  'lost-version',
  'slow-store',
  'faulty-source',
] as const;
export type FallbackKind = (typeof FALLBACK_KINDS)[number];

interface FallbackRow {
  /** What its count counts. */
  readonly unit: 'page' | 'chunk' | 'document';
  /** After "On 3 pages", "3 chunks" or "3 documents". */
  readonly said: string;
  readonly means: string;
  /** Null: nothing has to be done. */
  readonly remedy: string | null;
}

export const FALLBACKS: Readonly<Record<FallbackKind, FallbackRow>> = {
  'other-selector': {
    unit: 'page',
    said: 'another selector took over',
    means: 'The first selector of a field found nothing there; a later one of the field found its value.',
    remedy: 'Put the selector that works first, or leave it: the fields of the job tell which one it is.',
  },
  'page-data': {
    unit: 'page',
    said: 'price or stock came from what the page itself tells, because no selector found it',
    means:
      'Every selector of a price or stock field found nothing; what the page states of itself was told instead.',
    remedy: 'Correct the selectors of the field, or remove them: they are found anew.',
  },
  'later-attempt': {
    unit: 'page',
    said: 'only a later attempt brought the page',
    means: 'The first request for the page brought nothing; another one did.',
    remedy: null,
  },
  rendered: {
    unit: 'page',
    said: 'a browser had to open the page',
    means: 'What the site sends is not the whole page: scripts build the rest of it in a browser.',
    remedy:
      'Nothing has to be done. A browser costs a hundred times as much as a request: if the page loads its data from an address of its own, watch that one.',
  },
  'refused-calls': {
    unit: 'page',
    said: 'some of what scripts of the page ask for was not asked for, because robots.txt does not allow it',
    means:
      'Scripts of the page call a host whose robots.txt does not allow these calls; what they bring is not on the page.',
    remedy:
      'Where you may, set `fetch.obeyRobots` to false (`--ignore-robots`); if the site is yours, allow the calls in its robots.txt.',
  },
  'stored-version': {
    unit: 'page',
    said: 'the stored version stays, because the page could not be read',
    means: 'A known page could not be fetched or judged; what is stored of it is that of an earlier look.',
    remedy: 'The failures of the run say why; the next run looks at them again.',
  },
  'whole-page': {
    unit: 'page',
    said: 'the whole page was asked for, because it is read by other rules now',
    means:
      'The site could have been asked for changes alone; but the rules for reading it differ from those of its last look.',
    remedy: null,
  },
  'lost-version': {
    unit: 'page',
    said: 'nothing could be compared, because the stored body is gone',
    means:
      'The rules for reading the page differ from before and its stored body is gone: what changed since its last look is not told.',
    remedy: 'See that the data folder is whole, or restore a backup (`webloom storage`).',
  },
  'slow-store': {
    unit: 'chunk',
    said: 'waited for those before them to be read and stored',
    means: 'Nothing was fetched meanwhile: all chunks that may be in flight were fetched and not stored yet.',
    remedy:
      'If it happens often, run more pipelines (`webloom scale`), or look at the store (`webloom health`).',
  },
  'faulty-source': {
    unit: 'document',
    said: 'of the source could not be read as a whole; what else the source names was visited',
    means: 'A sitemap or feed was cut off, damaged or not there; its addresses before the fault count.',
    remedy: 'Mend the document if it is yours; the run tells what is wrong with each.',
  },
};

export function isFallbackKind(kind: string): kind is FallbackKind {
  return Object.hasOwn(FALLBACKS, kind);
}

/** What one visit did, and why, in words. */
export interface TakenFallback {
  readonly kind: FallbackKind;
  readonly detail: string;
}

/** One for each kind at most, so a run keeps a short list however large it is. */
export interface FallbackCount {
  readonly kind: FallbackKind;
  readonly count: number;
  /** When it happened first; epoch ms. */
  readonly since: number;
  /** The page of the first time, and why it happened there. */
  readonly url: string;
  /** Absent: it is no page. */
  readonly urlKey?: string;
  readonly detail: string;
}

/** The same whatever their order is: of two at the same time the first address stands. */
export function sumFallbacks(all: readonly FallbackCount[]): FallbackCount[] {
  const sums = new Map<FallbackKind, FallbackCount>();
  for (const one of all) {
    const known = sums.get(one.kind);
    if (known === undefined) sums.set(one.kind, one);
    else sums.set(one.kind, { ...(isBefore(one, known) ? one : known), count: known.count + one.count });
  }
  return FALLBACK_KINDS.flatMap((kind) => sums.get(kind) ?? []);
}

function isBefore(one: FallbackCount, other: FallbackCount): boolean {
  return one.since < other.since || (one.since === other.since && one.url < other.url);
}

/** `On 3 pages another selector took over.` */
export function fallbackSentence({ kind, count }: Pick<FallbackCount, 'kind' | 'count'>): string {
  const { unit, said } = FALLBACKS[kind];
  const units = counted(count, unit);
  return unit === 'page' ? `On ${units} ${said}.` : `${units} ${said}.`;
}
