import { expect, test } from 'vitest';
import { changeWords, countOf, reachOf } from '../../../../dashboard/job/tag-settings/effect-count.ts';
import {
  draftOf,
  inputOf,
  keyOf,
  NEW_TAG,
  textFault,
} from '../../../../dashboard/job/tag-settings/tag-draft.ts';

const SETTINGS = {
  schedule: { kind: 'interval', everyMs: 3_600_000 },
  fetch: { delayMs: 5_000, obeyRobots: false, headers: [{ name: 'Accept-Language', value: 'de' }] },
  changes: { frame: 'quiet', ignoreText: ['cookies'], modelSummary: true, noise: 'none' },
  retention: { versionsDays: 30 },
  limits: { maxPages: 7 },
};
const VIEW = {
  tag: 'sale',
  settings: SETTINGS,
  priority: 3,
  version: 2,
  updatedAt: '2026-12-01T00:00:00.000Z',
  by: 'ada',
  jobs: { due: 0, refused: 0 },
};

test('a text that is no object is told, and what is one is sent', () => {
  expect(textFault('[1]')).toContain('Write one JSON object');
  expect(textFault('{')).toContain('This is no JSON yet');
  expect(textFault(NEW_TAG.text)).toBeUndefined();
  expect(inputOf({ ...NEW_TAG, tag: 'sale', text: '{"tolerance": 0.1}', priority: '3' })).toEqual({
    settings: { tolerance: 0.1 },
    priority: 3,
  });
});

test('settings come apart into fields and the rest, and are the same when they are sent', () => {
  const draft = draftOf(VIEW);
  expect(draft.said).toMatchObject({
    'fetch.delayMs': 5_000,
    'changes.frame': 'quiet',
    'changes.modelSummary': true,
    'retention.versionsDays': 30,
  });
  expect(JSON.parse(draft.text)).toEqual({
    fetch: { obeyRobots: false },
    changes: { noise: 'none' },
    limits: { maxPages: 7 },
  });
  expect(inputOf(draft)).toEqual({ settings: SETTINGS, priority: 3 });
});

test('a field that is emptied is not said any more, nor is a section of which nothing is left', () => {
  const draft = draftOf({ ...VIEW, settings: { fetch: { delayMs: 5_000 }, changes: { ignoreText: ['a'] } } });
  const said = { ...draft.said, 'fetch.delayMs': undefined, 'changes.ignoreText': ['', ' '] };
  expect(inputOf({ ...draft, said }).settings).toEqual({});
});

test('a member that has a field is refused in the JSON', () => {
  expect(textFault('{"fetch": {"delayMs": 5}}')).toBe('fetch.delayMs has a field above: say it there.');
  expect(textFault('{"fetch": {"obeyRobots": false}}')).toBeUndefined();
});

test('another text or field is another draft, blanks around the tag are none', () => {
  const draft = { ...NEW_TAG, tag: 'sale' };
  expect(keyOf({ ...draft, tag: ' sale ' })).toBe(keyOf(draft));
  expect(keyOf({ ...draft, text: '{}' })).not.toBe(keyOf(draft));
  expect(keyOf({ ...draft, said: { 'fetch.delayMs': 5 } })).not.toBe(keyOf(draft));
});

test('one sentence says what would become of the jobs', () => {
  const effect = { dryRun: true, changed: 1, same: 2, refused: 0, left: 0 };
  expect(countOf(effect)).toBe('1 job would change, 2 as they were.');
  expect(countOf({ ...effect, dryRun: false, changed: 2, refused: 3, left: 4 })).toBe(
    '2 jobs changed, 2 as they were, 3 do not fit and keep what they have, 4 follow.',
  );
});

test('how many jobs it reaches is told, and what changes in each', () => {
  expect(reachOf({ changed: 1, same: 2, refused: 3, left: 4 })).toBe('It reaches 10 jobs.');
  expect(reachOf({ changed: 0, same: 0, refused: 0, left: 0 })).toContain('No job has the tag yet');
  expect(changeWords({ member: 'fetch.delayMs', after: 5_000 })).toBe('fetch.delayMs: none → 5000');
  expect(changeWords({ member: 'changes.ignoreText', before: ['a'], after: [] })).toBe(
    'changes.ignoreText: ["a"] → []',
  );
});
