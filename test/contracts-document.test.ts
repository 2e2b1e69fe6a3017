// The lists of docs/contracts.md are those of the code: nobody has to remember to add a collection, a signal or a reason there.
import { readFileSync, readdirSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';
import { CLEAN_UP_STATES } from '../domain/upkeep/clean-up/clean-up.ts';
import { LETTER_ORIGINS } from '../domain/upkeep/dead-letter/dead-letter.ts';
import { LETTER_EVENTS, LETTER_STATES } from '../domain/upkeep/dead-letter/lifecycle.ts';
import { FETCH_KINDS } from '../domain/run/dispatch/message.ts';
import { HOLD_KINDS, HOLD_SCOPES } from '../domain/job/hold/emergency-hold.ts';
import { EVENT_TYPES } from '../domain/system/event/event.ts';
import { COUNTED_LIMITS } from '../domain/job/limit/usage.ts';
import { TRIGGERS } from '../domain/run/run.ts';

const ROOT = fileURLToPath(new URL('../', import.meta.url));
const text = read('docs/contracts.md');

function read(path: string): string {
  return readFileSync(`${ROOT}${path}`, 'utf8');
}

/** Code spans between the marks; of a table those of its first column. */
function listed(name: string): string[] {
  const mark = `<!-- list: ${name} -->`;
  const [, part = ''] = text.split(mark);
  const [list = ''] = part.split('<!-- end -->');
  const rows = list.split('\n').filter((line) => line.startsWith('| `'));
  const source = rows.length === 0 ? list : rows.map((row) => row.split(' |')[0]).join('\n');
  return [...source.matchAll(/`([^`]+)`/g)].map(([, span = '']) => span);
}

function all(path: string, pattern: RegExp): string[] {
  return [...read(path).matchAll(pattern)].map(([, found = '']) => found);
}

/** The quoted words of a part of a file: of a type, which is gone when the code runs. */
function words(path: string, from: string, to: string): string[] {
  const [, part = ''] = read(path).split(from);
  const [own = ''] = part.replaceAll(/\/\/.*|\/\*[\s\S]*?\*\//g, '').split(to);
  return [...own.matchAll(/'([^']+)'/g)].map(([, word = '']) => word);
}

function filesOf(folder: string): string[] {
  return readdirSync(`${ROOT}${folder}`, { recursive: true, encoding: 'utf8' })
    .filter((file) => file.endsWith('.ts'))
    .map((file) => `${folder}/${file}`);
}

const COLLECTION = /\.collection(?:<\w+>)?\('(\w+)'\)/g;

function passes(): string[] {
  const named = [
    'domain/upkeep/clean-up/packed/details-pass.ts',
    'domain/upkeep/clean-up/thin-versions.ts',
    'domain/upkeep/clean-up/rewrite-archives.ts',
  ].flatMap((path) => all(path, /\bname: '([^']+)',/g));
  return [...named, ...words('domain/upkeep/clean-up/rows/row-pass.ts', 'const NAMES', '};')];
}

const LISTS: Readonly<Record<string, () => readonly string[]>> = {
  collections: () => filesOf('adapters/mongo').flatMap((path) => all(path, COLLECTION)),
  workflows: () => all('workflows/index.ts', /export \{ (\w+) \}/g),
  signals: () => all('workflows/messages.ts', /defineSignal<[^(]+>\('(\w+)'\)/g),
  queues: () => words('workers/wiring/temporal-worker.ts', 'readonly queue:', ';'),
  triggers: () => TRIGGERS,
  follows: () => words('domain/run/ids.ts', 'export type Follows =', ';'),
  refusals: () => words('domain/job/start-decision.ts', 'readonly reason:', ';'),
  mends: () => all('domain/run/mend.ts', /Asked & \{ readonly kind: '([^']+)'/g),
  'hold states': () => words('domain/run/run.ts', 'export interface PendingRelease {', ';'),
  'letter origins': () => LETTER_ORIGINS,
  'letter states': () => LETTER_STATES,
  'letter events': () => LETTER_EVENTS,
  events: () => EVENT_TYPES,
  limits: () => COUNTED_LIMITS,
  'clean-up states': () => CLEAN_UP_STATES,
  passes,
  'fetch kinds': () => FETCH_KINDS,
  outcomes: () => words('domain/run/dispatch/message.ts', 'export type ScrapeOutcome =', ';'),
  'hold scopes': () => HOLD_SCOPES,
  'hold kinds': () => HOLD_KINDS,
};

test.each(Object.keys(LISTS))('the contracts name all %s', (name) => {
  const wanted = new Set(LISTS[name]?.());
  expect(wanted.size).toBeGreaterThan(1);
  expect(new Set(listed(name))).toEqual(wanted);
});

test('every list of the contracts is compared', () => {
  const marks = [...text.matchAll(/<!-- list: ([^>]+) -->/g)].map(([, name = '']) => name);
  expect(new Set(marks)).toEqual(new Set(Object.keys(LISTS)));
});

test('every activity stands at a queue', () => {
  const [, part = ''] = text.split('<!-- list: queues -->');
  const [table = ''] = part.split('<!-- end -->');
  const named = table
    .split('\n')
    .filter((line) => line.startsWith('| `'))
    .flatMap((row) => [...(row.split(' |')[1] ?? '').matchAll(/`(\w+)`/g)].map(([, span = '']) => span));
  const activities = read('activities/contract.ts')
    .split(/\n(?=export interface)/)
    .filter((block) => /^export interface \w+Activities /.test(block))
    .flatMap((block) => [...block.matchAll(/^ {2}(\w+)\(/gm)].map(([, found = '']) => found));
  expect(new Set(named)).toEqual(new Set(activities));
});
