// A part of the noise bench (`bench/noise.ts`) through the real stages: pages of twenty kinds of sites that are different at every
// request. After two looks hardly any is told though nothing happened, and each is told when it says something new.
import { createHash } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { type Place, renderPage, SITE_KINDS } from '../../bench/noise/page.ts';
import { chanceOf } from '../../bench/noise/random.ts';
import { jobConfigSchema } from '../../domain/config/schema.ts';
import { sampleJob } from '../contracts/sample-documents.ts';
import { type Answer, createDispatchScene } from '../support/dispatch-scene.ts';
import { createActivities, runJob } from '../support/run-job.ts';

const SITES_OF_A_KIND = 2;
const DAY_MS = 25 * 3_600_000;

const places = new Map<string, Place>(
  SITE_KINDS.flatMap((kind) =>
    Array.from({ length: SITES_OF_A_KIND }, (_, at) => {
      const place = { kind, number: at + 1 };
      return [`http://${kind}-${place.number}.test/`, place] as const;
    }),
  ),
);

/** Pages told by each of five looks, of which the last shows another version of each. */
async function watch(): Promise<number[]> {
  const counts = new Map<string, number>();
  let version: 1 | 2 = 1;
  const scene = createDispatchScene(({ url, kind }): Answer => {
    const place = places.get(url);
    if (kind === 'robots' || place === undefined) return { outcome: 'http-error', status: 404 };
    const count = counts.get(url) ?? 0;
    counts.set(url, count + 1);
    const body = renderPage(place, version, { chance: chanceOf(`${url} ${count}`), count });
    const hash = createHash('sha256').update(body).digest('base64url');
    return { body, hash, headers: { 'content-type': 'text/html; charset=utf-8' } };
  });
  const config = jobConfigSchema.parse({ source: { kind: 'pages', urls: [...places.keys()] } });
  await scene.stores.jobs.insert(sampleJob('noisy', { config }));
  const activities = createActivities(scene);
  const told: number[] = [];
  const seen = new Set<string>();
  for (let step = 1; step <= 5; step += 1) {
    if (step === 5) version = 2;
    expect(await runJob(scene, activities, { jobId: 'noisy', step })).toBe('completed all-done');
    scene.aheadMs += DAY_MS;
    const fresh = (await scene.stores.history.changes({ jobId: 'noisy', limit: 5_000 })).filter(
      ({ _id }) => !seen.has(_id),
    );
    for (const { _id } of fresh) seen.add(_id);
    told.push(new Set(fresh.map(({ url }) => url)).size);
  }
  return told;
}

describe('pages that are different at every request', () => {
  it('are told when they say something new, and hardly ever else', async () => {
    const [first, second = 0, third = 0, fourth = 0, news] = await watch();
    expect(first).toBe(0);
    // Each such page has four boxes that turn, of which the looks at the new page may have shown one as it was.
    expect(second).toBeLessThanOrEqual(places.size / 13);
    expect(third + fourth).toBeLessThanOrEqual(places.size / 20);
    expect(news).toBe(places.size);
  }, 120_000);
});
