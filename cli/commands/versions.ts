// The commands for the stored versions of a page: list them, pin those that have to stay.
import type { Command } from 'commander';
import type { SnapshotView } from '../../api/client/client.ts';
import type { VersionView } from '../../api/client/version-calls.ts';
import { TOOL_NAMES } from '../../domain/page/known-text/known-text.ts';
import { type CliContext, printJson, type Run } from '../context.ts';
import { type ListOptions, sayMore } from '../list-page.ts';
import { findPageId } from '../job/find-page.ts';
import { formatBytes, formatTime, plain, printTable } from '../print-table.ts';

export function registerVersions(program: Command, run: Run): void {
  program
    .command('versions')
    .summary('list the stored versions of a page, newest first, with what changed and who pinned them')
    .argument('<job>', 'id or name; or the id of a page, as "webloom changes --json" prints it')
    .argument('[address]', 'address of the page')
    .option('--limit <n>', 'how many', '20')
    .option('--cursor <cursor>', 'go on where a list ended')
    .action((job: string, address: string | undefined, options: ListOptions) =>
      run(async (context) => {
        const { api } = context;
        const found = address === undefined ? findPageId(api, job) : findPageId(api, address, job);
        return list(context, await found, options);
      }),
    );
  program
    .command('pin')
    .summary('keep stored versions whatever their age and number')
    .argument('<versions...>', 'ids of versions, as "webloom versions" prints them')
    .action((ids: string[]) => run((context) => pinAll(context, ids, true)));
  program
    .command('unpin')
    .summary('let a clean-up thin pinned versions again')
    .argument('<versions...>', 'ids of versions, as "webloom versions" prints them')
    .action((ids: string[]) => run((context) => pinAll(context, ids, false)));
}

async function list(context: CliContext, pageId: string, { limit, cursor }: ListOptions): Promise<void> {
  const versions = await context.api.pageVersions(pageId, { limit, cursor });
  if (context.json) return printJson(context, versions);
  if (versions.items.length === 0) context.err('No version of this page is stored.\n');
  else printTable(context, ['VERSION', 'AT', 'SIZE', 'PINNED BY', 'CHANGE'], versions.items.map(toRow));
  sayMore(context, versions.nextCursor);
}

function toRow({ snapshotId, at, bodyBytes, pinned, change, from }: VersionView): string[] {
  const brought = from === null ? (change?.summary ?? '') : `known to ${TOOL_NAMES[from]}`;
  return [
    snapshotId,
    formatTime(at),
    formatBytes(bodyBytes),
    plain(pinned?.by ?? '', 20),
    plain(brought, 60),
  ];
}

async function pinAll(context: CliContext, ids: readonly string[], isPinned: boolean): Promise<void> {
  const { api, out, paint } = context;
  const views: SnapshotView[] = [];
  for (const id of ids) views.push(await (isPinned ? api.pinSnapshot(id) : api.unpinSnapshot(id)));
  if (context.json) return printJson(context, { items: views });
  for (const { snapshotId, at } of views)
    out(
      `${paint.green('✓')} ${isPinned ? 'Pinned' : 'Unpinned'} the version of ${formatTime(at)}  ${snapshotId}\n`,
    );
}
