// Pages in MongoDB. Each write names the `v` it was decided on and a higher `order`. A batch is one command;
// only if fewer documents matched than expected are they read again, to name the lost writes.
import type { AnyBulkWriteOperation, Collection, Db } from 'mongodb';
import type { Page } from '../../domain/page/page.ts';
import type { PageStore, PageTouch, PageValues, PageWrite } from '../../domain/page/page-store.ts';
import { WebloomError } from '../../domain/system/errors.ts';
import { checked, checkedAll, documentShape } from './document-shape.ts';
import { duplicatePositions, inBatches } from './driver-error.ts';
import { idRange } from './id-range.ts';
import { pageFilter, pricedFilter } from './page/page-filter.ts';
import { given } from '../../domain/system/given.ts';

const SHAPE = documentShape('pages', { _id: 'string', url: 'string', v: 'number', order: 'number' });
const WHOLE_SHAPE = documentShape('pages', {
  ...Object.fromEntries(SHAPE.fields),
  jobId: 'string',
  urlKey: 'string',
  host: 'string',
  state: 'string',
  outbox: 'array',
  firstSeenAt: 'date',
  lastCheckedAt: 'date',
  checks: 'number',
  depth: 'number',
});

const VALUES_SHAPE = documentShape('pages', {
  _id: 'string',
  jobId: 'string',
  url: 'string',
  state: 'string',
});
const VALUES = {
  jobId: 1,
  url: 1,
  state: 1,
  lastCheckedAt: 1,
  'baseline.title': 1,
  'baseline.pageType': 1,
  'baseline.fields': 1,
} as const;

type PageOperation = AnyBulkWriteOperation<Page>;

/** The intended write to one page. */
interface Attempt {
  readonly id: string;
  readonly expectedV: number;
  readonly order: number;
  readonly operation: PageOperation;
}

export function createPageStore(db: Db): PageStore {
  const pages = db.collection<Page>('pages');
  return { ...reads(pages), ...writes(pages), ...outbox(pages) };
}

function reads(
  pages: Collection<Page>,
): Pick<PageStore, 'getMany' | 'list' | 'latest' | 'values' | 'priced'> {
  return {
    async getMany(ids) {
      const found = new Map<string, Page>();
      for (const batch of inBatches(ids)) {
        const some = pages.find({ _id: { $in: [...batch] } }, { batchSize: batch.length + 1 });
        for (const page of await some.toArray()) found.set(page._id, checked(page, SHAPE));
      }
      return found;
    },
    async list(jobId, { after, limit, ...wanted }) {
      const filter = { ...pageFilter(wanted), _id: idRange(jobId, after) };
      return checkedAll(await pages.find(filter).sort({ _id: 1 }).limit(limit).toArray(), SHAPE);
    },
    async latest(jobId, { by, before, limit, ...wanted }) {
      const bound = before === undefined ? { $gt: new Date(0) } : { $gt: new Date(0), $lte: before.at };
      const tie = before && { $or: [{ [by]: { $lt: before.at } }, { _id: { $lt: before.id } }] };
      const filter = { jobId, $and: [pageFilter(wanted), { [by]: bound }, tie ?? {}] };
      const found = pages.find(filter).sort({ [by]: -1, _id: -1 });
      return checkedAll(await found.limit(limit).toArray(), SHAPE);
    },
    async values(jobId, { after, limit, ...wanted }) {
      const filter = { ...pageFilter(wanted), _id: idRange(jobId, after) };
      const found = pages.find<PageValues>(filter, { projection: VALUES }).sort({ _id: 1 });
      return checkedAll(await found.limit(limit).toArray(), VALUES_SHAPE);
    },
    async priced(query) {
      const found = pages.find(pricedFilter(query)).sort({ 'price.at': -1, _id: -1 });
      return checkedAll(await found.limit(query.limit).toArray(), SHAPE);
    },
  };
}

function writes(pages: Collection<Page>): Pick<PageStore, 'touch' | 'write' | 'retire'> {
  return {
    touch: (touches) => attemptAll(pages, touches.map(touchAttempt)),
    write: (some) => attemptAll(pages, some.map(writeAttempt)),
    async retire(ids) {
      for (const batch of inBatches(ids)) {
        const present = { _id: { $in: [...batch] }, state: { $ne: 'retired' as const } };
        await pages.updateMany(present, { $set: { state: 'retired' }, $inc: { v: 1 } });
      }
    },
  };
}

function outbox(pages: Collection<Page>): Pick<PageStore, 'clearOutbox' | 'withOutbox'> {
  return {
    async clearOutbox(announced) {
      for (const batch of inBatches(announced)) {
        const pulls = batch.map(({ id, entryIds }) => ({
          updateOne: {
            filter: { _id: id },
            update: { $pull: { outbox: { id: { $in: [...entryIds] } } } },
          },
        }));
        await pages.bulkWrite(pulls, { ordered: false });
        // Only for pages whose outbox is empty and has got nothing new.
        const empty = { _id: { $in: batch.map(({ id }) => id) }, outbox: { $size: 0 } };
        await pages.updateMany(empty, { $unset: { outboxAt: '' } });
      }
    },
    async withOutbox(before, limit) {
      const found = pages.find({ outboxAt: { $lt: before } }).sort({ outboxAt: 1 });
      return checkedAll(await found.limit(limit).toArray(), SHAPE);
    },
  };
}

function touchAttempt(touch: PageTouch): Attempt {
  const { id, expectedV, order, at, etag, lastModified } = touch;
  const $set = {
    order,
    lastCheckedAt: at,
    ...given({ 'baseline.etag': etag, 'baseline.lastModified': lastModified }),
  };
  const update = { $set, $inc: { v: 1, checks: 1 } };
  return { id, expectedV, order, operation: compareAndSet(touch, update) };
}

function writeAttempt(write: PageWrite): Attempt {
  const { id, expectedV, order, set, unset = [] } = write;
  if (expectedV === 0) {
    const document = parseNewPage({ ...set, _id: id, v: 1, order });
    return { id, expectedV, order, operation: { insertOne: { document } } };
  }
  const { _id, v: _v, ...fields } = set;
  const $unset = Object.fromEntries(unset.map((name) => [name, '']));
  const update = { $set: { ...fields, order }, $inc: { v: 1 }, ...(unset.length > 0 && { $unset }) };
  return { id, expectedV, order, operation: compareAndSet(write, update) };
}

function compareAndSet(
  { id, expectedV, order }: { id: string; expectedV: number; order: number },
  update: { $set: object; $inc: { v: number } },
): PageOperation {
  return { updateOne: { filter: { _id: id, v: expectedV, order: { $lt: order } }, update } };
}

/** A page written for the first time has to be complete; throws otherwise. */
function parseNewPage(page: Partial<Page>): Page {
  try {
    return checked(page, WHOLE_SHAPE) as Page;
  } catch (error) {
    throw new WebloomError('internal', `A new page ${page._id} is not whole; nothing was written.`, {
      cause: error,
    });
  }
}

async function attemptAll(pages: Collection<Page>, attempts: readonly Attempt[]): Promise<string[]> {
  const lost: string[] = [];
  for (const batch of inBatches(attempts)) lost.push(...(await attemptBatch(pages, batch)));
  return lost;
}

async function attemptBatch(pages: Collection<Page>, batch: readonly Attempt[]): Promise<string[]> {
  const inserts = batch.filter((attempt) => attempt.expectedV === 0);
  const updates = batch.filter((attempt) => attempt.expectedV !== 0);
  const lost = await insertNew(pages, inserts);
  if (updates.length === 0) return lost;
  const operations = updates.map((attempt) => attempt.operation);
  const { matchedCount } = await pages.bulkWrite(operations, { ordered: false });
  if (matchedCount < updates.length) {
    lost.push(...(await nameLost(pages, updates, updates.length - matchedCount)));
  }
  return lost;
}

async function insertNew(pages: Collection<Page>, inserts: readonly Attempt[]): Promise<string[]> {
  if (inserts.length === 0) return [];
  try {
    const operations = inserts.map((attempt) => attempt.operation);
    await pages.bulkWrite(operations, { ordered: false });
    return [];
  } catch (error) {
    return duplicatePositions(error).flatMap((position) => inserts[position]?.id ?? []);
  }
}

/**
 * Names the writes that were lost. A page with this write's `v` and `order` was written by it, or by another
 * attempt at the same visit. If the other pages explain every miss, it was this write. Otherwise the page is
 * named too; its reader sees the equal order and treats it as a replay.
 */
async function nameLost(
  pages: Collection<Page>,
  attempts: readonly Attempt[],
  missed: number,
): Promise<string[]> {
  const filter = { _id: { $in: attempts.map((attempt) => attempt.id) } };
  const found = await pages.find(filter, { projection: { v: 1, order: 1 } }).toArray();
  const standing = new Map(found.map((page) => [page._id, page]));
  const lost = attempts.filter(({ id, expectedV, order }) => {
    const page = standing.get(id);
    return page?.v !== expectedV + 1 || page.order !== order;
  });
  return (lost.length >= missed ? lost : attempts).map((attempt) => attempt.id);
}
