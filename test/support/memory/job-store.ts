// Jobs in memory.
import { jobOfDependent } from '../../../domain/config/dependent/dependent.ts';
import type { Job } from '../../../domain/job/job.ts';
import type { JobStore } from '../../../domain/job/job-store.ts';
import { WebloomError } from '../../../domain/system/errors.ts';
import { byId, byIdDown, DocumentTable } from './document-table.ts';
import { createJobListStore } from './list/job-list-store.ts';
import { createTaggedJobStore } from './tagged-job-store.ts';
import { listingOf } from '../../../domain/job/job-listing.ts';
import { given } from '../../../domain/system/given.ts';
import type { LatestFindings } from '../../../domain/run/visit/latest-findings.ts';

const HISTORY_LENGTH = 100;

export function createJobStore(jobs = new DocumentTable<Job>()): JobStore {
  return {
    ...reads(jobs),
    ...identities(jobs),
    ...writes(jobs),
    ...findings(jobs),
    ...createTaggedJobStore(jobs),
    ...createJobListStore(jobs),
  };
}

function reads(
  jobs: DocumentTable<Job>,
): Pick<
  JobStore,
  | 'get'
  | 'list'
  | 'due'
  | 'scheduleOutlines'
  | 'withActiveRun'
  | 'behind'
  | 'beingPutAway'
  | 'followedBy'
  | 'usingLogin'
  | 'usingProxyPool'
> {
  return {
    async get(jobId) {
      return jobs.get(jobId);
    },
    async list({ workspaceId, states, before, limit }) {
      const matches = (job: Job): boolean =>
        (workspaceId === null || job.workspaceId === workspaceId) &&
        (states === undefined || states.includes(job.shownState)) &&
        (before === undefined || job._id < before);
      return jobs.find(matches, byIdDown, limit);
    },
    async due(now, limit) {
      const dueTime = (job: Job): number => job.nextRunAt?.getTime() ?? Infinity;
      return jobs.find(
        (job) => dueTime(job) < now.getTime(),
        (a, b) => dueTime(a) - dueTime(b),
        limit,
      );
    },
    async scheduleOutlines(after, limit) {
      return jobs.find((job) => after === null || job._id > after, byId, limit);
    },
    async withActiveRun(after, limit) {
      return jobs.find((job) => job.activeRun !== null && (after === null || job._id > after), byId, limit);
    },
    async behind(after, limit) {
      const isBehind = (job: Job): boolean => (job.missed?.left ?? 0) > 0;
      return jobs.find((job) => isBehind(job) && (after === null || job._id > after), byId, limit);
    },
    async beingPutAway(before, limit) {
      const isWanted = ({ putAway }: Job): boolean =>
        putAway !== undefined && putAway !== null && putAway.phase !== 'done' && putAway.at <= before;
      return jobs.find(isWanted, byId, limit);
    },
    async usingLogin(workspaceId, loginId, limit) {
      const uses = (job: Job): boolean =>
        job.workspaceId === workspaceId && job.config.fetch.login === loginId;
      return jobs.find(uses, byId).slice(0, limit);
    },
    async usingProxyPool(workspaceId, poolId, limit) {
      const uses = (job: Job): boolean =>
        job.workspaceId === workspaceId && job.config.fetch.proxy === poolId;
      return jobs.find(uses, byId).slice(0, limit);
    },
    async followedBy(jobId) {
      return jobs.find((job) => job.config.dependents.some((one) => jobOfDependent(one) === jobId));
    },
  };
}

function identities(
  jobs: DocumentTable<Job>,
): Pick<JobStore, 'existing' | 'importedAs' | 'names' | 'namedLike'> {
  return {
    async existing(jobIds, workspaceId) {
      const isWanted = (job: Job | null): boolean =>
        job !== null && (workspaceId === undefined || job.workspaceId === workspaceId);
      return new Set(jobIds.filter((id) => isWanted(jobs.get(id))));
    },
    async importedAs(keys) {
      const found = jobs.find(({ importKey = '' }) => keys.includes(importKey));
      return new Map(found.map(({ _id, importKey = '' }) => [importKey, _id]));
    },
    async names(jobIds) {
      const found = jobIds.flatMap((id) => jobs.get(id) ?? []);
      return new Map(found.map(({ _id, name }) => [_id, name]));
    },
    async namedLike(workspaceId, text, limit) {
      const isLike = (job: Job): boolean =>
        job.workspaceId === workspaceId && job.name.toLowerCase().includes(text.toLowerCase());
      return jobs.find(isLike, byIdDown, limit).map(({ _id }) => _id);
    },
  };
}

function writes(
  jobs: DocumentTable<Job>,
): Pick<JobStore, 'insert' | 'control' | 'show' | 'configure' | 'annotate' | 'remove'> {
  return {
    async insert(job) {
      const isTaken = ({ importKey }: Job): boolean => importKey !== undefined && importKey === job.importKey;
      if (jobs.find(isTaken).length === 0 && jobs.insert({ ...job, listing: listingOf(job) })) return;
      throw new WebloomError('conflict', `A job with the id ${job._id} is there already.`, {
        facts: { jobId: job._id },
      });
    },
    async control({ _id, stateSeq }, set, transition) {
      return jobs.change(
        _id,
        (job) => job.stateSeq === stateSeq,
        (job) => ({
          ...job,
          ...set,
          ...(transition && { state: transition.to, shownState: transition.to }),
          stateSeq: stateSeq + 1,
          history: [...job.history, ...(transition ? [transition] : [])].slice(-HISTORY_LENGTH),
        }),
      );
    },
    async show(jobId, runId, shownState) {
      jobs.change(
        jobId,
        (job) => job.activeRun === runId,
        (job) => ({ ...job, shownState }),
      );
    },
    async configure(jobId, version, set, transition) {
      return jobs.change(
        jobId,
        (job) => job.version === version,
        (job) => ({
          ...job,
          ...set,
          listing: listingOf({ ...job, ...set }),
          version: version + 1,
          stateSeq: job.stateSeq + 1,
          updatedAt: new Date(),
          history: [...job.history, ...(transition ? [transition] : [])].slice(-HISTORY_LENGTH),
        }),
      );
    },
    async annotate(jobId, expected, note) {
      const isExpected = ({ note }: Job): boolean => (note ?? null) === expected;
      const annotated = jobs.change(jobId, isExpected, ({ note: _before, ...job }) => {
        const said = { ...job, ...given({ note: note ?? undefined }), updatedAt: new Date() };
        return { ...said, listing: listingOf(said) };
      });
      return annotated !== null;
    },
    async remove(jobId) {
      jobs.delete(jobId);
    },
  };
}

function findings(jobs: DocumentTable<Job>): Pick<JobStore, 'noteFindings'> {
  return {
    async noteFindings(jobId, latest) {
      jobs.change(
        jobId,
        () => true,
        (job) => ({ ...job, latest: later(job.latest ?? {}, latest) }),
      );
    },
  };
}

function later(known: LatestFindings, found: LatestFindings): LatestFindings {
  const isLater = (part: keyof LatestFindings): boolean =>
    (found[part]?.at.getTime() ?? 0) > (known[part]?.at.getTime() ?? 0);
  return {
    ...known,
    ...(found.change !== undefined && isLater('change') && { change: found.change }),
    ...(found.price !== undefined && isLater('price') && { price: found.price }),
    ...(found.move !== undefined && isLater('move') && { move: found.move }),
  };
}
