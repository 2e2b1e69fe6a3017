// Bulk actions as the API shows them.
import { type BulkAction, countOutcome, undoVerb } from '../../../domain/job/bulk/bulk-action.ts';
import type { BulkForecast } from '../../../domain/job/bulk/create-bulk.ts';
import type { BulkForecastView, BulkView } from '../../schemas/job/bulk-action.ts';

export function toBulkView(action: BulkAction): BulkView {
  const { _id: bulkId, verb, tag, query, state, total, undoOf, undoneBy } = action;
  const [done, skipped, failed] = (['done', 'skipped', 'failed'] as const).map((outcome) =>
    countOutcome(action, outcome),
  ) as [number, number, number];
  const self = `/v1/bulk-actions/${bulkId}`;
  return {
    bulkId,
    verb,
    tag,
    q: query,
    state,
    createdAt: action.createdAt.toISOString(),
    createdBy: action.createdBy,
    finishedAt: action.finishedAt?.toISOString() ?? null,
    total,
    done,
    skipped,
    failed,
    left: total - done - skipped - failed,
    groups: action.groups.map((group) => ({ ...group })),
    canUndo: undoVerb(verb) !== null && action.finishedAt !== null && undoneBy === null && done > 0,
    undoneBy,
    undoOf,
    links: { self, jobs: `${self}/jobs` },
  };
}

export function toForecastView(
  verb: BulkAction['verb'],
  forecast: BulkForecast,
  warning: string | null,
): BulkForecastView {
  const { total, groups } = forecast;
  return {
    verb,
    total,
    would: countOutcome(forecast, 'done'),
    groups: groups.map((group) => ({ ...group })),
    canUndo: undoVerb(verb) !== null,
    warning,
  };
}
