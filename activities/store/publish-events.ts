// Publishes the events of a chunk: confirmed changes, moved prices, removed pages, and template changes once
// per run. Their ids are deterministic, so a replay stores no event twice.
import { eventKey } from '../../domain/system/event/event-key.ts';
import { orderedId } from '../../domain/run/ids.ts';
import type { EventType, StoredEvent } from '../../domain/system/event/event.ts';
import type { Change } from '../../domain/page/page.ts';
import { runSummary } from '../../domain/change/words/run-summary.ts';
import { toRunChange } from '../../domain/page/run-change.ts';
import type { Run } from '../../domain/run/run.ts';
import type { StoreRow } from '../../domain/run/stage/stage-row.ts';
import { type SiteWideChange, siteWideOf } from '../../domain/run/visit/site-wide.ts';
import type { ApplyPorts } from './apply-ports.ts';
import { given } from '../../domain/system/given.ts';

/** Changes of these rows that are certain: seen now, or seen earlier and confirmed now. */
export async function toldChanges(ports: ApplyPorts, rows: readonly StoreRow[]): Promise<Change[]> {
  const changes = rows.flatMap((row) => row.changes).filter((change) => change.state === 'confirmed');
  return [...changes, ...(await confirmedNow(ports, rows))];
}

export async function publishEvents(ports: ApplyPorts, run: Run, told: readonly Change[]): Promise<void> {
  const events = [
    ...told.filter((change) => change.siteWide === undefined).map((change) => toEvent(ports, run, change)),
    ...siteWideOf(told).map((change) => toSiteEvent(ports, run, change)),
  ];
  if (events.length === 0) return;
  await ports.events.insert(events);
  await Promise.all(
    events.map(({ _id, type, at, workspaceId, jobId, runId, data }) => {
      const message = { id: _id, type, at: at.toISOString(), workspaceId, data };
      const scoped = {
        ...message,
        ...given({ jobId, runId }),
      };
      // The event is stored already, so streams that miss it now read it from the store.
      return ports.eventBroker
        .publishEvent(scoped)
        .catch((error: unknown) => ports.log.warn({ err: error }, 'event not published'));
    }),
  );
}

/** Pending changes that a second look confirmed: told now, with the time at which they were first seen. */
async function confirmedNow(ports: ApplyPorts, rows: readonly StoreRow[]): Promise<Change[]> {
  const ids = rows.flatMap((row) => (row.settle?.state === 'confirmed' ? row.settle.changeIds : []));
  const found = await Promise.all(ids.map((id) => ports.history.change(id)));
  return found.filter((change) => change !== null);
}

const TYPES: Partial<Record<Change['kind'], EventType>> = {
  price: 'price.changed',
  availability: 'price.changed',
  removed: 'page.removed',
};

function toEvent(ports: ApplyPorts, run: Run, change: Change): StoredEvent {
  const { _id, runId, url, title, kind, severity, summary, pageId, at, rules } = change;
  return {
    _id: orderedId(at, eventKey(_id, 'confirmed'), ports.hasher),
    type: TYPES[kind] ?? 'page.changed',
    at,
    workspaceId: run.workspaceId,
    jobId: run.jobId,
    // The run of the change: a later run may publish it.
    runId,
    data: {
      changeId: _id,
      pageId,
      url,
      title,
      kind,
      severity,
      summary,
      ...given({ rules }),
    },
  };
}

/** The id consists of run and change, not of the chunk, so only the first chunk's event is stored. */
function toSiteEvent(
  ports: ApplyPorts,
  run: Run,
  { key, host, block, changes }: SiteWideChange,
): StoredEvent {
  const { op, path, before, after } = block;
  const line = runSummary(changes.map(toRunChange));
  const [first] = changes;
  return {
    _id: orderedId(run.createdAt, eventKey(run._id, 'site', key), ports.hasher),
    type: 'site.changed',
    at: first?.at ?? run.createdAt,
    workspaceId: run.workspaceId,
    jobId: run.jobId,
    runId: first?.runId ?? run._id,
    data: {
      siteWide: key,
      host,
      summary: line.includes(host) ? line : `${host}: ${line}`,
      op,
      path,
      ...(before === undefined ? {} : { before: before.slice(0, 500) }),
      ...(after === undefined ? {} : { after: after.slice(0, 500) }),
      pagesSoFar: changes.length,
      changeIds: changes.slice(0, 20).map((change) => change._id),
    },
  };
}
