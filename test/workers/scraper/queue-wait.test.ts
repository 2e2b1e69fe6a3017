import { expect, test } from 'vitest';
import { QueueWait } from '../../../workers/scraper/queue-wait.ts';

test('the longest wait of the last seconds is told, and forgotten after two windows', () => {
  const wait = new QueueWait();
  wait.note(99_600, 100_000);
  wait.note(undefined, 100_500);
  wait.note(100_900, 101_000);
  expect(wait.longestMs(101_000)).toBe(400);
  expect(wait.longestMs(112_000)).toBe(400);
  expect(wait.longestMs(123_000)).toBe(0);
});

test('after a long silence nothing old is told', () => {
  const wait = new QueueWait();
  wait.note(99_000, 100_000);
  expect(wait.longestMs(200_000)).toBe(0);
});
