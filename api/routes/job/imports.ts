// Imports: a file of another tool, read in a thread of its own, becomes jobs. A file of many entries is sent again until none is
// left; what was made stays as it is.
import { MAX_IMPORT_BYTES } from '../../../domain/upkeep/import/bounds.ts';
import { importTag } from '../../../domain/upkeep/import/import-tag.ts';
import type { ImportEntry, ImportKind } from '../../../domain/upkeep/import/import-entry.ts';
import {
  type ImportedEntry,
  type ImportOrder,
  importJobs,
} from '../../../domain/upkeep/import/import-jobs.ts';
import { makeChannels } from '../../../domain/upkeep/import/make-channels.ts';
import { parseEvery } from '../../../domain/config/schedule/interval-text.ts';
import { WebloomError } from '../../../domain/system/errors.ts';
import { noteAudit } from '../../http/audit-note.ts';
import { workspaceOf } from '../../http/caller.ts';
import type { ApiServer } from '../../http/server-type.ts';
import { jobRules } from '../../job-rules.ts';
import type { ApiPorts } from '../../ports.ts';
import { compressBlob } from '../../query/page/page-text.ts';
import { urlKeyOf } from '../../query/recovery/url-key.ts';
import { type ImportReportView, importBody, importQuery, importReport } from '../../schemas/job/import.ts';
import { BODY_PROBLEMS, PROBLEMS } from '../../schemas/problem.ts';

/** Reading may take 40 s, ten more where its thread has to start, and making jobs goes on for ten. */
const DEADLINE_MS = 65_000;
const MAKING_MS = 10_000;
/** For one text of two megabytes at most. */
const TEXT_MS = 5_000;
const DEFAULT_EVERY = '1h';

export function registerImports(app: ApiServer, ports: ApiPorts): void {
  void app.register((inner: ApiServer, _options, done) => {
    // The file is taken as it is, whatever its sender calls it.
    inner.removeAllContentTypeParsers();
    inner.addContentTypeParser(
      '*',
      { parseAs: 'buffer', bodyLimit: MAX_IMPORT_BYTES },
      (_request, body, parsed) => parsed(null, body),
    );
    registerImport(inner, ports);
    done();
  });
}

function registerImport(app: ApiServer, ports: ApiPorts): void {
  app.post(
    '/v1/imports',
    {
      bodyLimit: MAX_IMPORT_BYTES,
      config: { deadlineMs: DEADLINE_MS },
      schema: {
        tags: ['jobs'],
        consumes: ['application/octet-stream'],
        querystring: importQuery,
        body: importBody,
        response: { 200: importReport, 400: PROBLEMS[400], 422: BODY_PROBLEMS[422] },
      },
    },
    async (request) => {
      const { dryRun, from, tag: asked, every = DEFAULT_EVERY, start, knownTexts } = request.query;
      const now = ports.clock.now();
      const tag = importTag(asked, now);
      const rules = {
        ...jobRules(ports.settings),
        now,
        tag,
        everyMs: parseEvery(every, 'every'),
        leavesKnownTexts: knownTexts === 'false',
      };
      const bytes: unknown = request.body;
      const { kind, entries, notes } = await readEntries(ports, {
        bytes: bytes instanceof Uint8Array ? bytes : new Uint8Array(),
        rules,
        kind: from ?? null,
      });
      noteAudit(request, { subjectName: dryRun === 'true' ? `${tag} (dry run)` : tag });
      const common = { workspaceId: workspaceOf(request), dryRun: dryRun === 'true' };
      const made = entries.filter(({ input }) => input !== null);
      const wanted = made.flatMap(({ channels }) => channels);
      const channels = await makeChannels(ports, { ...common, wanted, tag, policy: rules.policy });
      const imported = await makeJobs(ports, {
        ...common,
        kind,
        entries,
        rules,
        starts: start === 'true',
        until: new Date(ports.clock.now().getTime() + MAKING_MS),
      });
      return toReport({ kind, tag, channels, notes: [...notes] }, imported);
    },
  );
}

async function makeJobs(ports: ApiPorts, order: ImportOrder): Promise<ImportedEntry[]> {
  // Its thread starts with the first text.
  const parser = ports.openParser(TEXT_MS);
  try {
    return await importJobs({ ...ports, parser, compress: compressBlob, urlKeyOf }, order);
  } finally {
    await parser.close();
  }
}

type Reading = Parameters<ApiPorts['importReader']['read']>;

async function readEntries(
  { importReader }: Pick<ApiPorts, 'importReader'>,
  {
    bytes,
    rules,
    kind,
  }: { readonly bytes: Reading[0]; readonly rules: Reading[1]; readonly kind: Reading[2] },
): Promise<{
  readonly kind: ImportKind;
  readonly entries: readonly ImportEntry[];
  readonly notes: readonly string[];
}> {
  const read = await importReader.read(bytes, rules, kind);
  if (read?.ok === true) return read;
  const detail = read?.detail ?? 'Reading the file took too long, or too much memory. Split it.';
  throw new WebloomError('validation', detail, { facts: { title: 'The file can not be imported' } });
}

function toReport(
  about: Pick<ImportReportView, 'kind' | 'tag' | 'channels' | 'notes'>,
  imported: readonly ImportedEntry[],
): ImportReportView {
  return {
    ...about,
    left: imported.filter(({ left }) => left).length,
    entries: imported.map((one) => {
      const { name, url, outcome, losses } = one.entry;
      const { jobId, known, reason } = one;
      return {
        name,
        url,
        outcome: reason === null ? outcome : 'refused',
        reason,
        jobId,
        known,
        knownText: toKnownText(one),
        losses: losses.map((loss) => ({ ...loss })),
      };
    }),
  };
}

function toKnownText({
  entry: { known },
  reason,
  unkept,
}: ImportedEntry): ImportReportView['entries'][number]['knownText'] {
  if (known === null || reason !== null) return null;
  if ('problem' in known) return { at: null, characters: 0, problem: known.problem, newer: null };
  const { at, text, newer = null } = known;
  return { at: at.toISOString(), characters: text.length, problem: unkept, newer };
}
