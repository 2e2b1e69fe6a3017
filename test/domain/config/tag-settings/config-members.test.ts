import { expect, test } from 'vitest';
import {
  differingFrom,
  membersIn,
  onlyMembers,
  touchedMembers,
} from '../../../../domain/config/tag-settings/config-members.ts';

test('members of sections are told apart, every other member is one', () => {
  const config = {
    source: { kind: 'pages', urls: ['https://shop.example/'] },
    schedule: { kind: 'interval', everyMs: 60_000 },
    fetch: { delayMs: 5, headers: [] },
    link: undefined,
  };
  expect(membersIn(config)).toEqual(['source', 'schedule', 'fetch.delayMs', 'fetch.headers']);
  expect(onlyMembers(config, ['fetch.delayMs', 'changes.ignore', 'schedule'])).toEqual({
    fetch: { delayMs: 5 },
    schedule: config.schedule,
  });
});

test('a patch takes members for the job, and gives back those that it sets to null', () => {
  const own = ['source', 'fetch.delayMs', 'fetch.headers', 'changes.watch'];
  const patch = { fetch: null, changes: { watch: null, minSeverity: 'major' }, tolerance: 0.1 };
  const { set, given } = touchedMembers(patch, own);
  expect(set).toEqual(['changes.minSeverity', 'tolerance']);
  expect(given).toEqual(['fetch.delayMs', 'fetch.headers', 'fetch', 'changes.watch']);
});

test('of a job whose own members nobody noted, those are own that differ from the defaults', () => {
  const defaults = { fetch: { delayMs: 1, headers: [] }, tolerance: 0.5 };
  expect(differingFrom({ fetch: { delayMs: 2, headers: [] }, tolerance: 0.5, link: 'x' }, defaults)).toEqual([
    'fetch.delayMs',
    'link',
  ]);
});
