// One look at the first address of a job that was just made: what keeps it from watching anything is said at once, not when
// its first run has ended.
import { isWebloomError } from '../../domain/system/errors.ts';
import { addressesOf } from '../../domain/config/source-addresses.ts';
import type { JobInput } from '../../domain/config/schema.ts';
import { lookFindings } from '../../domain/job/preview/look-findings.ts';
import type { CliContext } from '../context.ts';
import { plain } from '../print-table.ts';

export async function sayFirstLook(context: CliContext, { config }: JobInput): Promise<void> {
  const [url] = addressesOf(config.source);
  if (url === undefined) return;
  const isPage = config.source.kind === 'pages';
  const { fetch, fields, changes } = config;
  const look = { url, ...(fetch && { fetch }), ...(isPage && fields && { fields }) };
  try {
    const seen = await context.api.preview({ ...look, ...(isPage && changes && { changes }) });
    for (const { what, remedy } of lookFindings(seen))
      context.err(`  ! ${plain(url, 200)}: ${plain(what, 300)}\n    → ${plain(remedy, 300)}\n`);
  } catch (error) {
    // The job is made. Its first run looks again.
    if (!isWebloomError(error)) throw error;
    context.err(`  ${plain(url, 200)} could not be looked at now: ${plain(error.message, 300)}\n`);
  }
}
