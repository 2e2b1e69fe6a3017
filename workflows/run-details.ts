// What the Temporal UI shows of a running run: a few lines of Markdown, which cost no history events.
import type { ChunkFlow } from '../domain/run/flow/flow.ts';
import type { RunControl } from '../domain/run/run-control.ts';

const SHOWN_REASONS = 5;

export function describeRun(
  run: { runId: string; jobName: string },
  control: Pick<RunControl, 'state'>,
  flow: ChunkFlow,
  elapsedMs: number,
): string {
  const { counts, open, queue, round } = flow;
  const done = counts.stored + counts.unchanged + counts.failed + counts.skipped;
  const rate = elapsedMs > 0 ? `, ${Math.round((done / elapsedMs) * 10_000) / 10} pages/s` : '';
  // A list, because the UI shows the columns of a table without gaps.
  return [
    `**${run.jobName}** is **${control.state}** (${run.runId})`,
    '',
    `- pages: ${counts.discovered} discovered, ${counts.stored} stored, ${counts.unchanged} unchanged, ${counts.failed} failed, ${counts.skipped} skipped${rate}`,
    `- changes: ${counts.changes}`,
    `- last reasons: ${describeReasons(flow.lastReasons)}`,
    `- chunks: ${counts.chunks} done, ${open.length} in flight, ${queue.length} waiting; planning round ${round}`,
  ].join('\n');
}

function describeReasons(reasons: Readonly<Record<string, number>>): string {
  const most = Object.entries(reasons)
    .toSorted((a, b) => b[1] - a[1] || a[0].localeCompare(b[0]))
    .slice(0, SHOWN_REASONS);
  return most.length === 0 ? 'none yet' : most.map(([reason, count]) => `${count} × ${reason}`).join(', ');
}
