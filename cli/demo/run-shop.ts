// The demo with the bundled shop: first run, next act, second run, comparison with what really changed.
import type { RunView } from '../../api/client/client.ts';
import { WebloomError } from '../../domain/system/errors.ts';
import { readAll } from '../http/all-pages.ts';
import type { CliContext } from '../context.ts';
import { followRun } from '../follow-run.ts';
import { type Comparison, compareFindings } from './compare.ts';
import { describeFirstRun, describeSecondRun } from './demo-text.ts';
import { expectedChanges, quietDifferences } from './shop/expected-change.ts';
import type { Shop } from './shop/shop.ts';

export interface DemoResult {
  readonly jobId: string;
  readonly runs: readonly RunView[];
  readonly comparison: Comparison | null;
}

/** Removed pages get their second look after this, instead of the usual wait. */
const CONFIRM_AFTER_MS = 1_000;

export async function runShopDemo(context: CliContext, shop: Shop): Promise<DemoResult> {
  const { api, out } = context;
  const { jobId } = await api.createJob({
    name: 'Demo shop',
    config: {
      source: { kind: 'site', start: [`${shop.url}/`] },
      changes: { confirmAfterMs: CONFIRM_AFTER_MS },
    },
  });
  const first = await runOnce(context, jobId, 'Run 1  ');
  if (first.state !== 'completed') return { jobId, runs: [first], comparison: null };
  const [pages, prices] = await Promise.all([
    readAll((query) => api.pages(jobId, query)),
    readAll(api.prices, { runId: first.runId }),
  ]);
  out(`${describeFirstRun(context, first, { pages, prices })}\n`);
  const before = shop.act;
  shop.advance();
  context.err(`The shop moves on: prices change, things sell out, a page goes, one comes.\n`);
  const second = await runOnce(context, jobId, 'Run 2  ');
  const findings = {
    changes: await readAll(api.changes, { runId: second.runId }),
    prices: await readAll(api.prices, { runId: second.runId }),
  };
  const comparison = compareFindings(
    expectedChanges(before, shop.act),
    quietDifferences(before, shop.act),
    findings,
  );
  out(`${describeSecondRun(context, second, comparison)}\n`);
  return { jobId, runs: [first, second], comparison };
}

export async function runOnce(context: CliContext, jobId: string, label: string): Promise<RunView> {
  const { api, interrupted } = context;
  const started = await api.act(jobId, 'start');
  if (started.runId === null) throw new WebloomError('internal', 'The run was not started.');
  const run = await followRun(context, started.runId, { label, signal: interrupted });
  if (run.state !== 'completed' && !interrupted.aborted)
    context.err(`${label} ended as ${run.state}: ${run.endingReason?.detail ?? 'no reason given'}\n`);
  return run;
}

export function isSuccess({ runs, comparison }: DemoResult): boolean {
  return (
    runs.length === 2 &&
    runs.every((run) => run.state === 'completed') &&
    comparison !== null &&
    comparison.missed.length === 0 &&
    comparison.falseAlarms.length === 0
  );
}
