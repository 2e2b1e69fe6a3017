// `mcp`: lets an assistant ask Webloom, as a server of the Model Context Protocol on standard input and output.
import type { Command } from 'commander';
import type { CliContext, Run } from '../context.ts';

interface McpOptions {
  readonly allowChanges?: boolean;
}

export function registerMcp(program: Command, run: Run): void {
  program
    .command('mcp')
    .summary('let an assistant ask Webloom (Model Context Protocol, on standard input and output)')
    .option('--allow-changes', 'it may also make, start, pause and stop jobs, if the key may')
    .action((options: McpOptions) => run((context) => serve(context, options)));
}

async function serve(context: CliContext, { allowChanges = false }: McpOptions): Promise<void> {
  if (context.hasTerminal)
    context.err('An assistant starts this command and speaks to it; docs/mcp.md says how. Ctrl-D ends.\n');
  // Only an assistant needs the protocol and the forms of the tools.
  const { serveMcp } = await import('../mcp/serve-stdio.ts');
  await serveMcp(context, allowChanges);
}
