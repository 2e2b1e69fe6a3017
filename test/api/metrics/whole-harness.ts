// An API that has something to tell by every metric.
import { AGENT_ROLES } from '../../../domain/system/agent/agent.ts';
import { NO_COUNTS } from '../../../domain/run/ledger.ts';
import { firstState } from '../../../domain/health/scaling/scaling-policy.ts';
import { countUp } from '../../../domain/upkeep/tally/count-up.ts';
import { sampleIncident } from '../../contracts/sample-alerts.ts';
import { sampleDelivery } from '../../contracts/alert-stores.ts';
import { sampleChunk } from '../../contracts/sample-documents.ts';
import { type Harness, T0, createHarness, putBeat, putJob, putRun } from '../harness.ts';

/** All there is to tell. */
export async function createWhole(): Promise<Harness> {
  const harness = await createHarness({ metricsByJob: true });
  for (const role of AGENT_ROLES)
    await putBeat(harness, role, { slots: 4, slotsUsed: 1, rssMb: 2, cpuPercent: 50, lagMs: 20 });
  harness.disk = { folder: '/', freeBytes: 9e9, totalBytes: 9e10, floorBytes: 1e8, state: 'ok' };
  const part = { since: null, remedy: null, text: '', state: 'ok' } as const;
  harness.looked = {
    msAgo: 9_000,
    parts: [
      {
        ...part,
        id: 'queue:wl.work',
        kind: 'queue',
        name: '',
        figures: { ready: 3, consumers: 1, oldestMs: 1_500 },
      },
      { ...part, id: 'queue:wl.dead', kind: 'queue', name: '', figures: { ready: 2 } },
      { ...part, id: 'mail', kind: 'mail', name: '', figures: { greeted: 1, unanswered: 0 } },
      { ...part, id: 'backup', kind: 'backup', name: '', figures: { finishedAtMs: 1_777_000_000_000 } },
      {
        ...part,
        id: 'clean-up',
        kind: 'clean-up',
        name: '',
        figures: { msSinceLast: 3_600_000, freedBytes: 512 },
      },
      {
        ...part,
        id: 'starts',
        kind: 'starts',
        name: '',
        figures: { lateMs: 40_500, comePerMinute: 320, donePerMinute: 210, waiting: 213 },
      },
      {
        ...part,
        id: 'store-room',
        kind: 'store-room',
        name: '',
        figures: { dataBytes: 2_048, boundBytes: 4_096, pages: 70, pagesLeft: 68 },
      },
      { ...part, id: 'hosts', kind: 'hosts', name: '', figures: { failing: 1 } },
    ],
  };
  await harness.ports.workspaces.insert({ _id: 'default', name: 'Default', createdAt: new Date(T0) });
  const job = await putJob(harness, 'scheduled', { recurring: true });
  await harness.ports.jobs.control(job, { nextRunAt: new Date(T0 - 5_000) }, null);
  await putRun(harness, 'running');
  const range = { floor: 1, ceiling: 4 };
  const state = { ...firstState(range, T0), wanted: 2 };
  const decided = { revision: 1, at: new Date(T0), state, range, reason: '', look: null, decisions: [] };
  await harness.ports.scaling.save({ _id: 'scraper', ...decided }, null);
  const found = { changes: 2, priceChanges: 1, requests: 6 };
  const totals = { ...NO_COUNTS, ...found, stored: 5, chunks: 1, discovered: 5, durationMs: 2_000 };
  const worse = { kind: 'pages', now: 5, usual: 40, low: 40, high: 40 } as const;
  const degradation = { comparedWith: [], findings: [worse] };
  await putRun(harness, 'completed', { ending: 'completed', totals, degradation, uncounted: true });
  const fetchTimes = {
    'fetchDuration|stored|250': 4,
    'fetchDuration|stored|inf': 1,
    'fetchDuration|stored|sum': 41,
  };
  const one = { kind: 'later-attempt', count: 3, since: T0, url: 'http://shop.test/', detail: '' } as const;
  const counts = {
    ...NO_COUNTS,
    fallbacks: [one],
    fetchTimes,
    requests: 6,
    wireBytes: 700,
    reasons: { changed: 5 },
  };
  await harness.ports.chunks.insert(sampleChunk('run', 1, { state: 'committed', counts, uncounted: true }));
  const { incidents, deliveries } = harness.ports;
  await incidents.insert([sampleIncident('inc_1', { tellingMs: 800, uncounted: true })]);
  const attempt = { at: new Date(T0), round: 1, no: 1, tookMs: 120, result: 'delivered' } as const;
  const attempts = [{ ...attempt, request: null, status: 204, answer: '', detail: '' }];
  await deliveries.insert(sampleDelivery('dlv_1', { attempts, made: 1, uncounted: true }));
  await countUp(harness.tally, { byJob: true });
  return harness;
}
