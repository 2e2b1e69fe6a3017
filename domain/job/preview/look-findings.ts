// What a look at a page shows that keeps a job from watching it: the page can not be had or is a wall, its part fits nothing,
// or a field is not on it.
import type { ReasonCode } from '../../run/outcome.ts';

export interface LookFinding {
  /** JSON pointer to the part of the job it is about. */
  readonly pointer: string;
  readonly what: string;
  readonly remedy: string;
}

/** As the API shows a preview. */
export interface ShownLook {
  readonly problem: { readonly reason: string; readonly what: string; readonly remedy: string } | null;
  readonly page: {
    readonly text: { readonly fault: string | null };
    readonly fields: readonly {
      readonly name: string;
      readonly found: boolean;
      readonly note?: string | undefined;
    }[];
  } | null;
}

export function lookFindings({ problem, page }: ShownLook): LookFinding[] {
  if (problem !== null) return [{ pointer: '/config/source', what: problem.what, remedy: problem.remedy }];
  if (page === null) return [];
  const { fault } = page.text;
  const part =
    fault === null
      ? []
      : [
          {
            pointer: '/config/changes',
            what: fault,
            remedy: 'Look at the page and choose the part again.',
          },
        ];
  const fields = page.fields
    .filter(({ found }) => !found)
    .map(({ name, note = 'its selector fits nothing' }) => ({
      pointer: '/config/fields',
      what: `“${name}” is not on the page: ${note}.`,
      remedy: 'Look at the page, then give the field a selector, or an example as the page shows it now.',
    }));
  return [...part, ...fields];
}

/** The look shows nothing of the page: Webloom or its host had no time or room for it. */
const UNDECIDED: ReadonlySet<string> = new Set([
  'no-answer',
  'disk-full',
  'host-wait',
  'host-unavailable',
  'robots-unreachable',
  'proxy',
  'timeout',
  'reset',
  'no-browser',
  'browser-crashed',
  'login-refused',
  'login-lost',
] satisfies ReasonCode[]);

export function tellsOfPage({ problem }: Pick<ShownLook, 'problem'>): boolean {
  return problem === null || !UNDECIDED.has(problem.reason);
}
