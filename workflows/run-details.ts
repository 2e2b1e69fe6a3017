// What the Temporal UI shows of a run while it goes on: a few lines of Markdown, free of history events.
import type { RunControl } from './run-control.ts';
import type { ChunkWindow } from './chunk-window.ts';

export function describeRun(
  run: { runId: string; jobName: string },
  control: RunControl,
  chunks: ChunkWindow,
  elapsedMs: number,
): string {
  const { counts } = chunks;
  const done = counts.stored + counts.unchanged + counts.failed + counts.skipped;
  const rate = elapsedMs > 0 ? Math.round((done / elapsedMs) * 1_000 * 10) / 10 : 0;
  return [
    `**${run.jobName}** is **${control.state}** (${run.runId})`,
    '',
    '| discovered | stored | unchanged | failed | skipped | changes | pages/s |',
    '|---|---|---|---|---|---|---|',
    `| ${counts.discovered} | ${counts.stored} | ${counts.unchanged} | ${counts.failed} | ${counts.skipped} | ${counts.changes} | ${rate} |`,
    '',
    `Chunks: ${counts.chunks} done, ${chunks.open.size} in flight, ${chunks.queue.length} waiting; planning round ${chunks.round}.`,
  ].join('\n');
}
