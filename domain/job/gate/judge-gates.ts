// Which quality gates a run closes, with the figures that closed them.
import { LEAST_COMPARED } from '../../run/degradation/find-degradation.ts';
import type { GateHit, RunFinding } from '../../config/gate/finding.ts';
import { findingWords, percent } from '../../config/gate/finding-words.ts';
import type { RunMeasure, Share } from '../../run/degradation/measure.ts';
import { usualOf } from '../../run/degradation/usual.ts';
import { gateText } from '../../config/gate/gate-text.ts';
import type { Gate, GateCondition } from '../../config/gate/schema.ts';

export interface JudgedRun {
  readonly now: RunMeasure;
  /** The runs it is compared with. */
  readonly before: readonly RunMeasure[];
  readonly findings: readonly RunFinding[];
}

export function judgeGates(gates: readonly Gate[], run: JudgedRun): GateHit[] {
  return gates.flatMap((gate) => {
    const text = closedBy(gate.when, run);
    if (text === null) return [];
    const hit = { gate: gateText(gate), text };
    return [gate.action === 'hold-changes' ? { ...hit, action: gate.action } : hit];
  });
}

/** Null: the gate stays open. */
function closedBy(when: GateCondition, { now, before, findings }: JudgedRun): string | null {
  switch (when.kind) {
    case 'worse': {
      const closing = findings.filter(({ kind }) => when.finding === undefined || kind === when.finding);
      return closing.length === 0 ? null : closing.map(findingWords).join(' ');
    }
    case 'failures':
      return closedByFailures(when.above, now);
    case 'field':
      return closedByField(when, now, before);
    case 'pages':
      return closedByPages(when.below, now, before);
  }
}

function closedByFailures(above: number, { pages, failed }: RunMeasure): string | null {
  const share = { count: failed, total: pages + failed };
  return shareOf(share) > above ? `${inWords(share)} failed.` : null;
}

/** Pages on which it was not looked for say nothing of it. */
function closedByField(
  { name, below }: { readonly name: string; readonly below: number },
  now: RunMeasure,
  before: readonly RunMeasure[],
): string | null {
  const share = now.fields.get(name);
  if (share === undefined || share.total === 0 || shareOf(share) >= below) return null;
  const shares = before.flatMap(({ fields }) => fields.get(name) ?? []).map(shareOf);
  const usual = shares.length < LEAST_COMPARED ? '' : `, usual ${percent(usualOf(shares).median)}`;
  return `“${name}” found on ${inWords(share)}${usual}.`;
}

function closedByPages(below: number, { pages }: RunMeasure, before: readonly RunMeasure[]): string | null {
  if (before.length < LEAST_COMPARED) return null;
  const { median } = usualOf(before.map((run) => run.pages));
  return pages < median * below ? `${pages} pages read, usual ${Math.round(median)}.` : null;
}

function shareOf({ count, total }: Share): number {
  return total === 0 ? 0 : count / total;
}

function inWords(share: Share): string {
  return `${share.count} of ${share.total} pages (${percent(shareOf(share))})`;
}
