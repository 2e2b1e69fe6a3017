// Watches one run to its end with live progress, or prints the stream of events as it comes.
import type { Command } from 'commander';
import type { EventMessage } from '../../domain/run/dispatch/message.ts';
import { describeEvent, eventFacts } from '../../domain/system/event/event-words.ts';
import type { CliContext, Run } from '../context.ts';
import { EXIT } from '../exit-code.ts';
import { findRunId } from '../find-job.ts';
import { followRun } from '../follow-run.ts';
import { formatTime, plain } from '../print-table.ts';
import { describeRun } from './runs.ts';

export function registerWatch(program: Command, run: Run): void {
  program
    .command('watch')
    .summary('follow a run to its end; without one: everything that happens')
    .argument('[run]', 'id of a run, or a job: then its latest')
    .action((name?: string) =>
      run((context) => (name === undefined ? watchAll(context) : watchRun(context, name))),
    );
}

async function watchRun(context: CliContext, name: string): Promise<number> {
  const { api, interrupted, json } = context;
  const runId = await findRunId(api, name);
  if (json) return streamRun(context, runId);
  const run = await followRun(context, runId, { label: '', signal: interrupted });
  if (interrupted.aborted) return EXIT.interrupted;
  context.out(describeRun(context, run, await context.api.runChanges(run.runId)));
  return run.state === 'completed' ? EXIT.ok : EXIT.error;
}

/** Prints one JSON object per line: events of the run, and at the end the run itself. */
async function streamRun(context: CliContext, runId: string): Promise<number> {
  const { api, out, interrupted } = context;
  const done = new AbortController();
  const signal = AbortSignal.any([interrupted, done.signal]);
  const events = (async () => {
    for await (const event of api.events(`run:${runId}`, signal)) out(`${JSON.stringify(event)}\n`);
  })();
  const run = await followRun(context, runId, { label: '', signal: interrupted, quiet: true });
  done.abort();
  await events;
  out(`${JSON.stringify({ type: 'run', data: run })}\n`);
  if (interrupted.aborted) return EXIT.interrupted;
  return run.state === 'completed' ? EXIT.ok : EXIT.error;
}

async function watchAll(context: CliContext): Promise<number> {
  const { api, out, err, json, interrupted } = context;
  err('Waiting for events; Ctrl-C ends.\n');
  const nameOf = createNames(context);
  for await (const event of api.events('', interrupted)) {
    if (json) out(`${JSON.stringify(event)}\n`);
    else if (event.type !== 'run.progress') out(`${await describe(event, nameOf)}\n`);
  }
  return interrupted.aborted ? EXIT.interrupted : EXIT.ok;
}

type NameOf = (jobId: string) => Promise<string>;

/** Names of jobs, each asked for once; a job that is gone is shown by its id. */
function createNames({ api }: CliContext): NameOf {
  const known = new Map<string, Promise<string>>();
  return (jobId) => {
    const name =
      known.get(jobId) ??
      api.job(jobId).then(
        (job) => job.name,
        () => jobId,
      );
    known.set(jobId, name);
    return name;
  };
}

async function describe(event: EventMessage, nameOf: NameOf): Promise<string> {
  const { at, jobId, runId } = event;
  const name = jobId === undefined ? '' : `${plain(await nameOf(jobId), 40)}: `;
  const id = eventFacts(event)['changeId'] ?? runId ?? jobId;
  const shown = typeof id === 'string' ? `  ${id}` : '';
  return `${formatTime(at)}  ${name}${plain(describeEvent(event), 200)}${shown}`;
}
