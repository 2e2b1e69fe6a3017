import { expect, test } from 'vitest';
import { CIRCUIT_THRESHOLD, UNASKED } from '../../../../domain/web/politeness/circuit.ts';
import type { HostWait, IdleFacts } from '../../../../domain/job/outlook/idle-facts.ts';
import { RUN_STATES } from '../../../../domain/run/lifecycle.ts';
import { NO_PROGRESS, type SourceProgress } from '../../../../domain/run/source-progress.ts';
import type { DiskSpace } from '../../../../domain/system/disk/disk-space.ts';
import { whyIdle } from '../../../../domain/job/outlook/why-idle.ts';

const NOW = 1_000_000;
const FULL: DiskSpace = {
  folder: '/data',
  freeBytes: 1_000,
  totalBytes: 1_000_000,
  floorBytes: 200_000_000,
  state: 'full',
};

const FACTS: IdleFacts = {
  state: 'running',
  phase: 'crawling',
  now: NOW,
  createdAt: 0,
  unacknowledged: 0,
  openChunks: { planned: 1, scraped: 0, storing: 0 },
  nextDueAt: null,
  openDueAt: null,
  hosts: [],
  alive: { api: 1, orchestrator: 1, dispatcher: 1, scraper: 1, pipeline: 1, monitor: 1, renderer: 0 },
  brokerReachable: true,
  proxyFault: null,
  brokerAlarm: null,
  disk: null,
  engineReachable: true,
  blobsFault: null,
  source: null,
};
const HOST: HostWait = {
  host: 'shop.example',
  notBefore: 0,
  delayMs: 0,
  delayCause: 'default',
  ...UNASKED,
  robots: 'rules',
  robotsFailure: '',
};
const BROKEN = { ...HOST, failedInRow: CIRCUIT_THRESHOLD, failingSince: NOW - 9_000, failedAt: NOW - 2_000 };
const HALTED: HostWait = { ...HOST, host: 'other.example', robots: 'unreachable' };
const NONE_OPEN = { planned: 0, scraped: 0, storing: 0 };

const AT = new Date(NOW);
const READING: SourceProgress = {
  ...NO_PROGRESS,
  stateFile: 'runs/r/0/sources.1',
  reading: { url: 'http://shop.example/b.xml', urls: 1_200, since: AT },
  documents: 3,
  left: 96,
  urls: 91_200,
};
const { reading: _reading, ...RESTING } = READING;
const CUT = { url: 'http://shop.example/c.xml.gz', code: 'cut-off', detail: 'It ends.', urls: 7, at: AT };
const FAULTY = { ...NO_PROGRESS, documents: 4, faults: [CUT], faultCount: 1 };

const cases: [string, Partial<IdleFacts>, boolean, string[]][] = [
  ['work goes on', {}, false, ['working']],
  ['it is paused', { state: 'paused' }, true, ['paused']],
  ['it has ended', { state: 'completed' }, true, ['ended']],
  [
    'it has ended worse than others',
    {
      state: 'completed',
      ending: { code: 'all-done', detail: 'Done.' },
      worse: [{ kind: 'pages', now: 3, usual: 40, low: 40, high: 40 }],
    },
    true,
    ['ended', 'worse-than-usual'],
  ],
  ['it is being stopped', { state: 'stopping' }, true, ['stopping']],
  ['the blobs are away', { blobsFault: 'It is away.' }, true, ['blobs-unreachable', 'working']],
  ['Temporal is away', { engineReachable: false }, true, ['engine-unreachable', 'working']],
  ['the disk is full', { disk: FULL }, true, ['disk-full', 'working']],
  [
    'the disk is too full for signs of life',
    { disk: FULL, alive: { ...FACTS.alive, scraper: 0 } },
    true,
    ['disk-full', 'working'],
  ],
  ['the disk is filling up', { disk: { ...FULL, state: 'low' } }, false, ['working']],
  [
    'the disk of the broker is full',
    { brokerReachable: false, brokerAlarm: 'RabbitMQ takes no messages for now: low on disk.' },
    true,
    ['disk-full', 'working'],
  ],
  ['the broker is away', { brokerReachable: false }, true, ['broker-unreachable', 'working']],
  [
    'the proxy is away',
    { proxyFault: { text: 'The proxy gave no answer within 5 s.', remedy: 'Check it.' } },
    true,
    ['proxy-away', 'working'],
  ],
  ['no scraper lives', { alive: { ...FACTS.alive, scraper: 0 } }, true, ['no-scraper', 'working']],
  [
    'its pages wait for a renderer',
    {
      rendering: {
        text: '3 pages wait for a renderer, and none lives.',
        remedy: 'Start one.',
        isCertain: true,
      },
    },
    true,
    ['no-renderer', 'working'],
  ],
  [
    'pages wait for a renderer, its own perhaps among them',
    {
      rendering: {
        text: '3 pages wait for a renderer, and none lives.',
        remedy: 'Start one.',
        isCertain: false,
      },
    },
    false,
    ['no-renderer', 'working'],
  ],
  ['the host keeps failing', { hosts: [{ ...BROKEN, openUntil: NOW + 1 }] }, true, ['circuit-open']],
  ['the host is asked again', { hosts: [{ ...BROKEN, openUntil: NOW - 1 }] }, true, ['circuit-open']],
  ['robots.txt fails', { hosts: [{ ...HOST, robots: 'unreachable' }] }, true, ['robots-unreachable']],
  ['robots.txt is read', { hosts: [{ ...HOST, robots: 'unknown' }] }, true, ['robots-unknown']],
  ['the host asked for patience', { hosts: [{ ...HOST, notBefore: NOW + 1 }] }, true, ['host-refuses']],
  ['the host is slow', { hosts: [{ ...HOST, delayMs: 12_000 }] }, false, ['host-delay', 'working']],
  ['no pause is kept', { hosts: [HOST] }, false, ['working']],
  ['one host of two is halted', { hosts: [HOST, HALTED] }, false, ['robots-unreachable', 'working']],
  ['the open chunk waits', { openDueAt: NOW + 9_000 }, false, ['waiting-for-due', 'working']],
  ['the rest is due later', { openChunks: NONE_OPEN, nextDueAt: NOW + 1 }, true, ['waiting-for-due']],
  ['the planner is at it', { openChunks: NONE_OPEN, nextDueAt: NOW - 1 }, true, ['planning']],
  ['nothing is left', { openChunks: NONE_OPEN }, true, ['nothing-left']],
  ['more of the source is read beside it', { source: READING }, false, ['working', 'discovering']],
  ['more of the source is read alone', { openChunks: NONE_OPEN, source: READING }, false, ['discovering']],
  ['the rest of the source waits', { source: RESTING }, false, ['working', 'source-left']],
  ['a document was faulty', { source: FAULTY }, false, ['working', 'source-fault']],
  [
    'it has ended, with a faulty document',
    { state: 'failed', source: FAULTY },
    true,
    ['ended', 'source-fault'],
  ],
  ['the source is read', { openChunks: NONE_OPEN, phase: 'discovering' }, false, ['discovering']],
];

test.each(cases)('when %s, that is what is told', (_when, facts, idle, codes) => {
  const answer = whyIdle({ ...FACTS, ...facts });
  expect([answer.idle, answer.reasons.map((reason) => reason.code)]).toEqual([idle, codes]);
});

test('a gate the workflow has not answered yet is said beside the state', () => {
  const [reason] = whyIdle({ ...FACTS, state: 'paused', unacknowledged: 1 }).reasons;
  expect(reason?.detail).toContain('has not answered');
});

test.each(['orchestrator', 'dispatcher', 'scraper', 'pipeline'] as const)(
  'a missing %s comes with a remedy',
  (role) => {
    const [reason] = whyIdle({ ...FACTS, alive: { ...FACTS.alive, [role]: 0 } }).reasons;
    expect(reason).toMatchObject({ code: `no-${role}`, remedy: expect.stringContaining(role) });
  },
);

test('a host that keeps failing is told with the time its failures were really seen, and when it is asked again', () => {
  const why = (openUntil: number): object | undefined =>
    whyIdle({ ...FACTS, hosts: [{ ...BROKEN, openUntil }] }).reasons[0];
  const seen = 'from 1970-01-01T00:16:31.000Z to 1970-01-01T00:16:38.000Z';
  expect(why(NOW + 7)).toMatchObject({ until: NOW + 7, detail: expect.stringContaining(seen) });
  expect(why(NOW)).toMatchObject({ detail: expect.stringMatching(/Now one page .* answers again/) });
  expect(why(NOW)).not.toHaveProperty('until');
});

test('there is a reason in every state and phase', () => {
  for (const state of RUN_STATES) {
    for (const phase of ['discovering', 'crawling'] as const) {
      expect(whyIdle({ ...FACTS, state, phase }).reasons.length, `${state}, ${phase}`).toBeGreaterThan(0);
    }
  }
});

test.each([
  ['robots', 'robots.txt asks'],
  ['refusals', 'refused'],
  ['job', 'the job asks'],
  ['floor', 'the job asks for less'],
  ['default', 'WEBLOOM_OWN_HOSTS'],
] as const)('a pause that comes from %s says so', (delayCause, words) => {
  const slow = { ...HOST, delayMs: 1_000, delayCause };
  const [reason] = whyIdle({ ...FACTS, hosts: [slow] }).reasons;
  expect(reason?.detail).toContain('once every 1 s');
  expect(reason?.detail).toContain(words);
});

test('the document being read is named, with what it gave and how many are left', () => {
  const [, reading] = whyIdle({ ...FACTS, source: READING }).reasons;
  expect(reading?.detail).toBe(
    'Reading http://shop.example/b.xml: 1200 URLs of it so far, 91200 in all; 3 documents read, 96 left.',
  );
});

test('a faulty document is named, with what of it counts', () => {
  const [, fault] = whyIdle({ ...FACTS, source: FAULTY }).reasons;
  expect(fault?.detail).toBe('http://shop.example/c.xml.gz: cut-off. It ends. 7 URLs of it count.');
});

test('a run that failed tells why, on what evidence, and what to do', () => {
  const ending = {
    code: 'too-many-failures',
    detail: '3 of 3 pages failed (100 %); the job tolerates 20 %. Most frequent: timeout 3.',
    remedy: 'Look at the failures of the run; raise `tolerance` if this many are normal.',
  } as const;
  const failed = [{ url: 'http://shop.test/a', reason: 'timeout', detail: 'no answer, after 4 attempts' }];
  expect(whyIdle({ ...FACTS, state: 'failed', ending, failed })).toEqual({
    idle: true,
    reasons: [
      {
        code: 'ended',
        detail: `The run has ended: failed (too-many-failures). ${ending.detail}`,
        remedy: ending.remedy,
      },
      { code: 'failed-page', detail: 'http://shop.test/a: timeout, no answer, after 4 attempts.' },
    ],
  });
});

test('a run that is being stopped names the process that keeps it from its end', () => {
  const { reasons } = whyIdle({ ...FACTS, state: 'stopping', alive: { ...FACTS.alive, pipeline: 0 } });
  expect(reasons.map(({ code }) => code)).toEqual(['stopping', 'no-pipeline']);
});

test('a paused host is named with who paused it and how to go on', () => {
  const held = { since: NOW - 1, until: null, by: 'ops', reason: 'The shop moves' };
  expect(whyIdle({ ...FACTS, hosts: [{ ...HOST, held }] }).reasons).toMatchObject([
    {
      code: 'host-paused',
      host: 'shop.example',
      detail: expect.stringContaining('paused by ops: The shop moves'),
      remedy: expect.stringContaining('webloom hosts resume shop.example'),
    },
  ]);
  const over = { ...held, until: NOW };
  const { reasons } = whyIdle({ ...FACTS, hosts: [{ ...HOST, held: over }] });
  expect(reasons.map(({ code }) => code)).not.toContain('host-paused');
});

test('a run that has not begun names what it waits for, and one that goes on does not', () => {
  const shortages = [{ detail: 'Queue pages is old.', remedy: 'Start more scrapers.' }];
  const starting = whyIdle({ ...FACTS, state: 'starting', phase: 'discovering', shortages });
  expect(starting.idle).toBe(true);
  expect(starting.reasons[0]).toEqual({
    code: 'no-room',
    detail: 'The run waits before it begins, and goes on by itself. Queue pages is old.',
    remedy: 'Start more scrapers.',
  });
  expect(whyIdle({ ...FACTS, shortages }).reasons.map(({ code }) => code)).not.toContain('no-room');
});

test('a run whose host needs longer than until it is due again says so last', () => {
  const hosts = [{ ...HOST, delayMs: 1_000 }];
  const { reasons, idle } = whyIdle({ ...FACTS, hosts, due: { pages: 7_200, everyMs: 3_600_000 } });
  expect(idle).toBe(false);
  expect(reasons.at(-1)).toMatchObject({ code: 'too-often', host: 'shop.example' });
  expect(whyIdle({ ...FACTS, hosts, due: { pages: 60, everyMs: 3_600_000 } }).reasons.at(-1)?.code).toBe(
    'working',
  );
});
