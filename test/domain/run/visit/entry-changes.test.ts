// New entries of a feed become changes of their own.
import { describe, expect, it } from 'vitest';
import type { BlockChange } from '../../../../domain/change/change.ts';
import { parseChangeId } from '../../../../domain/page/change-id.ts';
import type { Change } from '../../../../domain/page/page.ts';
import { eachEntry } from '../../../../domain/run/visit/entry-changes.ts';

const entry = (id: string, op: 'added' | 'removed' = 'added'): BlockChange =>
  op === 'added'
    ? { op, path: `entry[${id}]`, after: `Title ${id}` }
    : { op, path: `entry[${id}]`, before: id };
const EDITED: BlockChange = { op: 'replaced', path: 'entry[old]', before: 'Old title', after: 'New title' };

function change(blocks: readonly BlockChange[], more: Partial<Change> = {}): Change {
  return {
    _id: 'job:feed:7',
    pageId: 'job:feed',
    jobId: 'job',
    runId: 'run',
    url: 'https://blog.example/feed',
    title: 'Blog',
    at: new Date(0),
    state: 'confirmed',
    kind: 'entry',
    severity: 'notable',
    summary: 'several',
    reason: 'blocks differ',
    detail: { kind: 'entry', severity: 'notable', summary: 'several', blocks, fields: [] },
    ...more,
  };
}

describe('new entries of a feed', () => {
  it('are a change each; the newest, first in the feed, has the highest id', () => {
    const told = eachEntry(change([entry('b'), entry('a')]), 7);
    expect(told.map(({ _id, summary }) => [_id, summary])).toEqual([
      ['job:feed:7.002', 'New entry: Title b'],
      ['job:feed:7.001', 'New entry: Title a'],
    ]);
    expect(told.map(({ _id }) => parseChangeId(_id))).toEqual([
      { pageId: 'job:feed', v: 7 },
      { pageId: 'job:feed', v: 7 },
    ]);
  });

  it('leave what else differs in a change under the plain id', () => {
    const told = eachEntry(change([EDITED, entry('a')]), 7);
    expect(told.map(({ _id, detail }) => [_id, detail.blocks.length])).toEqual([
      ['job:feed:7', 1],
      ['job:feed:7.001', 1],
    ]);
  });

  it('are one change when a feed was filled anew, or when a price rule fired', () => {
    const many = change(Array.from({ length: 51 }, (_, n) => entry(String(n))));
    expect(eachEntry(many, 7)).toEqual([many]);
    const ruled = change([entry('a'), entry('b')], { rules: [{ name: 'below 5', reason: 'it is 4' }] });
    expect(eachEntry(ruled, 7)).toEqual([ruled]);
  });

  it('leave every other change as it is', () => {
    const edited = change([EDITED]);
    expect(eachEntry(edited, 7)).toEqual([edited]);
  });
});
