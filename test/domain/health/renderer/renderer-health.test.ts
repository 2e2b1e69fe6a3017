import { describe, expect, it } from 'vitest';
import { faultOfRendering } from '../../../../domain/health/renderer/judge-render-queue.ts';
import { healthState } from '../../../../domain/health/health.ts';
import { judgeHealth } from '../../../../domain/health/judge-health.ts';
import { EVERYBODY, NOW, answer, beat, componentOf, facts, queue } from '../../../support/health-facts.ts';

const NAME = 'wl.url.to_render';
const NOBODY = { name: NAME, ready: 0, consumers: 0, unacked: null, oldestMs: 0 };
const STANDING = EVERYBODY.filter(({ role }) => role !== 'renderer');

describe('an installation that renders nothing', () => {
  const plain = facts({ heartbeats: answer(STANDING), queues: [queue(), queue(NOBODY)] });

  it('is as well as one that does', () => {
    const parts = judgeHealth(plain);
    expect(parts.filter(({ state }) => state !== 'ok')).toEqual([]);
    expect(healthState(parts, false)).toBe('ok');
  });

  it('has no part for a browser', () => {
    expect(judgeHealth(plain).map(({ id }) => id)).not.toContain('browser');
  });
});

describe('the queue of pages for a browser', () => {
  const judged = (fields: object, renderers: { floor: number; ceiling: number } | null = null) =>
    componentOf(`queue:${NAME}`, { queues: [queue({ ...NOBODY, ...fields })], renderers });

  it.each([
    ['nothing waits', {}, 'ok', 'Nothing waits.'],
    ['a renderer is being started', { ready: 2, oldestMs: 6_000 }, 'ok', '2 pages wait, the oldest for 6 s.'],
    [
      'none lives',
      { ready: 1, oldestMs: 31_000 },
      'warning',
      '1 page waits, the oldest for 31 s, and no renderer lives that would open it.',
    ],
    [
      'more comes in than is rendered',
      { ready: 90, consumers: 1, oldestMs: 301_000 },
      'warning',
      '90 pages wait, the oldest for 301 s: more comes in than is rendered.',
    ],
    [
      'they are taken',
      { ready: 9, consumers: 1, oldestMs: 40_000 },
      'ok',
      '9 pages wait, the oldest for 40 s.',
    ],
  ])('when %s', (_when, fields, state, text) => {
    expect(judged(fields)).toMatchObject({ state, text });
  });

  it('says what to do, on one machine and on others', () => {
    const { remedy } = judged({ ready: 1, oldestMs: 31_000 }, { floor: 0, ceiling: 1 });
    for (const words of ['webloom up --renderers 1', 'Docker Compose', 'webloom-renderer'])
      expect(remedy).toContain(words);
  });

  it('says at once that none may be started', () => {
    expect(judged({ ready: 1, oldestMs: 1_000 }, { floor: 0, ceiling: 0 })).toMatchObject({
      state: 'warning',
      text: '1 page waits, the oldest for 1 s: none is opened, because no renderer may be started (their number is set to 0).',
      remedy: expect.stringContaining('webloom scale set renderers 0..1'),
    });
  });

  it('explains to runs why their pages wait', () => {
    const document = (fields: object) => {
      const parts = judgeHealth(facts({ queues: [queue({ ...NOBODY, ...fields })] }));
      return { _id: 'health' as const, at: new Date(NOW), by: 'm', everyMs: 15_000, parts };
    };
    expect(faultOfRendering(null)).toBeNull();
    expect(faultOfRendering(document({}))).toBeNull();
    expect(faultOfRendering(document({ ready: 1, oldestMs: 31_000 }))?.text).toContain('no renderer lives');
  });
});

describe('the browser of the renderers', () => {
  const lastError = { at: new Date(NOW), what: 'browser', message: 'No Chromium or Chrome is installed.' };

  it('is well where each has one', () => {
    const beats = [...STANDING, beat('renderer', 1_000, { load: { browsers: 1 } })];
    expect(componentOf('browser', { heartbeats: answer(beats) })).toMatchObject({
      state: 'ok',
      figures: { renderers: 1, without: 0 },
    });
  });

  it('is told of where one has none, with what to do', () => {
    const without = beat('renderer', 1_000, {
      _id: 'renderer:box:2',
      pid: 2,
      load: { browsers: 0 },
      lastError,
    });
    const beats = [...STANDING, beat('renderer', 1_000, { load: { browsers: 1 } }), without];
    const part = componentOf('browser', { heartbeats: answer(beats) });
    expect(part).toMatchObject({ state: 'warning', figures: { renderers: 2, without: 1 } });
    expect(part.text).toContain('1 renderer has no browser (process 2)');
    expect(part.text).toContain('No Chromium or Chrome is installed.');
    expect(part.remedy).toContain('apt-get install chromium-headless-shell');
  });

  it("of a renderer that has ended is nobody's", () => {
    const gone = beat('renderer', 90_000, { load: { browsers: 0 } });
    const parts = judgeHealth(facts({ heartbeats: answer([...STANDING, gone]) }));
    expect(parts.map(({ id }) => id)).not.toContain('browser');
  });
});
