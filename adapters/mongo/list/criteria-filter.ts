// Criteria of a search of jobs as a filter of MongoDB. Texts of users reach it only escaped (text-pattern.ts).
import type { Document } from 'mongodb';
import { type JobCriterion, JOB_FIELDS } from '../../../domain/job/list/criterion.ts';
import type { JobSearch } from '../../../domain/job/list/job-list-store.ts';
import { type TextPattern, patternSource } from '../../../domain/job/search/text-pattern.ts';
import type { Sign } from '../../../domain/job/search/search.ts';

export function searchFilter({ workspaceId, criteria }: JobSearch): Document {
  return { workspaceId, ...(criteria.length > 0 && { $and: criteria.map(filterOf) }) };
}

const OPERATORS: Readonly<Record<Sign, string>> = {
  '<': '$lt',
  '<=': '$lte',
  '>': '$gt',
  '>=': '$gte',
  '=': '$eq',
};

function filterOf(criterion: JobCriterion): Document {
  switch (criterion.kind) {
    case 'one-of':
      return { [JOB_FIELDS[criterion.field]]: { $in: [...criterion.values] } };
    case 'like':
      return { [JOB_FIELDS[criterion.field]]: patternFilter(criterion.pattern) };
    case 'compare':
      return { [JOB_FIELDS[criterion.field]]: { [OPERATORS[criterion.sign]]: criterion.value } };
    case 'none':
      return { [JOB_FIELDS[criterion.field]]: null };
    case 'not':
      return { $nor: [filterOf(criterion.of)] };
    case 'any':
      return { $or: criterion.of.map(filterOf) };
  }
}

/** A text without stars that has to be whole is compared as it is, which an index could serve. */
function patternFilter(pattern: TextPattern): unknown {
  const [only] = pattern.parts;
  if (pattern.fromStart && pattern.toEnd && pattern.parts.length === 1) return only;
  return { $regex: patternSource(pattern) };
}
