import { expect, test } from 'vitest';
import { jobEtag, parseJobEtag, wordsKeyOf } from '../../../domain/job/job-etag.ts';

test.each([[[]], [['shop']], [['shop', 'old']], [['old', 'shop']], [['shop,old']], [['käse']]])(
  'the ETag of a job with the tags %j is read back',
  (tags) => {
    const read = parseJobEtag(jobEtag({ version: 12, tags }));
    expect(read).toEqual({ version: 12, wordsKey: wordsKeyOf({ tags }) });
  },
);

test('other tags, or another order of them, make another ETag', () => {
  const lists = [[], ['a'], ['b'], ['a', 'b'], ['b', 'a']];
  expect(new Set(lists.map((tags) => jobEtag({ version: 1, tags }))).size).toBe(lists.length);
});

test('a version alone guards no words', () => {
  expect(parseJobEtag('7')).toEqual({ version: 7, wordsKey: null });
});

test('another note makes another ETag, and none is as before there were notes', () => {
  const notes = ['ask Anna', 'ask Ann', 'shop', 'ask\nAnna'];
  const etags = notes.map((note) => jobEtag({ version: 1, tags: ['shop'], note }));
  expect(new Set([...etags, jobEtag({ version: 1, tags: ['shop'] })]).size).toBe(notes.length + 1);
  expect(jobEtag({ version: 3, tags: ['shop'] })).toBe('3-1aowqzt');
});
