// Templates in MongoDB: one small document per job and host, with one sample per page.
import type { Db, UpdateFilter } from 'mongodb';
import type { Template, TemplateSample, TemplateStore } from '../../../domain/page/template.ts';
import { checkedAll, documentShape } from '../document-shape.ts';
import { inBatches, retryDuplicate } from '../driver-error.ts';
import { given } from '../../../domain/system/given.ts';

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
        const updates = batch.map((sample) => ({
          updateOne: { filter: { _id: sample.id }, update: updateOf(sample), upsert: true },
        }));
        await retryDuplicate(() => templates.bulkWrite(updates, { ordered: false }));
      }
    },
  };
}

/** urlKeys are base64url, so they contain neither dots nor dollar signs. */
function updateOf({ jobId, host, urlKey, kind, patterns }: TemplateSample): UpdateFilter<Template> {
  return {
    $set: {
      jobId,
      host,
      ...given({ [`kinds.${urlKey}`]: kind, [`samples.${urlKey}`]: patterns }),
    },
    // A template whose first second look is still to come.
    ...(patterns === undefined ? { $setOnInsert: { samples: {} } } : {}),
  };
}
