// The list of a JSON document whose items a page shows.
import { expect, test } from 'vitest';
import { findList } from '../../../../domain/reading/json/find-list.ts';
import { shownValue } from '../../../../domain/reading/json/shown-value.ts';

const NAMES = [
  'Fjord Table Lamp',
  'Heron Floor Lamp',
  'Pebble Night Light',
  'Mast Reading Lamp',
  'Cloud Pendant',
];
const PAGE = { title: 'lamps', text: NAMES.join('\n').toLowerCase() };

function find(root: unknown, wanted: readonly string[] = NAMES) {
  const search = findList(root, wanted.map(shownValue), PAGE);
  return search.kind === 'found' ? search.found.path : search.kind;
}

const lampsOf = (names: readonly string[]) => names.map((name, at) => ({ name, price: 80.5 + at, at }));

test('titles of one list are found, in lists of nodes as well', () => {
  expect(find({ total: 5, lamps: lampsOf(NAMES) })).toBe('$.lamps[*].name');
  const edges = NAMES.map((title) => ({ node: { title: { text: title }, images: [{ alt: title }] } }));
  expect(find({ data: { lamps: { edges } } })).toBe('$.data.lamps.edges[*].node.title.text');
});

test('of a thousand items the shown ones are enough, and 60 percent of them', () => {
  const many = Array.from({ length: 1_000 }, (_, at) => `Lamp number ${at}`);
  expect(find(lampsOf([...many.slice(0, 500), ...NAMES, ...many.slice(500)]))).toBe('$[*].name');
  expect(find(lampsOf(NAMES.slice(0, 3)))).toBe('$[*].name');
  expect(find(lampsOf(NAMES.slice(0, 2)))).toBe('unclear');
});

test('titles that come from several lists are of none', () => {
  expect(find({ a: lampsOf(NAMES.slice(0, 2)), b: lampsOf(NAMES.slice(2, 4)) })).toBe('unclear');
  expect(find({ names: Object.fromEntries(NAMES.map((name, at) => [`n${at}`, name])) })).toBe('absent');
});

test('of two names for the same the title is taken', () => {
  expect(find(NAMES.map((name) => ({ alt: name, title: name, text: name })))).toBe('$[*].title');
});

test('prices are found where their items say what else is shown', () => {
  const prices = ['€ 80.50', '€ 81.50', '€ 82.50', '€ 83.50', '€ 84.50'];
  expect(find({ lamps: lampsOf(NAMES) }, prices)).toBe('$.lamps[*].price');
  const cents = lampsOf(NAMES).map(({ name, price }) => ({ name, cents: price * 100 }));
  expect(find({ lamps: cents }, prices)).toBe('$.lamps[*].cents');
  expect(find({ points: lampsOf(NAMES).map(({ price }) => ({ y: price })) }, prices)).toBe('unclear');
});

test('names with a number in them are names', () => {
  const names = Array.from({ length: 20 }, (_, at) => `Lamp number ${at}`);
  expect(find(lampsOf(names), names)).toBe('$[*].name');
});

test('a list within a list that is told by its id keeps to that one', () => {
  const sections = [
    { id: 'tools', items: lampsOf(['Hammer']) },
    { id: 'lamps', items: lampsOf(NAMES) },
  ];
  expect(find({ sections })).toBe("$.sections[?@.id=='lamps'].items[*].name");
});
