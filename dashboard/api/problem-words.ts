// A refusal as a screen says it: faults of what somebody typed in their words; the id of the request only where the
// operator has to look for it in the log.
import { isProblem, otherFaults } from './problem.ts';

export interface ProblemWords {
  readonly title: string;
  readonly lines: readonly string[];
  readonly requestId: string | null;
}

const BROKEN = 500;

/** `placed`: members of the request whose faults are said at their fields. */
export function problemWords(error: unknown, placed: readonly string[] = []): ProblemWords {
  if (!isProblem(error)) {
    const line = error instanceof Error ? error.message : String(error);
    return { title: 'This screen failed', lines: [line], requestId: null };
  }
  const { title, message, requestId, faults, status } = error;
  if (faults.length === 0) return { title, lines: [message], requestId: status >= BROKEN ? requestId : null };
  const others = otherFaults(error, placed).map(({ detail }) => detail);
  const lines = others.length === 0 ? ['What is wrong is said at its field.'] : [...new Set(others)];
  return { title: 'It can not be saved as it is', lines, requestId: null };
}
