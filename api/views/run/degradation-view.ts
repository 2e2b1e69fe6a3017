// What was found when a run was compared with earlier ones, as the API shows it.
import { LEAST_COMPARED } from '../../../domain/run/degradation/find-degradation.ts';
import type { Degradation } from '../../../domain/config/gate/finding.ts';
import { findingRemedy, findingWords } from '../../../domain/config/gate/finding-words.ts';
import type { DegradationView } from '../../schemas/run/degradation.ts';

export function toDegradationView(degradation: Degradation | undefined): DegradationView {
  if (degradation === undefined) return null;
  const { comparedWith, findings } = degradation;
  return {
    judged: comparedWith.length >= LEAST_COMPARED,
    least: LEAST_COMPARED,
    comparedWith: [...comparedWith],
    findings: findings.map((finding) => {
      const { kind, name = null, now, usual, low, high } = finding;
      const words = { text: findingWords(finding), remedy: findingRemedy(finding) };
      return { kind, name, now, usual, low, high, ...words };
    }),
  };
}
