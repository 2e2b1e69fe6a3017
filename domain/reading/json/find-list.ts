// Finds the list of a JSON document whose items say what a page shows as a list: titles, or the prices of what it names. At least
// 60 % of what is shown has to come from one list.
import { selectJson } from '../part/query/json-path.ts';
import { type ValueSearch, type ShownPage, saysMinor } from './find-value.ts';
import { type JsonLeaf, jsonLeaves, valuesBeside } from './json-leaves.ts';
import { decimalsOf, hundredfold, type Scalar, type ShownValue, shownValue } from './shown-value.ts';
import { type WayKey, wayText } from './way-text.ts';

/** Fewer values are looked for one by one. */
export const MIN_LIST = 3;
const MIN_SHARE = 0.6;
const MAX_PATH = 500;
const MAX_GROUPS = 5_000;
const MIN_TEXT = 4;

interface Group {
  readonly steps: readonly WayKey[];
  readonly holders: readonly object[];
  readonly leaves: JsonLeaf[];
  readonly matched: Set<ShownValue>;
}

export function findList(root: unknown, wanted: readonly ShownValue[], page: ShownPage): ValueSearch {
  const groups = groupsOf(root, wantedBy(wanted));
  if (groups.length === 0) return { kind: 'absent' };
  const enough = groups.filter(({ matched }) => matched.size >= wanted.length * MIN_SHARE);
  if (enough.length === 0) {
    const most = Math.max(...groups.map(({ matched }) => matched.size));
    return {
      kind: 'unclear',
      why: `no list of it says more than ${most} of the ${wanted.length} that are shown`,
    };
  }
  const proved = enough.filter((group) => isProof(group, page));
  const [best] = proved.toSorted(byStrength).flatMap((group) => written(root, group));
  if (best === undefined)
    return { kind: 'unclear', why: 'nothing else that the page shows stands beside its numbers' };
  return { kind: 'found', found: best };
}

/** What is wanted, by what says it. */
interface WantedBy {
  readonly text: ReadonlyMap<string, ShownValue>;
  readonly decimal: ReadonlyMap<string, ShownValue>;
  readonly minor: ReadonlyMap<string, ShownValue>;
}

function wantedBy(wanted: readonly ShownValue[]): WantedBy {
  const numbers = wanted.flatMap((one) => (one.decimal === null ? [] : [[one.decimal, one] as const]));
  return {
    text: new Map(wanted.map((one) => [one.text, one])),
    decimal: new Map(numbers),
    minor: new Map(numbers.map(([decimal, one]) => [hundredfold(decimal), one])),
  };
}

/** Of the leaves that say something wanted: those of each list by the way within its items. */
function groupsOf(root: unknown, wanted: WantedBy): Group[] {
  const groups = new Map<string, Group>();
  for (const leaf of jsonLeaves(root)) {
    const found = matchOf(leaf, wanted);
    if (found === undefined) continue;
    for (const [at, holder] of leaf.holders.entries()) {
      if (!Array.isArray(holder)) continue;
      const steps = listWay(leaf, at);
      const key = JSON.stringify(steps);
      const group = groups.get(key) ?? { steps, holders: leaf.holders, leaves: [], matched: new Set() };
      if (!groups.has(key) && groups.size >= MAX_GROUPS) continue;
      groups.set(key, group);
      group.leaves.push(leaf);
      group.matched.add(found);
    }
  }
  return [...groups.values()];
}

function matchOf(leaf: JsonLeaf, { text, decimal, minor }: WantedBy): ShownValue | undefined {
  const { value } = leaf;
  const same = typeof value === 'string' ? text.get(shownValue(value).text) : undefined;
  if (same !== undefined || decimal.size === 0) return same;
  const decimals = decimalsOf(value);
  const exact = decimals.flatMap((one) => decimal.get(one) ?? [])[0];
  if (exact !== undefined) return exact;
  const hundred = decimals.flatMap((one) => minor.get(one) ?? [])[0];
  return hundred !== undefined && saysMinor(leaf) ? hundred : undefined;
}

/** All items of the list at this step; lists within its items are taken whole. */
function listWay({ way, holders }: JsonLeaf, at: number): WayKey[] {
  return way.map((key, step) => (step === at || (step > at && Array.isArray(holders[step])) ? null : key));
}

/** Numbers stand in lists by chance, texts do not: half of the items have to say something else that is shown. */
function isProof({ leaves }: Group, { text }: ShownPage): boolean {
  const isNumbers = leaves.every(({ value }) => !/\p{L}{2}/u.test(String(value)));
  if (!isNumbers) return true;
  const told = leaves.filter(({ holders, value }) => saysMore(itemOf(holders), { value, text }));
  return told.length * 2 >= leaves.length;
}

function itemOf(holders: readonly object[]): readonly object[] {
  const last = holders.findLastIndex((holder) => Array.isArray(holder));
  return holders.slice(last + 1);
}

function saysMore(
  holders: readonly object[],
  { value, text }: { readonly value: Scalar; readonly text: string },
): boolean {
  return holders
    .flatMap((holder) => {
      const { own, inner } = valuesBeside(holder);
      return [...own, ...inner];
    })
    .some((beside) => beside !== value && isShownText(String(beside), text));
}

function isShownText(beside: string, text: string): boolean {
  const { text: folded } = shownValue(beside);
  return folded.length >= MIN_TEXT && /\p{L}{2}/u.test(folded) && text.includes(folded);
}

const TITLE = /^(?:title|name|headline|label|display_?name|product_?name)$/i;
const PRICE = /^(?:current|sale|sales|final|actual|selling)?_?(?:price|amount)$/i;

function byStrength(one: Group, other: Group): number {
  return (
    other.matched.size - one.matched.size ||
    rankOf(other) - rankOf(one) ||
    one.leaves.length - other.leaves.length ||
    lastList(other) - lastList(one)
  );
}

function rankOf({ steps }: Group): number {
  const name = String(steps.filter((step) => typeof step === 'string').at(-1) ?? '');
  return TITLE.test(name) || PRICE.test(name) ? 1 : 0;
}

function lastList({ steps }: Group): number {
  return steps.indexOf(null);
}

/** None: its way can not be written as a path that finds them. */
function written(
  root: unknown,
  { steps, holders, leaves, matched }: Group,
): { path: string; evidence: number }[] {
  const { path } = wayText({ steps, holders });
  if (path.length > MAX_PATH) return [];
  try {
    const found = new Set(selectJson(path, root));
    const isFound = leaves.every(({ value }) => found.has(value));
    return isFound ? [{ path, evidence: matched.size }] : [];
  } catch {
    return [];
  }
}
