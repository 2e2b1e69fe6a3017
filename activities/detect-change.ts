// The detect-change stage: compares parsed pages with their baselines; loads blocks only if texts differ.
import type { CompareInput, ComparedBaseline, ComparedPage } from '../domain/change/compare-input.ts';
import { detectChange, needsBlocks, wallOf } from '../domain/change/detect.ts';
import { becomesBaseline } from '../domain/change/change.ts';
import { learnNoise } from '../domain/change/learn-noise.ts';
import { learnVolatile } from '../domain/change/noise/volatile.ts';
import type { ToldVersion } from '../domain/change/told/told-facts.ts';
import { comparesTold, mayBeKnown } from '../domain/change/told/told-version.ts';
import { comparesPictures } from '../domain/change/picture/picture-rules.ts';
import { type ChangeRules, changeRulesOf } from '../domain/change/rules.ts';
import { storedFormat } from '../domain/reading/content/body-format.ts';
import { WebloomError } from '../domain/system/errors.ts';
import { pageId } from '../domain/page/page-id.ts';
import type { Page, PageBaseline } from '../domain/page/page.ts';
import type { PictureComparer } from '../domain/page/picture-coder.ts';
import type { TextBlock } from '../domain/reading/page/parsed-page.ts';
import { type PageKind, kindOf } from '../domain/page/page-kind.ts';
import { templateId } from '../domain/page/template-id.ts';
import { createNoiseOfKind } from '../domain/page/template.ts';
import { type SecondLook, currencyToConfirm, textToSeeAgain } from '../domain/run/chunk.ts';
import type { Run } from '../domain/run/run.ts';
import { stageKey } from '../domain/run/stage/stage-key.ts';
import type { ChangeRow, ClassifyRow, ParsedRow, ScrapeRow } from '../domain/run/stage/stage-row.ts';
import { looksTwice } from '../domain/run/visit/see-again.ts';
import {
  choosesPart,
  comparedTitle,
  type WatchRules,
  watchRulesOf,
} from '../domain/reading/part/watch-rules.ts';
import type { StageInput, TimedResult } from './contract.ts';
import { readSeenLines, writeSeenLines } from './compare/seen-lines.ts';
import { needFile } from './need-file.ts';
import { besideKnown } from './compare/beside-known.ts';
import { judgePicture } from './compare/judge-picture.ts';
import { loadBlocks, type TextPorts } from './compare/load-blocks.ts';
import { pagesToCompare } from './compare/pages-to-compare.ts';
import type { StagePorts } from './stage-ports.ts';
import { given } from '../domain/system/given.ts';
import { timedStage } from './stage-time.ts';
import { archivesInHand } from '../domain/system/blob/archives-in-hand.ts';

export interface DetectPorts extends StagePorts {
  readonly pictures: PictureComparer;
}

export function createDetectChange(ports: DetectPorts): {
  detectChange(input: StageInput): Promise<TimedResult>;
} {
  return {
    detectChange: (input) =>
      timedStage(ports, async () => {
        const run = await ports.findRun(input.runId);
        const scraped = await ports.files.read('scrape', needFile(input.files, 'scrape'));
        const parsed = await ports.files.read('parse', needFile(input.files, 'parse'));
        const classes = await ports.files.read('classify', needFile(input.files, 'classify'));
        const pages = await pagesToCompare(ports, run.jobId, { scraped, parsed });
        // JSON at once: as objects, the quotes in rows would keep the whole texts of both versions in memory.
        const lines: string[] = [];
        const comparing = { ...ports, kept: archivesInHand(ports.blobs) };
        const judgeVisit = comparesPictures(run.config.changes)
          ? pictureJudge(comparing, run)
          : textJudge(comparing, run, await templatesOf(ports, pages));
        for (const [index, row] of parsed.entries()) {
          const scrape = scraped[index];
          const isRead = row?.kind === 'parsed' && scrape !== undefined;
          const page = pages.get(pageId(run.jobId, scrape?.urlKey ?? ''));
          const visit = isRead ? { row, scrape, page, class: classes[index] ?? null } : null;
          lines.push(JSON.stringify(visit === null ? null : await judgeVisit(visit)));
        }
        const key = stageKey(input.runId, input.chunkNo, 'detect-change', ports.ids.ulid());
        await ports.files.writeLines('detect-change', key, lines);
        return { file: key, rows: lines.length };
      }),
  };
}

interface ReadVisit {
  readonly row: ParsedRow;
  readonly scrape: ScrapeRow;
  readonly page: Page | undefined;
  readonly class: ClassifyRow;
}

type JudgeVisit = (visit: ReadVisit) => Promise<ChangeRow>;

function pictureJudge(ports: ComparePorts & DetectPorts, run: Run): JudgeVisit {
  const { picture: rules = {}, noise } = run.config.changes;
  const how = { rules, looksTwice: looksTwice(run), takesAll: noise === 'none' };
  return ({ scrape, page, class: pageClass }) =>
    judgePicture(ports, { ...how, scrape, page, wall: wallKind(pageClass) });
}

function textJudge(
  ports: ComparePorts,
  { jobId, config }: Run,
  templates: ReadonlyMap<string, (kind: PageKind | null) => readonly string[]>,
): JudgeVisit {
  const watched = watchRulesOf(config.changes);
  const how = { rules: changeRulesOf(config.changes), watched, isChosen: choosesPart(watched) };
  return ({ row, scrape, page, class: pageClass }) => {
    const { lookAgain, fetchedAt, url } = scrape;
    const noiseOfKind = templates.get(templateId(jobId, page?.host ?? ''));
    const kind = kindOf({ skeleton: row.skeleton, pageType: pageClass?.type, url });
    const template = noiseOfKind?.(kind) ?? [];
    return judge(ports, { ...how, row, page, template, class: pageClass, lookAgain, fetchedAt });
  };
}

interface Comparison {
  readonly row: ParsedRow;
  readonly page: Page | undefined;
  readonly rules: ChangeRules;
  /** The job names a part of its pages, or their source. */
  readonly isChosen: boolean;
  readonly watched: WatchRules | null;
  readonly class: ClassifyRow;
  /** Patterns of noise shared by pages of this kind, or by all of the host. */
  readonly template: readonly string[];
  readonly lookAgain: SecondLook | undefined;
  readonly fetchedAt: number | undefined;
}

type ComparePorts = StagePorts & TextPorts;

async function judge(ports: ComparePorts, compared: Comparison): Promise<ChangeRow> {
  const { row, page, rules, lookAgain, fetchedAt } = compared;
  const current = toCurrent(compared);
  const baseline = page?.baseline;
  if (baseline === undefined || row.misread !== undefined || wallOf(current, rules) !== null)
    return besideKnown(ports, compared, detectChange({ baseline: null, current, rules }));
  const stored = toBaseline(compared, baseline);
  const isSeenAgain = textToSeeAgain(lookAgain) !== undefined;
  if (!needsBlocks(stored, current) && !isSeenAgain)
    return lookAgain === 'noise' && stored.title !== current.title
      ? learnNoise(stored, current)
      : detectChange({ baseline: stored, current, rules, toldBefore: byHash(baseline) });
  const [before, after] = await Promise.all([
    loadBlocks(ports, (row.readAgain ?? baseline).blocksKey),
    loadBlocks(ports, row.blocksKey),
  ]);
  if (after === null)
    throw new WebloomError('data-corrupt', `The text ${row.blocksKey} is gone.`, {
      facts: { key: row.blocksKey },
    });
  // Without the baseline's blocks everything would look new, so the present page becomes the baseline.
  if (before === null) return detectChange({ baseline: null, current: { ...current, blocks: after }, rules });
  const versions = { baseline: { ...stored, blocks: before }, current: { ...current, blocks: after } };
  if (lookAgain === 'noise') return learnNoise(versions.baseline, versions.current);
  const seenBefore = await seenByLookBefore(ports, lookAgain);
  const input: CompareInput = {
    ...versions,
    rules,
    confirms: currencyToConfirm(lookAgain),
    ...given({ seenBefore }),
    looks: fetchedAt === undefined ? undefined : { before: baseline.at, after: new Date(fetchedAt) },
  };
  const verdict = await judgeWithTold(ports, input, baseline);
  return withWhatDiffers(verdict, input);
}

/** Versions told before of a page whose text is that of the stored one: what else differs decides. */
function byHash({ toldVersions = [] }: PageBaseline): ToldVersion[] {
  return toldVersions.map((version) => ({ ...version, blocks: null }));
}

/** The texts of versions told before are read only where one of them would make another verdict. */
async function judgeWithTold(
  ports: ComparePorts,
  input: CompareInput,
  { seenLinesKey, toldVersions = [] }: PageBaseline,
): Promise<ChangeRow> {
  const judgeInput = (judged: CompareInput): Promise<ChangeRow> =>
    input.rules.newLinesOnly === true
      ? judgeNewLines(ports, judged, seenLinesKey)
      : Promise.resolve(detectChange(judged));
  const alone = await judgeInput(input);
  if (!comparesTold(input.rules) || alone === null || !mayBeKnown(alone)) return alone;
  const { textHash } = input.current;
  const toldBefore: ToldVersion[] = [];
  for (const { blocksKey, ...version } of toldVersions) {
    const blocks = version.textHash === textHash ? null : await loadBlocks(ports, blocksKey);
    toldBefore.push({ ...version, blocks });
  }
  return judgeInput({ ...input, toldBefore });
}

/** Undefined: it is no such look, or its text is gone, and the page is judged as at a first look. */
async function seenByLookBefore(
  ports: ComparePorts,
  lookAgain: SecondLook | undefined,
): Promise<readonly TextBlock[] | undefined> {
  const key = textToSeeAgain(lookAgain);
  return key === undefined ? undefined : ((await loadBlocks(ports, key)) ?? undefined);
}

/** What two looks of one run show to differ is learned, whatever the verdict. */
function withWhatDiffers(verdict: ChangeRow, { seenBefore, current }: CompareInput): ChangeRow {
  if (seenBefore === undefined || (verdict?.verdict !== 'changed' && verdict?.verdict !== 'unchanged'))
    return verdict;
  return { ...verdict, learned: learnVolatile(seenBefore, current.blocks) };
}

/** Where a job wants new lines alone, the lines of what is told are kept with the verdict. */
async function judgeNewLines(
  ports: StagePorts,
  input: CompareInput,
  seenLinesKey: string | undefined,
): Promise<ChangeRow> {
  const seen = await readSeenLines(ports, seenLinesKey);
  seen.add(input.baseline.blocks);
  const verdict = detectChange({ ...input, isKnownLine: (line) => seen.has(line) });
  if (!becomesBaseline(verdict)) return verdict;
  seen.add(input.current.blocks);
  return { ...verdict, seenLinesKey: await writeSeenLines(ports, seen) };
}

/** The version that was fetched, without its blocks. */
function toCurrent({ row, isChosen, watched, class: pageClass }: Comparison): ComparedPage {
  return {
    blocks: [],
    textHash: row.textHash,
    fields: row.fields,
    pageType: pageClass?.type ?? 'other',
    lang: row.lang,
    ...comparedTitle(watched, row.title),
    wall: wallKind(pageClass),
    isDocument: row.features.format !== undefined,
    lostPart: row.lostPart,
    isChosen: isChosen && row.blockCount > 0,
    isFilteredOut: row.isFilteredOut,
    misread: row.misread,
    ...(row.product === undefined ? {} : { availability: row.product.availability }),
  };
}

function wallKind(pageClass: ClassifyRow): string | null {
  return pageClass?.wall === true ? (pageClass.subtype ?? 'wall') : null;
}

/** The stored version, without its blocks. */
function toBaseline({ row, page, template }: Comparison, baseline: PageBaseline): ComparedBaseline {
  const stored = row.readAgain ?? baseline;
  return {
    blocks: [],
    textHash: stored.textHash,
    fields: stored.fields,
    lostPart: stored.lostPart,
    isDocument: wasDocument({ row, page }),
    pageType: baseline.pageType,
    lang: stored.lang,
    title: baseline.title,
    volatile: baseline.volatile,
    template,
    ...(page?.price === undefined ? {} : { availability: page.price.availability }),
  };
}

/** Whether the stored version is a document; undefined: it does not say, and its type may be wrong. */
function wasDocument({ row, page }: Pick<Comparison, 'row' | 'page'>): boolean | undefined {
  const { format } = row.readAgain ?? page?.baseline ?? {};
  if (format !== undefined) return format !== 'html';
  return storedFormat(page?.baseline?.contentType ?? '') === 'html' ? false : undefined;
}

/** By template id (job and host): what noise samples found on several pages, by kind of page. */
async function templatesOf(
  ports: StagePorts,
  pages: ReadonlyMap<string, Page>,
): Promise<Map<string, (kind: PageKind | null) => readonly string[]>> {
  const ids = new Set([...pages.values()].map(({ jobId, host }) => templateId(jobId, host)));
  if (ids.size === 0) return new Map();
  const found = await ports.templates.getMany([...ids]);
  return new Map([...found].map(([id, template]) => [id, createNoiseOfKind(template)]));
}
