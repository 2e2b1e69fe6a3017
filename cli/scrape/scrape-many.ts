// Many pages at once: a job of its own reads them as a run does, under the paces of their hosts and without losing any, and is removed
// when all is written, or nobody reads it any more.
import type { JobInput } from '../../domain/config/schema.ts';
import { counted } from '../../domain/system/counted.ts';
import { given } from '../../domain/system/given.ts';
import type { CliContext } from '../context.ts';
import { EXIT } from '../exit-code.ts';
import type { WrittenForm } from './contents-folder.ts';
import { writeContents } from './write-contents.ts';

export interface WantedPages {
  readonly urls: readonly string[];
  readonly forms: readonly WrittenForm[];
  readonly whole: boolean;
  readonly fetch: JobInput['config']['fetch'];
  readonly fields: JobInput['config']['fields'];
  readonly to?: string | undefined;
  /** The job stays, so that the pages can be asked for again. */
  readonly keep: boolean;
}

export async function scrapeMany(context: CliContext, wanted: WantedPages): Promise<number> {
  const { urls, forms, whole, fetch, fields, to, keep } = wanted;
  const { jobId } = await context.api.createJob({
    name: `${counted(urls.length, 'page')}, read once`,
    tags: ['read-once'],
    start: true,
    config: {
      source: { kind: 'pages', urls: [...urls] },
      // Nothing is told of it, so no page is looked at twice.
      changes: { sampleNoise: false, confirm: false },
      ...given({ fetch, fields }),
    },
  });
  const again = `webloom export contents --job ${jobId} --follow`;
  if (!keep) context.onReaderGone(() => context.api.removeJob(jobId));
  try {
    const isWhole = await writeContents(context, {
      jobId,
      forms,
      whole,
      follow: true,
      expected: urls.length,
      ...given({ to }),
    });
    if (keep) context.err(`The job stays: webloom status ${jobId}\n`);
    else await context.api.removeJob(jobId);
    return isWhole ? EXIT.ok : EXIT.error;
  } catch (error) {
    context.err(`It goes on without this command: ${again}\n`);
    throw error;
  }
}
