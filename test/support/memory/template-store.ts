// Templates in memory.
import type { Template, TemplateStore } from '../../../domain/page/template.ts';
import { DocumentTable } from './document-table.ts';

export function createTemplateStore(templates = new DocumentTable<Template>()): TemplateStore {
  return {
    async getMany(ids) {
      const found = ids.map((id) => templates.get(id)).filter((template) => template !== null);
      return new Map(found.map((template) => [template._id, template]));
    },
    async putSamples(samples) {
      for (const { id, jobId, host, urlKey, kind, patterns } of samples) {
        const known: Pick<Template, 'samples' | 'kinds'> = templates.get(id) ?? { samples: {} };
        templates.put({
          ...known,
          _id: id,
          jobId,
          host,
          ...(patterns === undefined ? {} : { samples: { ...known.samples, [urlKey]: patterns } }),
          ...(kind === undefined ? {} : { kinds: { ...known.kinds, [urlKey]: kind } }),
        });
      }
    },
  };
}
