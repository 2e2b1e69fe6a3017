// The commands for the stored versions of a page: list them, print what one holds, pin those that have to stay.
import type { Command } from 'commander';
import type { SnapshotView } from '../../api/client/client.ts';
import type { VersionView } from '../../api/client/version-calls.ts';
import { TOOL_NAMES } from '../../domain/page/known-text/known-text.ts';
import { type CliContext, printJson, type Run } from '../context.ts';
import { type ListOptions, sayMore } from '../list-page.ts';
import { printContent } from '../content.ts';
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
    .command('content')
    .summary('print a stored version of a page as text: what was kept of it, or what the server had sent')
    .argument('<version>', 'id of a version, as "webloom versions" prints it')
    .option('--served', 'what the server sent, before a browser made the page of it (see --keep-served)')
    .action((id: string, { served = false }: { readonly served?: boolean }) =>
      run((context) => printContent(context, id, served)),
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
  else printVersions(context, versions.items);
  sayMore(context, versions.nextCursor);
}

/** Most jobs do not keep what the server sent, and have no column for it. */
function printVersions(context: CliContext, versions: readonly VersionView[]): void {
  const isServed = versions.some(({ served }) => served !== null);
  const names = ['VERSION', 'AT', 'SIZE', ...(isServed ? ['SERVED'] : []), 'PINNED BY', 'CHANGE'];
  printTable(
    context,
    names,
    versions.map((version) => toRow(version, isServed)),
  );
}

function toRow(
  { snapshotId, at, bodyBytes, served, pinned, change, from }: VersionView,
  isServed: boolean,
): string[] {
  const brought = from === null ? (change?.summary ?? '') : `known to ${TOOL_NAMES[from]}`;
  return [
    snapshotId,
    formatTime(at),
    formatBytes(bodyBytes),
    ...(isServed ? [served === null ? '' : formatBytes(served.bytes)] : []),
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
