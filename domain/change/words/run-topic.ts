// What can be told of the changes of a run: those that say alike as one topic. The gravest come first, and of equally grave
// ones pages that are gone, prices and stock, before other facts, before texts, before what stands around them.
import { isFrameBlock } from '../../reading/html/place-mark.ts';
import { urlHost } from '../../web/url/key.ts';
import { SEVERITIES, type Severity } from '../change.ts';
import { moveInLine, stockMove } from './availability-move.ts';
import { bodyOf, gravity, isOfFrame, priceWords, type RunChange } from './run-change.ts';
import {
  entriesPhrase,
  fieldsPhrase,
  framePhrase,
  type MakePhrase,
  pagesPhrase,
  pricesPhrase,
  type RunPhrase,
  samePhrase,
  textsPhrase,
} from './run-phrase.ts';

export interface RunTopic {
  readonly severity: Severity;
  readonly changes: readonly RunChange[];
  /** Those of them that it tells; others have something of their own to tell, too. */
  readonly tells: readonly RunChange[];
  readonly say: RunPhrase;
}

/** In the order in which equally grave ones are told. */
const KINDS = {
  gone: pagesPhrase('is gone', 'are gone'),
  cheaper: pricesPhrase('cheaper', 1),
  dearer: pricesPhrase('dearer', -1),
  priced: pricesPhrase('with a new price', 1),
  back: pagesPhrase('is back in stock', 'are back in stock', 'product'),
  out: pagesPhrase('is sold out', 'are sold out', 'product'),
  stock: pagesPhrase('has another availability', 'have another availability', 'product'),
  field: fieldsPhrase,
  type: pagesPhrase('is another kind of page', 'are another kind of page'),
  returned: pagesPhrase('is there again', 'are there again'),
  added: pagesPhrase('is new', 'are new'),
  entry: entriesPhrase,
  text: textsPhrase,
  same: samePhrase,
  frame: framePhrase,
} satisfies Readonly<Record<string, MakePhrase>>;

type TopicKind = keyof typeof KINDS;
const ORDER = Object.keys(KINDS);

export function runTopics(changes: readonly RunChange[]): RunTopic[] {
  const groups = new Map<string, { readonly kind: TopicKind; readonly changes: RunChange[] }>();
  const keys = new Map(changes.map((change) => [change, sameKey(change)]));
  const shared = sharedKeys([...keys.values()]);
  for (const change of changes)
    for (const { kind, key } of placesOf(change, shared.get(keys.get(change) ?? '') ?? null)) {
      const known = groups.get(`${kind} ${key}`);
      if (known === undefined) groups.set(`${kind} ${key}`, { kind, changes: [change] });
      else known.changes.push(change);
    }
  const topics = [...groups.values()].map((group) => toTopic(group.kind, group.changes));
  return topics.toSorted(
    (a, b) => gravity(b) - gravity(a) || a.rank - b.rank || b.changes.length - a.changes.length,
  );
}

function toTopic(kind: TopicKind, changes: readonly RunChange[]) {
  const tells = kind === 'frame' ? changes.filter(isOfFrame) : changes;
  // What stands around the text is minor, whatever else differs on the page.
  const severity = kind === 'frame' ? 'minor' : gravest(changes);
  return { rank: ORDER.indexOf(kind), severity, changes, tells, say: KINDS[kind](changes) };
}

interface TopicPlace {
  readonly kind: TopicKind;
  /** What tells topics of a kind apart. */
  readonly key: string;
}

/** A price and the stock beside it are two topics, and so is a frame that many pages share. */
function placesOf(change: RunChange, same: string | null): TopicPlace[] {
  const frame = { kind: 'frame', key: urlHost(change.url) } as const;
  if (isOfFrame(change)) return [frame];
  const isFramed = change.blocks.some((block) => block.siteWide !== undefined && isFrameBlock(block));
  return [...bodyPlaces(change, same), ...(isFramed ? [frame] : [])];
}

function bodyPlaces(change: RunChange, same: string | null): TopicPlace[] {
  const places = [...pricePlace(change), ...stockPlace(change)];
  if (places.length > 0) return places;
  return same === null ? [{ kind: plainKind(change), key: '' }] : [{ kind: 'same', key: same }];
}

function plainKind({ kind, summary }: RunChange): TopicKind {
  switch (kind) {
    case 'removed':
      return 'gone';
    case 'added':
      return /is back\.?$/.test(summary) ? 'returned' : 'added';
    case 'price':
      return 'priced';
    case 'availability':
      return 'stock';
    case 'field':
    case 'entry':
      return kind;
    case 'page-type':
      return 'type';
    default:
      return 'text';
  }
}

function pricePlace(change: RunChange): TopicPlace[] {
  const percent = priceWords(change)?.percent;
  if (change.kind !== 'price' || percent === undefined || percent === null || percent === 0) return [];
  return [{ kind: percent < 0 ? 'cheaper' : 'dearer', key: '' }];
}

const STOCK_KINDS = { back: 'back', out: 'out', other: 'stock' } as const;

function stockPlace(change: RunChange): TopicPlace[] {
  const isTold = change.kind === 'price' || change.kind === 'availability';
  const move = isTold ? moveInLine(change.summary) : null;
  return move === null ? [] : [{ kind: STOCK_KINDS[stockMove(move)], key: '' }];
}

/** Keys of changes that more than one page has, by themselves. */
function sharedKeys(keys: readonly (string | null)[]): ReadonlyMap<string, string> {
  const seen = new Set<string>();
  const shared = new Map<string, string>();
  for (const key of keys) {
    if (key === null) continue;
    if (seen.has(key)) shared.set(key, key);
    seen.add(key);
  }
  return shared;
}

/** The same text came or went on both pages, wherever it stands there. Null: no text differs, or the page as a whole does. */
export function sameKey({ kind, siteWide, blocks, fields, frameOnly }: RunChange): string | null {
  if (frameOnly || fields.length > 0 || (kind !== 'text' && kind !== 'moved')) return null;
  if (siteWide !== null) return siteWide;
  const texts = bodyOf(blocks).map(({ op, before = '', after = '' }) => JSON.stringify([op, before, after]));
  return texts.length === 0 ? null : texts.toSorted().join('\n');
}

function gravest(changes: readonly RunChange[]): Severity {
  const most = Math.max(0, ...changes.map(gravity));
  return SEVERITIES[most] ?? 'minor';
}
