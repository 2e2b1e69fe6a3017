// Compares a run that comes to its end with the runs of its job before it, and judges it by the job's quality gates. What
// is found is written with its totals.
import { MAX_COMPARED, findDegradation } from '../../run/degradation/find-degradation.ts';
import { pendingRelease } from './pending-release.ts';
import { judgeGates } from './judge-gates.ts';
import { activeTime, basisText, measureOf } from '../../run/degradation/measure.ts';
import type { RunTotals } from '../../run/ledger.ts';
import type { RunEnding } from '../../run/lifecycle.ts';
import type { EndingReason, Run, RunSummary } from '../../run/run.ts';
import type { ControlPorts } from '../control-ports.ts';
import { given } from '../../system/given.ts';

interface Ended {
  readonly totals: RunTotals;
  readonly ending: RunEnding;
  readonly reason: EndingReason;
  readonly at: Date;
}

/** Runs that are looked through for as many alike as are compared. */
const LOOKED_AT = 60;
/** Runs of some pages alone say nothing about the others. */
const PARTIAL: ReadonlySet<string> = new Set(['confirm', 'replay']);
const BASIS_LENGTH = 22;

type Judgement = Required<Pick<Run, 'measured'>> & Pick<Run, 'degradation' | 'gateHits' | 'hold'>;

export async function judgeDegradation(
  ports: Pick<ControlPorts, 'hasher' | 'runs'>,
  run: Run,
  { totals, ending, reason, at }: Ended,
): Promise<Judgement> {
  const basis = ports.hasher.sha256(basisText(run.config)).slice(0, BASIS_LENGTH);
  const measured = { basis, activeMs: activeTime(run, at) };
  if (!isWhole(run, ending, reason)) return { measured };
  const alike = await runsAlike(ports, run, basis);
  const comparedWith = alike.map(({ _id }) => _id);
  const before = alike.flatMap((one) =>
    one.totals === undefined || one.measured === undefined ? [] : [measureOf(one.totals, one.measured)],
  );
  const now = measureOf(totals, measured);
  const findings = findDegradation(now, before);
  const gateHits = judgeGates(run.config.gates ?? [], { now, before, findings });
  const hold = pendingRelease(gateHits);
  return {
    measured,
    degradation: { comparedWith, findings },
    ...(gateHits.length === 0 ? {} : { gateHits }),
    ...given({ hold: hold ?? undefined }),
  };
}

/** It went through all its pages, even where too many of them failed. */
function isWhole({ trigger, onlyUrls, mend }: Run, ending: RunEnding, { code }: EndingReason): boolean {
  if (PARTIAL.has(trigger) || onlyUrls !== undefined || mend !== undefined) return false;
  return ending === 'completed' || (ending === 'failed' && code === 'too-many-failures');
}

/** Those that were compared themselves went through all their pages. */
async function runsAlike(
  { runs }: Pick<ControlPorts, 'runs'>,
  run: Run,
  basis: string,
): Promise<RunSummary[]> {
  const earlier = await runs.summaries({
    workspaceId: run.workspaceId,
    jobIds: [run.jobId],
    states: ['completed', 'failed'],
    before: run._id,
    limit: LOOKED_AT,
  });
  return earlier
    .filter((one) => one.degradation !== undefined && one.measured?.basis === basis)
    .slice(0, MAX_COMPARED);
}
