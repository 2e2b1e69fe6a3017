// Finds the one place of a JSON document that says a value which a page shows. A value alone proves little, for a price or a word
// may stand in many places by chance: what else is shown beside it decides, and where that leaves two, none is taken.
import { selectJson } from '../part/query/json-path.ts';
import { type JsonLeaf, jsonLeaves, valuesBeside } from './json-leaves.ts';
import {
  digitsOf,
  type Sameness,
  samenessOf,
  type Scalar,
  type ShownValue,
  shownValue,
} from './shown-value.ts';
import { wayText } from './way-text.ts';

/** What the page shows besides. */
export interface ShownPage {
  /** Of the page or of what it sells, folded and in lower case. */
  readonly title: string;
  /** All its text, folded and in lower case. */
  readonly text: string;
}

interface FoundValue {
  readonly path: string;
  /** How much of what stands beside it is shown, too. */
  readonly evidence: number;
}

export type ValueSearch =
  | { readonly kind: 'found'; readonly found: FoundValue }
  | { readonly kind: 'absent' }
  /** It is there, and nothing tells which of its places is meant, or that it is not there by chance. */
  | { readonly kind: 'unclear'; readonly why: string };

const MAX_CANDIDATES = 300;
/** Objects around a value whose members stand beside it; the further, the less they count. */
const MAX_AROUND = 3;
const MAX_BESIDE = 200;
const MIN_TEXT = 4;
/** Found by chance in few documents. */
const RARE_TEXT = 12;
const RARE_DIGITS = 4;
const TITLE_COUNTS = 4;
const MAX_PATH = 500;
const ABSENT: ValueSearch = { kind: 'absent' };

interface Candidate extends FoundValue {
  readonly rank: number;
  readonly places: number;
}

export function findValue(root: unknown, wanted: ShownValue, page: ShownPage): ValueSearch {
  const leaves = candidateLeaves(root, wanted);
  if (leaves.length === 0) return ABSENT;
  if (leaves.length > MAX_CANDIDATES) return unclear('it stands in hundreds of its places');
  const judged = leaves.flatMap((leaf) => judge(root, leaf, { wanted, page })).toSorted(byStrength);
  const [best, next] = judged;
  if (best === undefined) return ABSENT;
  if (!isProof(best, { wanted, count: leaves.length }))
    return unclear('nothing else that the page shows stands beside it');
  if (next !== undefined && byStrength(best, next) === 0)
    return unclear('it stands at several places of it, and nothing tells them apart');
  return { kind: 'found', found: { path: best.path, evidence: best.evidence } };
}

function unclear(why: string): ValueSearch {
  return { kind: 'unclear', why };
}

/** What says it as it is shown comes before what says its number alone, and that before its hundredfold. */
function candidateLeaves(root: unknown, wanted: ShownValue): readonly JsonLeaf[] {
  const found: Record<Sameness, JsonLeaf[]> = { text: [], number: [], minor: [] };
  for (const leaf of jsonLeaves(root)) {
    const sameness = samenessOf(wanted, leaf.value);
    if (sameness === null || (sameness === 'minor' && !saysMinor(leaf))) continue;
    if (found[sameness].push(leaf) > MAX_CANDIDATES) break;
  }
  const { text, number, minor } = found;
  return [text, number, minor].find((leaves) => leaves.length > 0) ?? [];
}

/** Words of a name such as `priceCents`, `minor_units` or `fractionDigits`. */
const MINOR_WORDS = /(?:^| )(?:cents?|minor|pence|rappen|(?:fraction|decimal) (?:digits|places))(?: |$)/;
const MINOR_VALUE = /^(?:cents?|minor(?: units?)?|pence|rappen)$/i;

/** 129990 is 1299.90 only where its own name or a member beside it speaks of cents. */
export function saysMinor({ way, holders }: JsonLeaf): boolean {
  const holder = holders.at(-1) ?? {};
  const own = way.filter((key) => typeof key === 'string').at(-1) ?? '';
  if (namesMinor(own)) return true;
  return Object.entries(holder).some(
    ([name, value]) => namesMinor(name) || (typeof value === 'string' && MINOR_VALUE.test(value)),
  );
}

function namesMinor(name: string): boolean {
  const words = name.replaceAll(/([a-z])([A-Z])/g, '$1 $2').replaceAll(/[-_]/g, ' ');
  return MINOR_WORDS.test(words.toLowerCase());
}

/** None: its way can not be written as a path that finds it alone. */
function judge(
  root: unknown,
  leaf: JsonLeaf,
  { wanted, page }: { readonly wanted: ShownValue; readonly page: ShownPage },
): Candidate[] {
  const { path, places } = wayText({ steps: leaf.way, holders: leaf.holders });
  if (path.length > MAX_PATH || !findsAlone(path, root, leaf.value)) return [];
  const evidence = evidenceFor(leaf, wanted, page);
  return [{ path, places, evidence, rank: rankOf(leaf, wanted) }];
}

function findsAlone(path: string, root: unknown, value: Scalar): boolean {
  try {
    const found = selectJson(path, root);
    return found.length === 1 && found[0] === value;
  } catch {
    return false;
  }
}

/** More evidence first, then the name that fits, then the way that needs no place of a list. */
function byStrength(one: Candidate, other: Candidate): number {
  return other.evidence - one.evidence || other.rank - one.rank || one.places - other.places;
}

function isProof(best: Candidate, { wanted, count }: { wanted: ShownValue; count: number }): boolean {
  if (best.evidence >= 1) return true;
  const isRare = wanted.decimal === null ? wanted.text.length >= RARE_TEXT : digitsOf(wanted) >= RARE_DIGITS;
  return isRare && count === 1;
}

function evidenceFor({ holders }: JsonLeaf, wanted: ShownValue, page: ShownPage): number {
  const seen = new Set<string>([wanted.text]);
  const objects = holders.filter((holder) => !Array.isArray(holder)).toReversed();
  let evidence = 0;
  for (const [at, holder] of objects.slice(0, MAX_AROUND).entries()) {
    const { own, inner } = valuesBeside(holder);
    for (const [further, values] of [own, inner].entries())
      for (const value of values.slice(0, MAX_BESIDE))
        evidence += countsFor(value, seen, page) / 2 ** (at + further);
  }
  return evidence;
}

/** A text with letters that the page shows, once. */
function countsFor(value: Scalar, seen: Set<string>, { title, text }: ShownPage): number {
  const { text: beside } = shownValue(String(value));
  if (beside.length < MIN_TEXT || !/\p{L}{2}/u.test(beside) || seen.has(beside)) return 0;
  seen.add(beside);
  if (beside === title) return TITLE_COUNTS;
  return text.includes(beside) ? 1 : 0;
}

const OTHER_PRICE =
  /list|old|regular|was|original|before|former|net|tax|shipping|unit|min|max|rrp|msrp|uvp|save|discount|compare/i;
const PRICE = /price|amount|cents|preis|prix|precio|cost/i;
const THE_PRICE = /^(?:current|sale|sales|final|actual|selling)?_?(?:price|amount)$/i;

/** Of a number, how well its name fits a price that is asked for; of a text, no name is better than another. */
function rankOf({ way }: JsonLeaf, { decimal }: ShownValue): number {
  if (decimal === null) return 0;
  const name = way.filter((key) => typeof key === 'string').at(-1) ?? '';
  if (OTHER_PRICE.test(name)) return -1;
  if (THE_PRICE.test(name)) return 2;
  return PRICE.test(name) ? 1 : 0;
}
