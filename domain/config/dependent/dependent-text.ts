// A dependent as a text: `report`, `report:changes`, `report:new-pages:pages=new`. The job may be an id or a name.
import type { DependentCondition, HandedPages } from './dependent.ts';
import type { Dependent } from './schema.ts';
import { given } from '../../system/given.ts';

export const DEPENDENT_EXAMPLES = 'report, report:changes, report:new-pages:pages=new';

export interface TypedDependent {
  /** As it was typed: an id, its beginning, or a name. */
  readonly job: string;
  readonly when: DependentCondition | undefined;
  readonly pages: HandedPages | undefined;
}

const FORM = /^(?<job>.+?)(?::(?<when>completed|changes|new-pages))?(?::pages=(?<pages>new|changed))?$/s;

export function readDependent(text: string): TypedDependent {
  const { job = text, when, pages } = FORM.exec(text.trim())?.groups ?? {};
  return { job, when: conditionOf(when), pages: pagesOf(pages) };
}

function conditionOf(text: string | undefined): DependentCondition | undefined {
  return text === 'completed' || text === 'changes' || text === 'new-pages' ? text : undefined;
}

function pagesOf(text: string | undefined): HandedPages | undefined {
  return text === 'new' || text === 'changed' ? text : undefined;
}

/** What the API takes; an id alone where no condition is given, as clients wrote it before there were any. */
export function toDependent(jobId: string, { when, pages }: Omit<TypedDependent, 'job'>): Dependent {
  if (when === undefined && pages === undefined) return jobId;
  return { job: jobId, when: when ?? 'completed', ...given({ pages }) };
}
