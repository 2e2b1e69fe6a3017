// A dependent of a job: whether a run of the job starts it, and in which words that is told. An id alone stands for
// "after every run that completed".
import type { ConditionalDependent, Dependent } from './schema.ts';
import { counted } from '../../system/counted.ts';

/** Runs that start each other form a chain; a run this far from the first one starts no other. */
export const MAX_CHAIN_DEPTH = 10;

export type DependentCondition = ConditionalDependent['when'];
export type HandedPages = NonNullable<ConditionalDependent['pages']>;

/** What an ended run found that a condition may ask for. */
export interface RunFindings {
  /** Pages with a confirmed change, new ones among them, removed ones too. */
  readonly changed: number;
  /** Pages that the job had not known. */
  readonly added: number;
  /** Pages with a confirmed change that are there: they can be handed on. */
  readonly visitable: number;
}

/** What became of a dependent. `waits`: another run of it goes on, and this start waits for its end. */
export const START_CODES = [
  'started',
  'waits',
  'no-changes',
  'no-new-pages',
  'not-pages',
  'too-deep',
  'refused',
  'job-gone',
] as const;
export type StartCode = (typeof START_CODES)[number];

export interface DependentJudgement {
  readonly starts: boolean;
  readonly code: StartCode;
  readonly detail: string;
}

export function toConditional(dependent: Dependent): ConditionalDependent {
  return typeof dependent === 'string' ? { job: dependent, when: 'completed' } : dependent;
}

export function jobOfDependent(dependent: Dependent): string {
  return typeof dependent === 'string' ? dependent : dependent.job;
}

/** Whether the findings have to be read to judge it. */
export function asksForFindings({ when, pages }: ConditionalDependent): boolean {
  return when !== 'completed' || pages !== undefined;
}

/** `depth`: of the run that would start. */
export function judgeDependent(
  { when, pages }: ConditionalDependent,
  { depth, sourceKind, findings }: { depth: number; sourceKind: string; findings: RunFindings },
): DependentJudgement {
  const { changed, added, visitable } = findings;
  if (when === 'changes' && changed === 0)
    return refused('no-changes', 'Not started: the run found no changes.');
  if ((when === 'new-pages' || pages === 'new') && added === 0)
    return refused('no-new-pages', 'Not started: the run found no new pages.');
  if (pages === 'changed' && visitable === 0)
    return refused('no-changes', 'Not started: the run found no changed pages that could be visited.');
  if (pages !== undefined && sourceKind !== 'pages')
    return refused(
      'not-pages',
      `Not started: only a job with the source "pages" can be given pages, and it has the source "${sourceKind}".`,
    );
  if (depth > MAX_CHAIN_DEPTH)
    return refused(
      'too-deep',
      `Not started: ${MAX_CHAIN_DEPTH} runs in a row started each other already. Look whether the jobs start each other in a circle.`,
    );
  return { starts: true, code: 'started', detail: startedWords(when, pages, findings) };
}

function refused(code: StartCode, detail: string): DependentJudgement {
  return { starts: false, code, detail };
}

function startedWords(
  when: DependentCondition,
  pages: HandedPages | undefined,
  { changed, added, visitable }: RunFindings,
): string {
  const why = {
    completed: 'Started: the run completed.',
    changes: `Started: the run found changes on ${counted(changed, 'page')}.`,
    'new-pages': `Started: the run found ${counted(added, 'new page')}.`,
  }[when];
  if (pages === undefined) return why;
  return `${why} It visits ${counted(pages === 'new' ? added : visitable, `${pages} page`)}.`;
}
