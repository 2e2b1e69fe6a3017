// Templates in MongoDB: one small document per job and host, with one sample per page.
import type { Db } from 'mongodb';
import type { Template, TemplateStore } from '../../domain/page/template.ts';
import { checkedAll, documentShape } from './document-shape.ts';
import { inBatches, retryDuplicate } from './driver-error.ts';

const SHAPE = documentShape('templates', { _id: 'string', host: 'string', samples: 'object' });

export function createTemplateStore(db: Db): TemplateStore {
  const templates = db.collection<Template>('templates');
  return {
    async getMany(ids) {
      const found = checkedAll(await templates.find({ _id: { $in: [...ids] } }).toArray(), SHAPE);
      return new Map(found.map((template) => [template._id, template]));
    },
    async putSamples(samples) {
      for (const batch of inBatches(samples)) {
        const updates = batch.map(({ id, jobId, host, urlKey, patterns }) => ({
          updateOne: {
            filter: { _id: id },
            // urlKeys are base64url, so they contain neither dots nor dollar signs.
            update: { $set: { jobId, host, [`samples.${urlKey}`]: patterns } },
            upsert: true,
          },
        }));
        await retryDuplicate(() => templates.bulkWrite(updates, { ordered: false }));
      }
    },
  };
}
