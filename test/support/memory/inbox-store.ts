// The inbox in memory.
import type { InboxChange, InboxCount, InboxFilter, InboxStore } from '../../../domain/page/inbox.ts';
import { byIdDown, type DocumentTable, isAmong } from './document-table.ts';
import type { ChangeDocument } from './history-store.ts';

export function createInboxStore(changes: DocumentTable<ChangeDocument>): InboxStore {
  const fitting = (filter: InboxFilter): InboxChange[] =>
    changes.find(
      (change) => isAsked(change, filter),
      (a, b) => b.at.getTime() - a.at.getTime() || byIdDown(a, b),
    );
  const newestUnread = (workspaceId: string, most: number): InboxChange[] =>
    fitting({ workspaceId, inbox: ['unread'] }).slice(0, most);
  return {
    async scan(filter, after, limit) {
      const rest = fitting(filter).filter(
        ({ at, _id }) =>
          after === null ||
          at.getTime() < after.at.getTime() ||
          (at.getTime() === after.at.getTime() && _id < after.id),
      );
      const rows = rest.slice(0, limit);
      const last = rows.at(-1);
      return {
        rows,
        next: rest.length > limit && last !== undefined ? { at: last.at, id: last._id } : null,
      };
    },
    async unreadByJob(workspaceId, most) {
      const newest = newestUnread(workspaceId, most);
      return { counts: countByJob(newest), isCut: newest.length >= most };
    },
    async unreadOfJobs(workspaceId, most, jobIds) {
      return countByJob(newestUnread(workspaceId, most).filter(({ jobId }) => jobIds.includes(jobId)));
    },
    async count(filter, most) {
      const groups = new Map<string, InboxCount>();
      const seen = new Map<string, number>();
      const { kinds: _kinds, severities: _severities, states: _states, ...wide } = filter;
      const { jobIds: _jobIds, text: _text, ...indexed } = wide;
      for (const change of fitting(indexed)) {
        const { inbox, severity, kind } = change;
        const looked = (seen.get(inbox) ?? 0) + 1;
        seen.set(inbox, looked);
        if (looked > most || !isAsked(change, filter)) continue;
        const key = `${inbox} ${severity} ${kind}`;
        groups.set(key, { inbox, severity, kind, count: (groups.get(key)?.count ?? 0) + 1 });
      }
      return { groups: [...groups.values()], isCut: [...seen.values()].some((count) => count > most) };
    },
    async mark(workspaceId, ids, { inbox, by, at }) {
      const marked: InboxChange[] = [];
      for (const id of ids) {
        const before = changes.get(id);
        if (before?.workspaceId !== workspaceId || before.inbox === inbox) continue;
        changes.put({ ...before, inbox, markedBy: by, markedAt: at });
        marked.push(before);
      }
      return marked;
    },
  };
}

function countByJob(changes: readonly InboxChange[]): Map<string, number> {
  const counts = new Map<string, number>();
  for (const { jobId } of changes) counts.set(jobId, (counts.get(jobId) ?? 0) + 1);
  return counts;
}

function isAsked(change: InboxChange, filter: InboxFilter): boolean {
  const { inbox, states, severities, kinds, jobIds, since, until, text } = filter;
  const isOfIds = (['jobId', 'pageId', 'runId'] as const).every(
    (name) => filter[name] === undefined || filter[name] === change[name],
  );
  return (
    isOfIds &&
    change.workspaceId === filter.workspaceId &&
    isAmong(inbox, change.inbox) &&
    isAmong(states, change.state) &&
    isAmong(severities, change.severity) &&
    isAmong(kinds, change.kind) &&
    isAmong(jobIds, change.jobId) &&
    (since === undefined || change.at >= since) &&
    (until === undefined || change.at < until) &&
    (text === undefined || holds(change, text.toLowerCase()))
  );
}

function holds({ title, summary, url }: InboxChange, words: string): boolean {
  return [title, summary, url].some((one) => one.toLowerCase().includes(words));
}
