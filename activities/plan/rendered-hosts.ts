// Hosts whose pages all needed a browser so far in a run: their further pages go to one at once, instead of being fetched first.
// Forgetting a host is harmless: its next pages show it again.
import { type RenderMode, opensAtOnce } from '../../domain/run/render/render-wish.ts';
import type { FrontierEntry } from '../../domain/run/frontier.ts';
import type { StoreRow } from '../../domain/run/stage/stage-row.ts';
import { urlHost } from '../../domain/web/url/key.ts';

export interface RenderedHosts {
  /** Learns from how visits ended. */
  note(rows: readonly StoreRow[]): void;
  /** The entry as it is planned. */
  wished(entry: FrontierEntry, mode: RenderMode): FrontierEntry;
}

interface SeenHost {
  readonly needed: number;
  readonly plain: number;
}

const MAX_RUNS = 50;
/** Of one run. */
const MAX_HOSTS = 10_000;

export function createRenderedHosts(): { of(runId: string): RenderedHosts } {
  const runs = new Map<string, Map<string, SeenHost>>();
  return {
    of(runId) {
      const hosts = runs.get(runId) ?? new Map<string, SeenHost>();
      runs.delete(runId);
      runs.set(runId, hosts);
      const [oldest] = runs.keys();
      if (runs.size > MAX_RUNS && oldest !== undefined) runs.delete(oldest);
      return {
        note: (rows) => {
          for (const row of rows) noteRow(hosts, row);
        },
        wished: (entry, mode) => wish(hosts.get(urlHost(entry.url)), entry, mode),
      };
    },
  };
}

function noteRow(hosts: Map<string, SeenHost>, { url, outcome, reason, fallbacks = [] }: StoreRow): void {
  const needs = reason === 'needs-rendering';
  const isPlain =
    (outcome === 'stored' || outcome === 'unchanged') && fallbacks.every(({ kind }) => kind !== 'rendered');
  if (!needs && !isPlain) return;
  const host = urlHost(url);
  const { needed, plain } = hosts.get(host) ?? { needed: 0, plain: 0 };
  if (hosts.size >= MAX_HOSTS) hosts.clear();
  hosts.set(host, { needed: needed + (needs ? 1 : 0), plain: plain + (isPlain ? 1 : 0) });
}

function wish(seen: SeenHost | undefined, entry: FrontierEntry, mode: RenderMode): FrontierEntry {
  if (mode !== 'auto' || seen === undefined || entry.render !== undefined) return entry;
  return opensAtOnce(seen) ? { ...entry, render: 'host-needs' } : entry;
}
