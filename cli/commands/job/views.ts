// The commands for saved views: searches of screens under names, shared by everybody in the workspace.
import type { Command } from 'commander';
import type { SavedViewView } from '../../../api/client/view-calls.ts';
import { WebloomError } from '../../../domain/system/errors.ts';
import { findView } from '../../job/find-view.ts';
import { type CliContext, type Run, printJson } from '../../context.ts';
import { plain, printTable } from '../../print-table.ts';
import { given } from '../../../domain/system/given.ts';

interface SaveOptions {
  readonly sort?: string;
}

export function registerViews(program: Command, run: Run): void {
  const views = program.command('views').summary('save, list, rename and remove views of the dashboard');
  views
    .command('list')
    .summary('list the views of the workspace by name')
    .option('--screen <screen>', 'only of this screen: jobs, changes, prices or runs')
    .action((options: { readonly screen?: string }) => run((context) => list(context, options)));
  views
    .command('save')
    .summary('save a search of jobs under a name; a view of this name is changed')
    .argument('<name>', 'its name, for everybody in the workspace')
    .argument('[search...]', 'such as state:failed tag:shop (docs/searching.md)')
    .option('--sort <keys>', 'such as -lastChange,name')
    .addHelpText('before', 'Example: webloom views save "Failing shops" state:failed tag:shop\n')
    .action((name: string, search: string[], options: SaveOptions) =>
      run((context) => save(context, { name, search, sort: options.sort })),
    );
  views
    .command('rename')
    .summary('give a view another name')
    .argument('<view>', 'id or name')
    .argument('<name>', 'its new name')
    .action((view: string, name: string) => run((context) => rename(context, view, name)));
  views
    .command('remove')
    .summary('remove views, for everybody in the workspace')
    .argument('<view...>', 'ids or names')
    .action((names: string[]) => run((context) => removeAll(context, names)));
}

async function list(context: CliContext, query: { readonly screen?: string }): Promise<void> {
  const views = await context.api.views({ ...query });
  if (context.json) return printJson(context, views);
  if (views.items.length === 0)
    context.err('There are no views: webloom views save "Failing" state:failed makes one.\n');
  else printTable(context, ['VIEW', 'NAME', 'SCREEN', 'SEARCH'], views.items.map(toRow));
}

function toRow({ viewId, name, screen, query }: SavedViewView): string[] {
  return [viewId, plain(name, 60), screen, plain(decoded(query), 120)];
}

/** Parts of an address are hard to read; people know the search as they typed it. */
function decoded(query: string): string {
  return [...new URLSearchParams(query)].map(([key, value]) => `${key}=${value}`).join(' ');
}

interface Saved {
  readonly name: string;
  readonly search: readonly string[];
  readonly sort: string | undefined;
}

async function save(context: CliContext, { name, search, sort }: Saved): Promise<void> {
  const { api } = context;
  const q = search.join(' ');
  if (q === '' && sort === undefined)
    throw new WebloomError('validation', 'Give a search, as in state:failed, or --sort: a view keeps them.');
  // A search that can not be read is refused now, not when somebody opens the view.
  await api.jobs({ q, sort, limit: 1 });
  const query = new URLSearchParams({ ...(q !== '' && { q }), ...given({ sort }) });
  const present = (await api.views({ screen: 'jobs' })).items.find((view) => view.name === name);
  const view =
    present === undefined
      ? await api.createView({ name, screen: 'jobs', query: query.toString() })
      : await api.changeView(present.viewId, { query: query.toString() });
  tell(context, view, present === undefined ? 'saved' : 'changed');
}

async function rename(context: CliContext, text: string, name: string): Promise<void> {
  const { viewId } = await findView(context.api, text);
  tell(context, await context.api.changeView(viewId, { name }), 'renamed');
}

async function removeAll(context: CliContext, names: readonly string[]): Promise<void> {
  for (const name of names) {
    const view = await findView(context.api, name);
    await context.api.removeView(view.viewId);
    tell(context, view, 'removed');
  }
}

function tell(context: CliContext, view: SavedViewView, became: string): void {
  if (context.json) printJson(context, view);
  else context.out(`${context.paint.green('✓')} ${plain(view.name)}  ${view.viewId} is ${became}\n`);
}
