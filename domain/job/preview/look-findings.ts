// What a look at a page shows that keeps a job from watching it: the page can not be had or is a wall, its part fits nothing,
// or a field is not on it; and what is missing on it because robots.txt wants it so.
import { FALLBACKS } from '../../run/fallback/fallback.ts';
import type { ReasonCode } from '../../run/outcome.ts';
import { type RefusedCalls, refusedCallWords } from '../../web/fetch/page-calls.ts';

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

/** Calls that robots.txt kept the page from making, for the command and the wizard. */
interface RefusedCallNotice {
  readonly what: string;
  /** One for each host. */
  readonly calls: readonly string[];
  readonly remedy: string;
}

/** Null: all calls were made. */
export function refusedCallNotice(calls: readonly RefusedCalls[]): RefusedCallNotice | null {
  const told = refusedCallWords(calls);
  const { means, remedy } = FALLBACKS['refused-calls'];
  return told.length === 0 ? null : { what: means, calls: told, remedy: remedy ?? '' };
}
