import { describe, expect, it } from 'vitest';
import type { EmergencyHold, HoldScope } from '../../../../domain/job/hold/emergency-hold.ts';
import { holdOver, isSeenBy, readOnlyOf } from '../../../../domain/job/hold/hold-over.ts';
import { holdRemedy, holdWords } from '../../../../domain/job/hold/hold-words.ts';

function holdOf(scope: HoldScope, workspaceId = 'default'): EmergencyHold {
  return {
    _id: `hold_${scope.kind}`,
    workspaceId,
    scope,
    kind: 'hold',
    reason: 'too fast',
    by: 'Ada',
    since: new Date('2026-01-15T12:00:00Z'),
    windows: [],
    liftedAt: null,
    liftedBy: null,
  };
}

const SUBJECT = { workspaceId: 'default', jobId: 'job_1', tags: ['shop'], host: 'shop.test' };

describe('which hold covers a subject', () => {
  it.each<[string, HoldScope, string, boolean]>([
    ['everything, of any workspace', { kind: 'everything' }, 'other', true],
    ['its workspace', { kind: 'workspace' }, 'default', true],
    ['another workspace', { kind: 'workspace' }, 'other', false],
    ['its tag', { kind: 'tag', tag: 'shop' }, 'default', true],
    ['another tag', { kind: 'tag', tag: 'news' }, 'default', false],
    ['the same tag in another workspace', { kind: 'tag', tag: 'shop' }, 'other', false],
    ['the job', { kind: 'job', jobId: 'job_1' }, 'default', true],
    ['another job', { kind: 'job', jobId: 'job_2' }, 'default', false],
    ['its host, whoever placed it', { kind: 'host', host: 'shop.test' }, 'other', true],
    ['another host', { kind: 'host', host: 'news.test' }, 'default', false],
    ['read-only mode, which fetches on', { kind: 'changes' }, 'default', false],
  ])('goes by its scope and workspace: %s', (_name, scope, workspaceId, isCovered) => {
    expect(holdOver([holdOf(scope, workspaceId)], SUBJECT) !== null).toBe(isCovered);
  });

  it('names the widest of several, because lifting a narrow one would change nothing', () => {
    const holds = [holdOf({ kind: 'job', jobId: 'job_1' }), holdOf({ kind: 'everything' })];
    expect(holdOver(holds, SUBJECT)?.scope.kind).toBe('everything');
  });

  it('leaves a job alone when one of its hosts is held', () => {
    const { host: _host, ...job } = SUBJECT;
    expect(holdOver([holdOf({ kind: 'host', host: 'shop.test' })], job)).toBeNull();
  });
});

describe('a hold for people', () => {
  it('says what, since when, who and why, and how to go on', () => {
    const hold = holdOf({ kind: 'tag', tag: 'shop' });
    expect(holdWords(hold)).toBe(
      'Emergency stop of all jobs with the tag shop since 2026-01-15T12:00:00.000Z, by Ada: too fast',
    );
    expect(holdRemedy(hold)).toContain('webloom emergency lift hold_tag');
    expect(holdWords(holdOf({ kind: 'changes' }))).toMatch(/^Read-only since/);
    expect(holdRemedy(holdOf({ kind: 'changes' }))).toContain('webloom read-only off');
  });

  it('is seen by its own workspace, and by all when it holds everything', () => {
    expect(isSeenBy(holdOf({ kind: 'workspace' }, 'a'), 'a')).toBe(true);
    expect(isSeenBy(holdOf({ kind: 'workspace' }, 'a'), 'b')).toBe(false);
    expect(isSeenBy(holdOf({ kind: 'everything' }, 'a'), 'b')).toBe(true);
  });

  it('is read-only mode only with the scope of changes', () => {
    expect(readOnlyOf([holdOf({ kind: 'everything' })])).toBeNull();
    expect(readOnlyOf([holdOf({ kind: 'changes' })])?._id).toBe('hold_changes');
  });
});
