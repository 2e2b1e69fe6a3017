// Lists of jobs in memory, by the same criteria and orders as the database.
import { type JobCriterion, JOB_FIELDS, type JobTally } from '../../../../domain/job/list/criterion.ts';
import type { JobListStore, JobSearch } from '../../../../domain/job/list/job-list-store.ts';
import {
  type SortKey,
  type SortValue,
  sortKeys,
  sortValues,
  valueAt,
} from '../../../../domain/job/list/sort.ts';
import type { Job } from '../../../../domain/job/job.ts';
import type { JobState } from '../../../../domain/run/job-state.ts';
import { toListedJob } from '../../../../domain/job/listed-job.ts';
import type { Sign } from '../../../../domain/job/search/search.ts';
import { fitsPattern } from './fits-pattern.ts';
import type { DocumentTable } from '../document-table.ts';

export function createJobListStore(jobs: DocumentTable<Job>): JobListStore {
  const matching = (search: JobSearch): Job[] => jobs.find((job) => fits(job, search));
  return {
    async search({ sorts, after, limit, ...search }) {
      const parts = sortKeys(sorts);
      const behind = (job: Job): boolean =>
        after === null || compare(sortValues(job, parts), after, parts) > 0;
      const order = (a: Job, b: Job): number => compare(sortValues(a, parts), sortValues(b, parts), parts);
      return jobs.find((job) => fits(job, search) && behind(job), order, limit).map(toListedJob);
    },
    async outline({ after, limit, ...search }) {
      return matching(search)
        .filter(({ _id }) => after === null || _id > after)
        .slice(0, limit);
    },
    async countByState(search) {
      const counts = new Map<JobState, number>();
      for (const { shownState } of matching(search))
        counts.set(shownState, (counts.get(shownState) ?? 0) + 1);
      return counts;
    },
    async tally(search) {
      const rows = new Map<string, JobTally>();
      for (const job of matching(search)) {
        const { shownState: state } = job;
        const trouble = job.trouble?.kind ?? null;
        const key = `${state} ${trouble}`;
        rows.set(key, { state, trouble, jobs: (rows.get(key)?.jobs ?? 0) + 1 });
      }
      return [...rows.values()];
    },
    async frequent(workspaceId, field, limit) {
      const counts = new Map<string, number>();
      for (const job of matching({ workspaceId, criteria: [] }))
        for (const value of listAt(job, JOB_FIELDS[field]))
          counts.set(String(value), (counts.get(String(value)) ?? 0) + 1);
      const rows = [...counts].map(([value, count]) => ({ value, jobs: count }));
      return rows.toSorted((a, b) => b.jobs - a.jobs || (a.value < b.value ? -1 : 1)).slice(0, limit);
    },
  };
}

function fits(job: Job, { workspaceId, criteria }: JobSearch): boolean {
  return job.workspaceId === workspaceId && criteria.every((criterion) => holds(job, criterion));
}

function listAt(job: Job, path: string): unknown[] {
  const value = valueAt(job, path) ?? [];
  return Array.isArray(value) ? value : [value];
}

function holds(job: Job, criterion: JobCriterion): boolean {
  switch (criterion.kind) {
    case 'one-of':
      return listAt(job, JOB_FIELDS[criterion.field]).some((value) =>
        criterion.values.includes(String(value)),
      );
    case 'like':
      return listAt(job, JOB_FIELDS[criterion.field]).some((value) =>
        fitsPattern(String(value), criterion.pattern),
      );
    case 'compare':
      return listAt(job, JOB_FIELDS[criterion.field]).some((value) =>
        isInOrder(Number(value), criterion.sign, Number(criterion.value)),
      );
    case 'none':
      return (valueAt(job, JOB_FIELDS[criterion.field]) ?? null) === null;
    case 'not':
      return !holds(job, criterion.of);
    case 'any':
      return criterion.of.some((one) => holds(job, one));
  }
}

function isInOrder(value: number, sign: Sign, bound: number): boolean {
  switch (sign) {
    case '<':
      return value < bound;
    case '<=':
      return value <= bound;
    case '>':
      return value > bound;
    case '>=':
      return value >= bound;
    case '=':
      return value === bound;
  }
}

/** Null sorts before everything else. */
function compare(a: readonly SortValue[], b: readonly SortValue[], parts: readonly SortKey[]): number {
  for (const [index, { descending }] of parts.entries()) {
    const order = compareValues(a[index] ?? null, b[index] ?? null);
    if (order !== 0) return descending ? -order : order;
  }
  return 0;
}

function compareValues(a: SortValue, b: SortValue): number {
  if (a === null || b === null) return Number(a !== null) - Number(b !== null);
  if (typeof a === 'string' || typeof b === 'string') {
    const [left, right] = [String(a), String(b)];
    return left === right ? 0 : left < right ? -1 : 1;
  }
  return Number(a) - Number(b);
}
