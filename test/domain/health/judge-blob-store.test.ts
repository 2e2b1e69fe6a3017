// The part of health that tells of the place of the blobs, a folder or a bucket.
import { describe, expect, it } from 'vitest';
import { answer, componentOf, fault } from '../../support/health-facts.ts';

describe('the blob store in health', () => {
  it('is well while it answers', () => {
    expect(componentOf('blobs', { blobStore: answer(null, 12) })).toMatchObject({
      state: 'ok',
      text: 'Answers in 12 ms.',
      figures: { latencyMs: 12 },
    });
  });

  it.each(['s3://b is away: there is no bucket b', 'The blob folder /b is away: it has no store-id'])(
    'says that %s, what stands still, and that nothing is lost',
    (why) => {
      const { kind, state, text } = componentOf('blobs', { blobStore: fault(why) });
      expect([kind, state, text.startsWith(`${why}. What was fetched waits, `)]).toEqual([
        'service',
        'critical',
        true,
      ]);
      expect(text).toContain('nothing is lost');
    },
  );
});
