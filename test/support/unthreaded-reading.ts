// What the parse and viewer threads do, in the thread of the test: threads load built code alone.
import { compileFields } from '../../domain/reading/part/field/field-rule.ts';
import type { PageViewer } from '../../domain/job/preview/page-viewer.ts';
import type { PageParser } from '../../domain/run/stage/page-parser.ts';
import { readPage } from '../../workers/pipeline/read-page.ts';
import { viewPage } from '../../workers/pipeline/view-page.ts';

/** The parse pass of the parse threads, in this thread. */
export const parser: PageParser = {
  parse: async (requests, { fields, watched, wantLinks }) => {
    const compiled = compileFields(fields);
    const rules = { fields: compiled.ok ? compiled.fields : { fields: [] }, watched, wantLinks };
    return requests.map((request) => readPage(request, rules));
  },
};

export const viewer: PageViewer = {
  view: async <Kind>(page: unknown, request: unknown) =>
    viewPage({ page, request } as Parameters<typeof viewPage>[0]) as Kind,
};
