// One look at the first address of a job that was just made: what keeps it from watching anything is said at once, not when
// its first run has ended.
import type { PreviewView } from '../../api/client/client.ts';
import { isWebloomError } from '../../domain/errors.ts';
import { addressesOf } from '../../domain/job/list/source-addresses.ts';
import type { JobInput } from '../../domain/job/schema.ts';
import type { CliContext } from '../context.ts';
import { plain } from '../print-table.ts';

interface LookFinding {
  readonly what: string;
  readonly remedy: string;
}

export async function sayFirstLook(context: CliContext, { config }: JobInput): Promise<void> {
  const [url] = addressesOf(config.source);
  if (url === undefined) return;
  const isPage = config.source.kind === 'pages';
  const { fetch, fields, changes } = config;
  const look = { url, ...(fetch && { fetch }), ...(isPage && fields && { fields }) };
  try {
    const seen = await context.api.preview({ ...look, ...(isPage && changes && { changes }) });
    for (const { what, remedy } of findingsOf(seen))
      context.err(`  ! ${plain(url, 200)}: ${plain(what, 300)}\n    → ${plain(remedy, 300)}\n`);
  } catch (error) {
    // The job is made. Its first run looks again.
    if (!isWebloomError(error)) throw error;
    context.err(`  ${plain(url, 200)} could not be looked at now: ${plain(error.message, 300)}\n`);
  }
}

export function findingsOf({ problem, page }: Pick<PreviewView, 'problem' | 'page'>): LookFinding[] {
  if (problem !== null) return [problem];
  if (page === null) return [];
  const { fault } = page.text;
  const part = fault === null ? [] : [{ what: fault, remedy: 'Look at the page and choose the part again.' }];
  const fields = page.fields
    .filter(({ found }) => !found)
    .map(({ name, note = 'its selector fits nothing' }) => ({
      what: `“${name}” is not on the page: ${note}.`,
      remedy: 'Give it a selector (--select), or an example as the page shows it (--example).',
    }));
  return [...part, ...fields];
}
