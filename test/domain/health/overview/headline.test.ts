import { expect, it } from 'vitest';
import { type HeadlineFacts, headlineOf, summaryOf } from '../../../../domain/health/overview/headline.ts';

type Need = HeadlineFacts['attention'][number];

const JOB: Need = {
  kind: 'job-failed',
  severity: 'warning',
  subject: { type: 'job', id: 'j', name: 'Tents' },
};
const HOST: Need = {
  kind: 'host-failing',
  severity: 'warning',
  subject: { type: 'host', id: 'h', name: 'h' },
};
const BROKER: Need = {
  kind: 'service-away',
  severity: 'critical',
  subject: { type: 'service', id: 'broker', name: 'RabbitMQ' },
};
const SCRAPER: Need = {
  kind: 'agent-silent',
  severity: 'critical',
  subject: { type: 'agent', id: 'scraper', name: 'The scraper' },
};
const DISK: Need = {
  kind: 'disk-low',
  severity: 'critical',
  subject: { type: 'disk', id: '/', name: 'The disk' },
};

function headline(changes: number | null, attention: readonly Need[] = [], jobs: number | null = 24): string {
  return headlineOf({
    jobs,
    changes: changes === null ? null : { count: changes, atLeast: false },
    attention,
  });
}

it.each([
  [headline(9, [JOB, JOB]), 'Nine changes since yesterday, two jobs need you'],
  [headline(1, [JOB]), 'One change since yesterday, one job needs you'],
  [headline(0), 'No changes since yesterday, all is well'],
  [headline(1_316, [JOB, HOST]), '1,316 changes since yesterday, two things need you'],
  [headline(null), 'Changes can not be counted now, all is well'],
  [headline(0, [], 0), 'Nothing is watched yet'],
  [headline(3, [JOB, BROKER]), 'RabbitMQ is away: nothing is fetched'],
  [headline(3, [{ ...BROKER, severity: 'warning' }]), 'Three changes since yesterday, one thing needs you'],
  [headline(3, [SCRAPER, JOB]), 'The scraper is silent, so runs wait'],
  [headline(0, [DISK], 0), 'The disk is full, so nothing is fetched'],
  [
    headlineOf({ jobs: 1, changes: { count: 5_000, atLeast: true }, attention: [] }),
    'More than 5,000 changes since yesterday, all is well',
  ],
])('the headline "%s" says the state in words', (told, wanted) => {
  expect(told).toBe(wanted);
});

it.each([
  [{ jobs: 24, running: 3, pages: 1_316 }, '24 jobs, 3 running. 1,316 pages looked at in the last hour.'],
  [{ jobs: 1, running: 0, pages: 1 }, '1 job, 0 running. 1 page looked at in the last hour.'],
  [{ jobs: null, running: null, pages: null }, ''],
  [{ jobs: 0, running: 0, pages: 0 }, 'Give an address, and Webloom shows what it understands of the page.'],
])('the line under it, of %o, is "%s"', (facts, wanted) => {
  expect(summaryOf(facts)).toBe(wanted);
});
