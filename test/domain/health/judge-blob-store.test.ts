// The part of health that tells of a bucket.
import { describe, expect, it } from 'vitest';
import { answer, componentOf, fault, states } from '../../support/health-facts.ts';

describe('the blob store in health', () => {
  it('is no part of an installation on a folder', () => {
    expect(states({ blobStore: null })).not.toHaveProperty('blobs');
  });

  it('is well while the bucket answers', () => {
    expect(componentOf('blobs', { blobStore: answer(false, 12) })).toMatchObject({
      state: 'ok',
      text: 'Answers in 12 ms.',
      figures: { latencyMs: 12 },
    });
  });

  it('says what is wrong, what stands still, and that nothing is lost', () => {
    expect(componentOf('blobs', { blobStore: fault('s3://b is away: there is no bucket b') })).toMatchObject({
      kind: 'service',
      state: 'critical',
      text: expect.stringMatching(
        /^s3:\/\/b is away: there is no bucket b\. What was fetched waits, .* nothing is lost\.$/,
      ),
    });
  });
});
