// Zero configuration against a scripted site: everything that happens is told once, nothing else is told at all. Prints
// precision and recall beside those of simple rules.
import { beforeAll, describe, expect, it } from 'vitest';
import { type Course, runTimeline } from './run-timeline.ts';
import { peers, type Score, scorePeer, scoreWebloom, toTable } from './score.ts';
import { TRUTHS } from './timeline.ts';

let course: Course;
let webloom: Score;

beforeAll(async () => {
  course = await runTimeline();
  webloom = scoreWebloom(course);
}, 120_000);

const named = (list: readonly { step: number; url: string }[]): string[] =>
  list.map(({ step, url, ...rest }) => `${step} ${url} ${Object.values(rest).join(' ')}`);

describe('the gauntlet', () => {
  it('ends every run as it should', () => {
    expect(course.trouble).toEqual([]);
  });

  it('misses no truth', () => {
    expect(named(webloom.missed)).toEqual([]);
  });

  it('raises no false alarm', () => {
    expect(named(webloom.falseAlarms)).toEqual([]);
  });

  it('tells each truth once, the new footer of all pages too', () => {
    expect(course.told).toHaveLength(TRUTHS.length);
    expect(course.told.filter(({ type }) => type === 'site.changed')).toHaveLength(1);
  });

  it('is more than simple rules can do', () => {
    const others = peers().map((peer) => scorePeer(peer, course));
    console.log(`\n${toTable([webloom, ...others])}\n`);
    for (const { precision, recall } of others) {
      expect(precision).toBeLessThan(0.5);
      expect(recall).toBeLessThan(1);
    }
  });
});
