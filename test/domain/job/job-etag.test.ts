import { expect, test } from 'vitest';
import { jobEtag, parseJobEtag, tagsKeyOf } from '../../../domain/job/job-etag.ts';

test.each([[[]], [['shop']], [['shop', 'old']], [['old', 'shop']], [['shop,old']], [['käse']]])(
  'the ETag of a job with the tags %j is read back',
  (tags) => {
    const read = parseJobEtag(jobEtag({ version: 12, tags }));
    expect(read).toEqual({ version: 12, tagsKey: tagsKeyOf(tags) });
  },
);

test('other tags, or another order of them, make another ETag', () => {
  const lists = [[], ['a'], ['b'], ['a', 'b'], ['b', 'a']];
  expect(new Set(lists.map((tags) => jobEtag({ version: 1, tags }))).size).toBe(lists.length);
});

test('a version alone guards no tags', () => {
  expect(parseJobEtag('7')).toEqual({ version: 7, tagsKey: null });
});
