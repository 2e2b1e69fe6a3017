// Hosts whose pages all needed a browser: which of their further pages go to one at once.
import { describe, expect, it } from 'vitest';
import { createRenderedHosts } from '../../../activities/plan/rendered-hosts.ts';
import type { FrontierEntry } from '../../../domain/run/frontier.ts';
import type { StoreRow } from '../../../domain/run/stage/stage-row.ts';
import { storeRow } from '../../support/visit-context.ts';

const entry = (url: string, more: Partial<FrontierEntry> = {}): FrontierEntry => ({
  _id: 'run_1:a',
  runId: 'run_1',
  url,
  depth: 1,
  firstRound: 1,
  round: 0,
  chunks: [],
  lastChunk: 0,
  dueAt: 0,
  firstDueAt: 0,
  visit: 1,
  attempts: 0,
  ...more,
});
const needed = (url: string): StoreRow => storeRow({ url, outcome: 'deferred', reason: 'needs-rendering' });
const rendered = (url: string): StoreRow =>
  storeRow({ url, fallbacks: [{ kind: 'rendered', detail: 'why' }] });
const THREE = ['/a', '/b', '/c'].map((path) => needed(`https://app.test${path}`));
const NEXT = entry('https://app.test/d');

describe('pages of a host that needed a browser so far', () => {
  it('go to one at once from the third on, and those of other hosts do not', () => {
    const hosts = createRenderedHosts().of('run_1');
    hosts.note(THREE.slice(0, 2));
    expect(hosts.wished(NEXT, 'auto').render).toBeUndefined();
    hosts.note(THREE.slice(2));
    hosts.note([rendered('https://app.test/a')]);
    expect(hosts.wished(NEXT, 'auto').render).toBe('host-needs');
    expect(hosts.wished(entry('https://shop.test/'), 'auto').render).toBeUndefined();
  });

  it('are fetched first again once one of them was whole as it was sent', () => {
    const hosts = createRenderedHosts().of('run_1');
    hosts.note([...THREE, storeRow({ url: 'https://app.test/imprint' })]);
    expect(hosts.wished(NEXT, 'auto').render).toBeUndefined();
  });

  it('keep what an earlier look wished for, and a job that renders all or nothing is left as it is', () => {
    const hosts = createRenderedHosts().of('run_1');
    hosts.note(THREE);
    expect(hosts.wished(entry('https://app.test/e', { render: 'plain' }), 'auto').render).toBe('plain');
    expect(hosts.wished(NEXT, 'never').render).toBeUndefined();
    expect(hosts.wished(NEXT, 'always').render).toBeUndefined();
  });

  it('are known within their run alone', () => {
    const all = createRenderedHosts();
    all.of('run_1').note(THREE);
    expect(all.of('run_2').wished(NEXT, 'auto').render).toBeUndefined();
    expect(all.of('run_1').wished(NEXT, 'auto').render).toBe('host-needs');
  });
});
