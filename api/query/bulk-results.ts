// What became of the jobs of a bulk action, in the order of its batches; a place is batch and position.
import type { BulkAction, BulkOutcome, BulkResult } from '../../domain/job/bulk/bulk-action.ts';
import type { ApiPorts } from '../ports.ts';

type Row = BulkResult & { readonly _id: string };

interface Asked {
  readonly after: string | null;
  readonly limit: number;
  readonly outcomes: readonly BulkOutcome[] | undefined;
}

const BATCHES_AT_ONCE = 50;

export async function bulkResults(
  { bulkActions }: Pick<ApiPorts, 'bulkActions'>,
  action: BulkAction,
  { after, limit, outcomes }: Asked,
): Promise<Row[]> {
  const [begin = 0, position = -1] = after?.split('.').map(Number) ?? [];
  const rows: Row[] = [];
  for (let from = begin; from < action.nextBatch && rows.length < limit; from += BATCHES_AT_ONCE) {
    for (const { number, results } of await bulkActions.batches(action._id, from, BATCHES_AT_ONCE)) {
      for (const [index, result] of (results ?? []).entries()) {
        const isBehind = number > begin || index > position;
        const isWanted = outcomes === undefined || outcomes.includes(result.outcome);
        if (isBehind && isWanted) rows.push({ ...result, _id: `${number}.${index}` });
      }
    }
  }
  return rows.slice(0, limit);
}
