// Templates in memory.
import type { Template, TemplateStore } from '../../domain/page/template.ts';
import { DocumentTable } from './document-table.ts';

export function createTemplateStore(templates = new DocumentTable<Template>()): TemplateStore {
  return {
    async getMany(ids) {
      const found = ids.map((id) => templates.get(id)).filter((template) => template !== null);
      return new Map(found.map((template) => [template._id, template]));
    },
    async putSamples(samples) {
      for (const { id, jobId, host, urlKey, patterns } of samples) {
        const known = templates.get(id)?.samples ?? {};
        templates.put({ _id: id, jobId, host, samples: { ...known, [urlKey]: patterns } });
      }
    },
  };
}
