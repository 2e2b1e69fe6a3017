// The inbox in MongoDB. Owner, state of the inbox, job, page or run and time go by an index; the other filters are
// asked of a bounded number of changes at a time, so that a rare kind costs no more than a frequent one.
import type { Collection, Db, Document } from 'mongodb';
import {
  INBOX_STATES,
  type InboxChange,
  type InboxCount,
  type InboxFilter,
  type InboxPlace,
  type InboxRows,
  type InboxStore,
} from '../../../domain/page/inbox.ts';
import { checkedAll } from '../document-shape.ts';
import { inBatches } from '../driver-error.ts';
import { CHANGE, type ChangeDocument, NEWEST_FIRST } from '../history-store.ts';
import { given } from '../../../domain/system/given.ts';

/** Changes that one scan looks at when a filter has no index. */
const SCANNED = 5_000;

export function createInboxStore(db: Db): InboxStore {
  const changes = db.collection<ChangeDocument>('changes');
  return {
    async unreadByJob(workspaceId, most) {
      const counts = await countByJob(changes, newestUnread(workspaceId, most));
      return { counts, isCut: [...counts.values()].reduce((sum, n) => sum + n, 0) >= most };
    },
    async unreadOfJobs(workspaceId, most, jobIds) {
      const ofJobs = { $match: { jobId: { $in: [...jobIds] } } };
      return countByJob(changes, [...newestUnread(workspaceId, most), ofJobs]);
    },
    scan: (filter, after, limit) => scan(changes, filter, { after, limit }),
    async count(filter, most) {
      const states = filter.inbox ?? INBOX_STATES;
      const counted = await Promise.all(
        states.map((inbox) => countState(changes, { ...filter, inbox: [inbox] }, most)),
      );
      return {
        groups: counted.flatMap(({ groups }) => groups),
        isCut: counted.some(({ isCut }) => isCut),
      };
    },
    async mark(workspaceId, ids, { inbox, by, at }) {
      const marked: InboxChange[] = [];
      for (const batch of inBatches(ids)) {
        const others = { _id: { $in: [...batch] }, workspaceId, inbox: { $ne: inbox } };
        marked.push(...checkedAll(await changes.find(others).toArray(), CHANGE));
        await changes.updateMany(others, { $set: { inbox, markedBy: by, markedAt: at } });
      }
      return marked;
    },
  };
}

function newestUnread(workspaceId: string, most: number): Document[] {
  return [{ $match: { workspaceId, inbox: 'unread' } }, { $sort: NEWEST_FIRST }, { $limit: most }];
}

async function countByJob(
  changes: Collection<ChangeDocument>,
  stages: readonly Document[],
): Promise<Map<string, number>> {
  const byJob = { $group: { _id: '$jobId', changes: { $sum: 1 } } };
  const groups = await changes.aggregate<{ _id: string; changes: number }>([...stages, byJob]).toArray();
  return new Map(groups.map((group) => [group._id, group.changes]));
}

interface Page {
  readonly after: InboxPlace | null;
  readonly limit: number;
}

async function scan(
  changes: Collection<ChangeDocument>,
  filter: InboxFilter,
  { after, limit }: Page,
): Promise<InboxRows> {
  const indexed = indexedFilter(filter, after);
  const rest = otherFilter(filter);
  const end = rest === null ? null : await placeAt(changes, indexed, SCANNED - 1);
  const wanted = { $and: [indexed, ...(rest ?? []), ...(end === null ? [] : [notAfter(end)])] };
  const found = changes.find(wanted).sort(NEWEST_FIRST);
  const rows = checkedAll(await found.limit(limit + 1).toArray(), CHANGE);
  if (rows.length <= limit) return { rows, next: end };
  const last = rows[limit - 1];
  return { rows: rows.slice(0, limit), next: last === undefined ? null : { at: last.at, id: last._id } };
}

/** The place of the row with this number; null: there are not so many. */
async function placeAt(
  changes: Collection<ChangeDocument>,
  filter: Document,
  number: number,
): Promise<InboxPlace | null> {
  const [row] = await changes
    .find(filter, { projection: { at: 1 } })
    .sort(NEWEST_FIRST)
    .skip(number)
    .limit(1)
    .toArray();
  return row === undefined ? null : { at: row.at, id: row._id };
}

/** The plain bound on `at` goes by the index; the alternatives split rows of that very time. */
function indexedFilter(filter: InboxFilter, after: InboxPlace | null): Document {
  const { workspaceId, inbox, jobId, pageId, runId, since, until } = filter;
  const bounds = {
    ...given({ $gte: since, $lt: until }),
    ...(after !== null && { $lte: after.at }),
  };
  return {
    workspaceId,
    ...(inbox !== undefined && { inbox: inbox.length === 1 ? inbox[0] : { $in: [...inbox] } }),
    ...given({ jobId, pageId, runId }),
    ...(Object.keys(bounds).length > 0 && { at: bounds }),
    ...(after !== null && { $or: [{ at: { $lt: after.at } }, { _id: { $lt: after.id } }] }),
  };
}

function notAfter({ at, id }: InboxPlace): Document {
  return { at: { $gte: at }, $or: [{ at: { $gt: at } }, { _id: { $gte: id } }] };
}

/** The text itself, in any case. A pattern of the database takes no zero byte, but its escape. */
function patternOf(text: string): RegExp {
  const source = text.replaceAll(/[\\^$.*+?()[\]{}|]/g, String.raw`\$&`).replaceAll('\0', String.raw`\x00`);
  return new RegExp(source, 'i');
}

/** Filters without an index; null: there are none. */
function otherFilter({ states, severities, kinds, jobIds, text }: InboxFilter): Document[] | null {
  const pattern = text === undefined ? null : patternOf(text);
  const filters: Document[] = [
    ...(states === undefined ? [] : [{ state: { $in: [...states] } }]),
    ...(severities === undefined ? [] : [{ severity: { $in: [...severities] } }]),
    ...(kinds === undefined ? [] : [{ kind: { $in: [...kinds] } }]),
    ...(jobIds === undefined ? [] : [{ jobId: { $in: [...jobIds] } }]),
    ...(pattern === null ? [] : [{ $or: [{ title: pattern }, { summary: pattern }, { url: pattern }] }]),
  ];
  return filters.length === 0 ? null : filters;
}

interface CountedGroup {
  readonly _id: Pick<InboxCount, 'severity' | 'kind' | 'inbox'>;
  readonly count: number;
}

async function countState(
  changes: Collection<ChangeDocument>,
  filter: InboxFilter,
  most: number,
): Promise<{ groups: InboxCount[]; isCut: boolean }> {
  const indexed = indexedFilter(filter, null);
  const rest = otherFilter(filter) ?? [];
  const groups = await changes
    .aggregate<CountedGroup>([
      { $match: indexed },
      { $sort: NEWEST_FIRST },
      { $limit: most },
      ...rest.map((one) => ({ $match: one })),
      {
        $group: {
          _id: { inbox: '$inbox', severity: '$severity', kind: '$kind' },
          count: { $sum: 1 },
        },
      },
    ])
    .toArray();
  const isCut = (await placeAt(changes, indexed, most)) !== null;
  return { groups: groups.map(({ _id, count }) => ({ ..._id, count })), isCut };
}
