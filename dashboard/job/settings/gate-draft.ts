// What is chosen of a quality gate in the settings of a job.
import type { Gate, GateCondition } from '../../../domain/config/gate/schema.ts';

export const GATE_KINDS: readonly (readonly [GateCondition['kind'], string])[] = [
  ['failures', 'more of its pages failed than'],
  ['field', 'a field was found on fewer pages than'],
  ['pages', 'fewer pages were read, of what is usual, than'],
  ['worse', 'it was worse than those before it'],
];

export const GATE_ACTIONS: readonly (readonly [Gate['action'], string])[] = [
  ['pause-job', 'pause the job'],
  ['hold-changes', 'hold its changes back until somebody confirms them'],
];

/** Of a kind that was just chosen, with what most jobs want. */
export function conditionOf(kind: GateCondition['kind'], fieldNames: readonly string[]): GateCondition {
  switch (kind) {
    case 'failures':
      return { kind, above: 0.3 };
    case 'field':
      return { kind, name: fieldNames[0] ?? '', below: 0.2 };
    case 'pages':
      return { kind, below: 0.5 };
    case 'worse':
      return { kind };
  }
}

/** Null: the gate has no bound of its own. */
export function shareOf(when: GateCondition): number | null {
  switch (when.kind) {
    case 'failures':
      return when.above;
    case 'field':
    case 'pages':
      return when.below;
    case 'worse':
      return null;
  }
}

export function withShare(when: GateCondition, share: number): GateCondition {
  switch (when.kind) {
    case 'failures':
      return { ...when, above: share };
    case 'field':
    case 'pages':
      return { ...when, below: share };
    case 'worse':
      return when;
  }
}
