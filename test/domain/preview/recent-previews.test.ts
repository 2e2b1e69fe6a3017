import { describe, expect, it } from 'vitest';
import { jobConfigSchema } from '../../../domain/job/schema.ts';
import type { Preview } from '../../../domain/preview/preview.ts';
import { RecentPreviews } from '../../../domain/preview/recent-previews.ts';

const LIMITS = { keptMs: 1_000, most: 3, mostBytes: 100 };
const T0 = new Date('2026-01-15T12:00:00Z');

function previewOf(previewId: string, bytes = 0): Preview {
  const url = 'https://shop.example/';
  return {
    previewId,
    workspaceId: 'mine',
    url,
    given: {},
    config: jobConfigSchema.parse({ source: { kind: 'pages', urls: [url] } }),
    at: T0,
    steps: [],
    outcome: 'understood',
    problem: null,
    fetched: null,
    host: null,
    page: null,
    suggestions: [],
    body: bytes === 0 ? null : { url, contentType: '', body: new Uint8Array(bytes) },
  };
}

describe('recent previews', () => {
  it('are there for their workspace alone', () => {
    const previews = new RecentPreviews(LIMITS);
    previews.put(previewOf('a'), T0);
    expect(previews.get('a', 'mine', T0)?.previewId).toBe('a');
    expect(previews.get('a', 'other', T0)).toBeNull();
  });

  it('are forgotten when their time is over', () => {
    const previews = new RecentPreviews(LIMITS);
    previews.put(previewOf('a'), T0);
    expect(previews.get('a', 'mine', new Date(T0.getTime() + 999))).not.toBeNull();
    expect(previews.get('a', 'mine', new Date(T0.getTime() + 1_000))).toBeNull();
  });

  it('give way to newer ones when there are too many, the oldest first', () => {
    const previews = new RecentPreviews(LIMITS);
    for (const id of ['a', 'b', 'c', 'd']) previews.put(previewOf(id), T0);
    expect(['a', 'b', 'c', 'd'].filter((id) => previews.get(id, 'mine', T0) !== null)).toEqual([
      'b',
      'c',
      'd',
    ]);
  });

  it('give way when their bodies take too much memory', () => {
    const previews = new RecentPreviews(LIMITS);
    previews.put(previewOf('a', 60), T0);
    previews.put(previewOf('b', 60), T0);
    expect(previews.get('a', 'mine', T0)).toBeNull();
    expect(previews.get('b', 'mine', T0)).not.toBeNull();
  });
});
