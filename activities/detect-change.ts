// The detect-change stage: compares parsed pages with their baselines; loads blocks only if texts differ.
import {
  type ComparedBaseline,
  type ComparedPage,
  detectChange,
  needsBlocks,
} from '../domain/change/detect.ts';
import { learnNoise } from '../domain/change/learn-noise.ts';
import { type ChangeRules, changeRulesOf } from '../domain/change/rules.ts';
import { bodyFormat } from '../domain/content/body-format.ts';
import { WebloomError } from '../domain/errors.ts';
import { parseBlocks } from '../domain/page/kept-blocks.ts';
import { pageId } from '../domain/page/page-id.ts';
import type { Page } from '../domain/page/page.ts';
import type { TextBlock } from '../domain/page/parsed-page.ts';
import { templateId } from '../domain/page/template-id.ts';
import { sharedPatterns } from '../domain/page/template.ts';
import { type SecondLook, currencyToConfirm } from '../domain/run/chunk.ts';
import { stageKey } from '../domain/stage/stage-key.ts';
import type { ChangeRow, ClassifyRow, ParsedRow } from '../domain/stage/stage-row.ts';
import { decompressContent } from './compress-content.ts';
import type { StageInput, StageResult } from './contract.ts';
import { withHeartbeat } from './heartbeat.ts';
import { createRunCache, needFile } from './run-cache.ts';
import { pagesToCompare } from './pages-to-compare.ts';
import type { StagePorts } from './stage-ports.ts';

export function createDetectChange(ports: StagePorts): {
  detectChange(input: StageInput): Promise<StageResult>;
} {
  const findRun = createRunCache(ports.runs);
  return {
    detectChange: (input) =>
      withHeartbeat(async () => {
        const run = await findRun(input.runId);
        const scraped = await ports.files.read('scrape', needFile(input.files, 'scrape'));
        const parsed = await ports.files.read('parse', needFile(input.files, 'parse'));
        const classes = await ports.files.read('classify', needFile(input.files, 'classify'));
        const pages = await pagesToCompare(ports, run.jobId, { scraped, parsed });
        const rules = changeRulesOf(run.config.changes);
        const templates = await templatesOf(ports, pages);
        // JSON at once: as objects, the quotes in rows would keep the whole texts of both versions in memory.
        const lines: string[] = [];
        for (const [index, row] of parsed.entries()) {
          const { lookAgain, urlKey = '', fetchedAt } = scraped[index] ?? {};
          const page = pages.get(pageId(run.jobId, urlKey));
          const template = page === undefined ? [] : (templates.get(templateId(run.jobId, page.host)) ?? []);
          const compared = { page, template, rules, class: classes[index] ?? null, lookAgain, fetchedAt };
          const verdict = row?.kind === 'parsed' ? await judge(ports, { row, ...compared }) : null;
          lines.push(JSON.stringify(verdict));
        }
        const key = stageKey(input.runId, input.chunkNo, 'detect-change', ports.ids.ulid());
        await ports.files.writeLines('detect-change', key, lines);
        return { file: key, rows: lines.length };
      }),
  };
}

interface Comparison {
  readonly row: ParsedRow;
  readonly page: Page | undefined;
  readonly rules: ChangeRules;
  readonly class: ClassifyRow;
  /** Patterns of noise shared by the host's pages. */
  readonly template: readonly string[];
  readonly lookAgain: SecondLook | undefined;
  readonly fetchedAt: number | undefined;
}

async function judge(
  ports: StagePorts,
  { row, page, template, rules, class: pageClass, lookAgain, fetchedAt }: Comparison,
): Promise<ChangeRow> {
  const wall = pageClass?.wall === true ? (pageClass.subtype ?? 'wall') : null;
  const current: ComparedPage = {
    blocks: [],
    textHash: row.textHash,
    fields: row.fields,
    pageType: pageClass?.type ?? 'other',
    lang: row.lang,
    wall,
    isDocument: row.features.format !== undefined && isDocument(page),
    ...(row.product === undefined ? {} : { availability: row.product.availability }),
  };
  const baseline = page?.baseline;
  if (baseline === undefined || wall !== null) return detectChange({ baseline: null, current, rules });
  const stored = row.readAgain ?? baseline;
  const compared: ComparedBaseline = {
    blocks: [],
    textHash: stored.textHash,
    fields: stored.fields,
    pageType: baseline.pageType,
    lang: stored.lang,
    volatile: baseline.volatile,
    template,
    ...(page?.price === undefined ? {} : { availability: page.price.availability }),
  };
  if (!needsBlocks(compared, current)) return detectChange({ baseline: compared, current, rules });
  const [before, after] = await Promise.all([
    loadBlocks(ports, stored.blocksKey),
    loadBlocks(ports, row.blocksKey),
  ]);
  if (after === null)
    throw new WebloomError('data-corrupt', `The text ${row.blocksKey} is gone.`, {
      facts: { key: row.blocksKey },
    });
  // Without the baseline's blocks everything would look new, so the present page becomes the baseline.
  if (before === null) return detectChange({ baseline: null, current: { ...current, blocks: after }, rules });
  const [first, second] = [
    { ...compared, blocks: before },
    { ...current, blocks: after },
  ];
  if (lookAgain === 'noise') return learnNoise(first, second);
  return detectChange({
    baseline: first,
    current: second,
    rules,
    confirms: currencyToConfirm(lookAgain),
    looks: fetchedAt === undefined ? undefined : { before: baseline.at, after: new Date(fetchedAt) },
  });
}

/**
 * The stored version is a document too. A web page that suddenly answers with data is broken, not a document.
 */
function isDocument(page: Page | undefined): boolean {
  return bodyFormat(page?.baseline?.contentType ?? '', '') !== 'html';
}

/** By template id (job and host): patterns that noise samples found on several pages of the host. */
async function templatesOf(
  ports: StagePorts,
  pages: ReadonlyMap<string, Page>,
): Promise<Map<string, readonly string[]>> {
  const ids = new Set([...pages.values()].map(({ jobId, host }) => templateId(jobId, host)));
  if (ids.size === 0) return new Map();
  const found = await ports.templates.getMany([...ids]);
  return new Map([...found].map(([id, template]) => [id, sharedPatterns(template)]));
}

async function loadBlocks(ports: StagePorts, key: string): Promise<TextBlock[] | null> {
  const bytes = await ports.blobs.get(key);
  if (bytes === null) return null;
  return parseBlocks(decompressContent(bytes).toString('utf8'));
}
