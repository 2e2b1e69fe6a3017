// The command `agents`: who does what now, how busy each process is, and who is silent.
import type { Command } from 'commander';
import type { AgentView } from '../../api/client/client.ts';
import { type CliContext, printJson, type Run } from '../context.ts';
import { formatDuration, plain, printTable } from '../print-table.ts';

export function registerAgents(program: Command, run: Run): void {
  program
    .command('agents')
    .summary('list the processes: what each works on, slots, memory, last sign of life')
    .action(() => run(listAgents));
}

async function listAgents(context: CliContext): Promise<void> {
  const agents = await context.api.agents();
  if (context.json) return printJson(context, agents);
  if (agents.items.length === 0)
    return context.err('No agent gives a sign of life. Start them with "webloom up".\n');
  const rows = agents.items.map((agent) => toRow(context, agent));
  printTable(context, ['AGENT', 'STATE', 'WHAT', 'SLOTS', 'MEMORY', 'LAST SIGN', 'PID'], rows);
  for (const { role, pid, replacedInRow } of agents.items)
    if (replacedInRow > 0)
      context.out(
        `${role} ${pid}: follows ${replacedInRow} in a row that had grown beyond WEBLOOM_MEMORY_MB\n`,
      );
  for (const { role, pid, lastError } of agents.items)
    if (lastError !== null)
      context.out(`${role} ${pid}: ${lastError.what} failed: ${plain(lastError.message, 200)}\n`);
}

function toRow({ paint }: CliContext, agent: AgentView): string[] {
  const { state, slots, memoryMb, silentMs } = agent;
  const word = state === 'silent' || state === 'gone' ? paint.red(state) : state;
  return [
    agent.role,
    word,
    workOf(agent),
    slots === null ? '–' : `${slots.used}/${slots.total}`,
    memoryMb === null ? '–' : `${memoryMb} MB`,
    `${formatDuration(silentMs)} ago`,
    String(agent.pid),
  ];
}

/** The longest of what it works on, and how much more there is. */
function workOf({ work, slots }: AgentView): string {
  const [first] = work;
  if (first === undefined) return '–';
  const of = first.host ?? (first.chunkNo === null ? first.runId : `chunk ${first.chunkNo}`);
  const more = Math.max(work.length, slots?.used ?? 0) - 1;
  return plain(`${first.what}${of === null ? '' : ` ${of}`}${more > 0 ? ` +${more}` : ''}`, 40);
}
