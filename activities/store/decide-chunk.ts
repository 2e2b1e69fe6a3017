// Reads the rows of all stages of a chunk and decides how each visit ends.
import { archiveKey, entryKey, containsContent } from '../../domain/system/blob/archive.ts';
import { pageId } from '../../domain/page/page-id.ts';
import type { Change, KeptPicture, KeptServed, Page } from '../../domain/page/page.ts';
import type { HistoryStore } from '../../domain/page/page-store.ts';
import { templateId } from '../../domain/page/template-id.ts';
import type { Template } from '../../domain/page/template.ts';
import type { Run } from '../../domain/run/run.ts';
import type { StageRows } from '../../domain/run/stage/stage-files.ts';
import type { ScrapeRow, StoreRow } from '../../domain/run/stage/stage-row.ts';
import { decideVisit } from '../../domain/run/visit/decide-visit.ts';
import {
  kindOfVisit,
  maySample,
  planLooksAtChanges,
  planLooksForPictures,
  planNoiseLooks,
  samplesNoise,
} from '../../domain/run/visit/noise-sample.ts';
import { unsureVisits } from '../../domain/run/visit/see-again.ts';
import { markSiteWide, needsEarlier, SMALL_CHUNK } from '../../domain/run/visit/site-wide.ts';
import { withoutTwins } from '../../domain/run/visit/twin-pages.ts';
import { extractionVersion, readingVersion } from '../../domain/run/stage/extraction-version.ts';
import { type StoreContext, type VisitRows, orderOf } from '../../domain/run/visit/visit-context.ts';
import { given } from '../../domain/system/given.ts';
import { urlHost } from '../../domain/web/url/key.ts';
import type { StageFiles, StageInput } from '../contract.ts';
import { needFile } from '../need-file.ts';
import type { StagePorts } from '../stage-ports.ts';

export interface ChunkToDecide {
  readonly input: StageInput;
  readonly storeFile: string;
  readonly tellAdded: boolean;
}

export interface DecidePorts extends StagePorts {
  readonly history: Pick<HistoryStore, 'changes'>;
}

/** The run's latest changes; enough to see what its pages have in common. */
const EARLIER_CHANGES = 100;

export async function decideChunk(ports: DecidePorts, run: Run, chunk: ChunkToDecide): Promise<StoreRow[]> {
  const visits = await readVisits(ports, chunk.input.files);
  const pages = await ports.pages.getMany(visits.map(({ scrape }) => pageId(run.jobId, scrape.urlKey)));
  const context: StoreContext = {
    runId: run._id,
    jobId: run.jobId,
    seq: run.seq,
    config: run.config,
    extractionVersion: extractionVersion(run.config, ports.hasher),
    readingVersion: readingVersion(run.config.changes, ports.hasher),
    now: ports.clock.now(),
    storeFile: chunk.storeFile,
    tellAdded: chunk.tellAdded && run.config.source.kind !== 'pages',
  };
  const keys = createBodyKeys(ports.ids);
  const placed = visits.map((rows) => {
    const id = pageId(run.jobId, rows.scrape.urlKey);
    return { rows, pageId: id, page: pages.get(id) };
  });
  const told = await changesBefore(ports, run, visits);
  const verdicts = withoutTwins(placed, told, run.config.changes.confirm);
  const unsure = unsureVisits(run, placed, { verdicts, told });
  const decided = placed.map(({ rows, pageId: id, page }, at) => {
    return decideVisit({
      run: context,
      rows: { ...rows, change: verdicts[at] ?? null },
      page,
      isUnsure: unsure.has(at),
      bodyKey: keys.ofBody(rows.scrape, page),
      ...given({ picture: keys.ofPicture(rows.scrape, page), served: keys.ofServed(rows.scrape, page) }),
      pageId: id,
      order: orderOf(run.seq, rows.scrape.visit),
    });
  });
  const rows = samplesNoise(run)
    ? planNoiseLooks(decided, {
        jobId: run.jobId,
        seq: run.seq,
        chunkNo: chunk.input.chunkNo,
        now: context.now,
        kinds: visits.map(kindOfVisit),
        templates: await templatesOfNewPages(ports, run, decided),
      })
    : decided;
  const learns = samplesNoise(run) && run.config.changes.noise !== 'none';
  const learning = learns ? planLooksAtChanges(rows, context.now) : rows;
  const looks = planLooksForPictures(learning, visits, context.now);
  return markSiteWide(looks, ports.hasher, needsEarlier(looks) ? told : []);
}

/** None are asked for where nothing changed, or enough did in this chunk alone. */
async function changesBefore(ports: DecidePorts, run: Run, visits: readonly VisitRows[]): Promise<Change[]> {
  const changed = visits.filter(({ change }) => change?.verdict === 'changed').length;
  if (changed === 0 || changed >= SMALL_CHUNK) return [];
  return ports.history.changes({ runId: run._id, limit: EARLIER_CHANGES });
}

interface ContentKeys {
  readonly ofBody: (scrape: ScrapeRow, page: Page | undefined) => string;
  readonly ofPicture: (scrape: ScrapeRow, page: Page | undefined) => KeptPicture | undefined;
  readonly ofServed: (scrape: ScrapeRow, page: Page | undefined) => KeptServed | undefined;
}

/**
 * What is kept of a pack goes into one archive, each at its place in the pack; what the page names already keeps its key.
 */
function createBodyKeys(ids: StagePorts['ids']): ContentKeys {
  const archives = new Map<string, { readonly archive: string; count: number }>();
  const keyOf = (pack: string, hash: string, known: readonly (string | undefined)[]): string => {
    const open = archives.get(pack) ?? { archive: archiveKey(ids.ulid()), count: 0 };
    archives.set(pack, open);
    const index = open.count++;
    const same = known.find((key) => key !== undefined && containsContent(key, hash));
    return same ?? entryKey({ ...open, index }, hash);
  };
  return {
    ofBody: ({ pack, hash }, page) =>
      pack === undefined || hash === undefined ? '' : keyOf(pack.key, hash, [page?.baseline?.bodyKey]),
    ofPicture: ({ picture }, page) => {
      if (picture === undefined) return undefined;
      const { key: pack, hash, width, height, by, boxes } = picture;
      const known = [page?.baseline?.picture?.key, page?.lastPicture?.key];
      return { key: keyOf(pack, hash, known), width, height, ...given({ by, boxes }) };
    },
    ofServed: ({ served }, page) => {
      if (served === undefined) return undefined;
      const { key: pack, hash, length, url } = served;
      return { key: keyOf(pack, hash, [page?.baseline?.served?.key]), bytes: length, url };
    },
  };
}

async function templatesOfNewPages(
  ports: StagePorts,
  run: Run,
  rows: readonly StoreRow[],
): Promise<ReadonlyMap<string, Template>> {
  const ids = new Set(rows.filter(maySample).map(({ url }) => templateId(run.jobId, urlHost(url))));
  return ids.size === 0 ? new Map() : ports.templates.getMany([...ids]);
}

async function readVisits(ports: StagePorts, files: StageFiles): Promise<VisitRows[]> {
  const scraped = await ports.files.read('scrape', needFile(files, 'scrape'));
  // If nothing could be read, the later stages were not called and have no file.
  const column = async <S extends keyof StageFiles>(stage: S): Promise<StageRows[S][]> => {
    const key = files[stage];
    return key === undefined ? [] : ports.files.read(stage, key);
  };
  const [parsed, classes, changes, prices] = await Promise.all([
    column('parse'),
    column('classify'),
    column('detect-change'),
    column('track-price'),
  ]);
  return scraped.map((scrape, index) => ({
    scrape,
    index,
    parse: parsed[index] ?? null,
    classify: classes[index] ?? null,
    change: changes[index] ?? null,
    price: prices[index] ?? null,
  }));
}
