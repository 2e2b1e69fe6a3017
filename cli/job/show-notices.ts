// What a job asks for and does not get, each with what to do: below what was made or changed.
import type { CliContext } from '../context.ts';
import type { JobView } from '../../api/client/client.ts';
import { plain } from '../print-table.ts';

export function showNotices({ err }: Pick<CliContext, 'err'>, notices: JobView['notices']): void {
  for (const { detail, remedy } of notices) err(`  ! ${plain(detail, 300)}\n    → ${remedy}\n`);
}
