// The commands for who runs Webloom: queues, hosts, and the calendar of the coming day.
import type { Command } from 'commander';
import type { HostRowView, QueueView, ScheduleDayView } from '../../api/client/client.ts';
import { type CliContext, printJson, type Run } from '../context.ts';
import type { ListOptions } from '../list-page.ts';
import { EXIT } from '../exit-code.ts';
import { formatDuration, formatTime, plain, printTable } from '../print-table.ts';
import { registerHostPause } from './host/host-pause.ts';
import { HOUR_MS } from '../../domain/system/duration.ts';

interface HostOptions extends ListOptions {
  readonly failing?: boolean;
}

interface DayOptions {
  readonly hours: string;
  readonly zone: string;
  readonly from?: string;
}

export function registerOperations(program: Command, run: Run): void {
  program
    .command('queues')
    .summary('show what waits between the processes, how old it is, and who takes it')
    .action(() => run(showQueues));
  const hosts = program
    .command('hosts')
    .summary('list hosts: pause and who set it, circuit, requests now, what is planned for them')
    .argument('[beginning]', 'only hosts whose name begins so')
    .option('--failing', 'only hosts that are left alone')
    .option('--limit <n>', 'how many', '50')
    .option('--cursor <cursor>', 'go on where a list ended')
    .action((prefix: string | undefined, options: HostOptions) =>
      run((context) => listHosts(context, prefix, options)),
    );
  registerHostPause(hosts, run);
  program
    .command('schedules')
    .summary('show the coming day: what is due when, and where runs wait')
    .option('--hours <n>', 'how many hours', '24')
    .option('--from <time>', 'where the day begins, ISO 8601')
    .option('--zone <name>', 'time zone', Intl.DateTimeFormat().resolvedOptions().timeZone)
    .action((options: DayOptions) => run((context) => showDay(context, options)));
}

async function showQueues(context: CliContext): Promise<number> {
  const { api, json, out, paint } = context;
  const queues = await api.queues();
  const { broker, engine, items } = queues;
  const code = broker.reachable && engine.reachable ? EXIT.ok : EXIT.dependency;
  if (json) {
    printJson(context, queues);
    return code;
  }
  for (const fault of [broker.fault, broker.alarm, engine.fault])
    if (fault !== null) out(`${paint.red('✕')} ${fault}\n`);
  printTable(context, ['WHAT', 'WAITING', 'OLDEST', 'TREND', 'TAKEN BY', 'QUEUE'], items.map(queueRow));
  return code;
}

function queueRow({ purpose, ready, oldestMs, trend, consumers, name, isCurrent }: QueueView): string[] {
  return [
    isCurrent ? purpose : `${purpose} (old)`,
    shown(ready),
    oldestMs === null ? '?' : formatDuration(oldestMs),
    trend.words,
    shown(consumers),
    name,
  ];
}

/** What a server does not tell is no zero. */
function shown(value: number | null): string {
  return value === null ? '?' : String(value);
}

async function listHosts(
  context: CliContext,
  prefix: string | undefined,
  { failing, limit, cursor }: HostOptions,
): Promise<void> {
  const { api, json, err } = context;
  const state = failing === true ? 'failing' : undefined;
  const page = await api.hosts({ prefix, state, limit, cursor });
  if (json) return printJson(context, page);
  if (page.items.length === 0) err('No host was asked for anything yet, or none matches.\n');
  else
    printTable(
      context,
      ['NAME', 'STATE', 'PAUSE', 'SET BY', 'REQUESTS NOW', 'A DAY', 'JOBS', 'LAST ANSWER'],
      page.items.map(hostRow),
    );
  if (page.nextCursor !== null) err(`More: --cursor ${page.nextCursor}\n`);
}

function hostRow({
  host,
  paused,
  circuit,
  delayMs,
  delaySetBy,
  requestsNow,
  load,
  jobCount,
  lastSuccessAt,
  restUntil,
}: HostRowView): string[] {
  const { plannedADay, possibleADay } = load;
  const answering =
    circuit.state === 'closed' ? (restUntil === null ? 'well' : 'rests') : `circuit ${circuit.state}`;
  const state = paused === null ? answering : 'paused';
  return [
    plain(host),
    state,
    delayMs === 0 ? 'none' : formatDuration(delayMs),
    delaySetBy,
    requestsNow.words,
    possibleADay === null ? String(plannedADay) : `${plannedADay} of ${possibleADay}`,
    String(jobCount),
    formatTime(lastSuccessAt),
  ];
}

async function showDay(context: CliContext, { hours, zone, from }: DayOptions): Promise<void> {
  const { api, json, out, paint } = context;
  const day = await api.schedules({ hours, zone, from });
  if (json) return printJson(context, day);
  out(
    `${day.total} runs are due from ${formatTime(day.from)} to ${formatTime(day.until)} (clock of ${day.zone} below)\n`,
  );
  for (const text of notesOf(day)) out(`${paint.yellow('!')} ${plain(text, 400)}\n`);
  const busy = day.hours.filter(({ due }) => due > 0);
  if (busy.length > 0)
    printTable(
      context,
      ['HOUR', 'DUE', 'WHAT'],
      busy.map((hour) => hourRow(day, hour)),
    );
  if (day.unscheduled.count > 0) out(`${day.unscheduled.count} jobs have no schedule, or it is off.\n`);
}

function notesOf({ clockChanges, lanes }: ScheduleDayView): string[] {
  return [...clockChanges, ...lanes.flatMap(({ pileUps }) => pileUps)].map(({ text }) => text);
}

function hourRow(
  { runs }: ScheduleDayView,
  { startsAt, clock, due }: ScheduleDayView['hours'][number],
): string[] {
  const begin = Date.parse(startsAt);
  const names = runs
    .filter(({ at }) => Date.parse(at) >= begin && Date.parse(at) < begin + HOUR_MS)
    .map(({ name }) => name);
  return [clock, String(due), plain([...new Set(names)].join(', '), 200)];
}
