// Compares what a page looks like with its stored picture, where the job watches that.
import { containsContent } from '../../domain/system/blob/archive.ts';
import { contentKey } from '../../domain/system/blob/content-key.ts';
import type { BlobStore } from '../../domain/system/blob/blob-store.ts';
import { given } from '../../domain/system/given.ts';
import { judgeComparison, judgeLook } from '../../domain/change/judge-look.ts';
import type { ChangeVerdict } from '../../domain/change/change.ts';
import { joinedNoise } from '../../domain/change/picture/judge-pictures.ts';
import type { PictureRules } from '../../domain/change/picture/picture-rules.ts';
import type { KeptPicture, Page } from '../../domain/page/page.ts';
import type { PictureComparer } from '../../domain/page/picture-coder.ts';
import { pictureToSeeAgain } from '../../domain/run/chunk.ts';
import type { ChangeRow, ScrapeRow } from '../../domain/run/stage/stage-row.ts';
import type { PictureSlice } from '../../domain/run/pack-slice.ts';
import type { Rectangle } from '../../domain/web/fetch/page-picture.ts';
import { compressLarge } from '../compress-content.ts';
import { readBody } from '../pack/read-pack.ts';
import { readContent } from '../read-content.ts';
import type { StagePorts } from '../stage-ports.ts';

export interface PictureVisit {
  readonly scrape: ScrapeRow;
  readonly page: Page | undefined;
  /** Kind of wall that the page is, or null. */
  readonly wall: string | null;
  readonly rules: PictureRules;
  /** A change is told only if another look sees it too, so this picture may be asked for once more. */
  readonly looksTwice: boolean;
  /** Nothing is known, nor learned, to move by itself. */
  readonly takesAll: boolean;
}

export interface PicturePorts extends Pick<StagePorts, 'blobs' | 'log'> {
  /** Reads the pictures of stored versions. */
  readonly kept: Pick<BlobStore, 'get'>;
  readonly pictures: PictureComparer;
}

export async function judgePicture(ports: PicturePorts, visit: PictureVisit): Promise<ChangeRow> {
  const { scrape, page, wall, rules } = visit;
  const baseline = page?.baseline;
  const { picture, pictureFault } = scrape;
  const verdict = judgeLook({
    wall,
    stored: baseline === undefined ? null : given({ picture: baseline.picture }),
    picture,
    ...given({ fault: pictureFault }),
    isSame: isSamePicture(baseline?.picture, picture),
    rules,
  });
  if (verdict !== null || picture === undefined || baseline?.picture === undefined) return verdict;
  const pair = await readPair(ports, baseline.picture, picture);
  if (typeof pair === 'string') return gone(pair);
  if (scrape.lookAgain === 'noise') return learnFrom(ports, pair, baseline.pictureNoise);
  return compare(ports, visit, { ...pair, stored: baseline.picture, picture });
}

function isSamePicture(stored: KeptPicture | undefined, picture: PictureSlice | undefined): boolean {
  return stored !== undefined && picture !== undefined && containsContent(stored.key, picture.hash);
}

interface Pair {
  readonly before: Uint8Array;
  readonly after: Uint8Array;
}

/** In words what is gone, if something is. */
async function readPair(
  ports: PicturePorts,
  stored: KeptPicture,
  picture: PictureSlice,
): Promise<Pair | string> {
  const [before, after] = await Promise.all([
    readContent({ blobs: ports.kept, log: ports.log }, stored.key),
    readBody(ports.blobs, picture),
  ]);
  if (after === null) return 'its picture is gone before it was compared';
  return before === null ? 'the stored picture is gone' : { before, after };
}

/** A lost picture of this look is no reason to forget the stored one; where that is lost, this one takes its place. */
function gone(what: string): ChangeVerdict {
  if (!what.startsWith('the stored')) return { verdict: 'unjudged', step: 'picture', reason: what };
  return {
    verdict: 'unchanged',
    step: 'picture',
    reason: `${what}; this one takes its place`,
    suppressed: [],
    accepts: true,
  };
}

async function learnFrom(
  { pictures }: PicturePorts,
  { before, after }: Pair,
  known: readonly Rectangle[] = [],
): Promise<ChangeRow> {
  const learned = await pictures.learn(before, after);
  const reason =
    learned === null || learned.length === 0 ? 'nothing of it moves by itself' : placesText(learned.length);
  const noise = joinedNoise([...known, ...(learned ?? [])]);
  return { verdict: 'unchanged', step: 'picture', reason, suppressed: [], learned: [], pictureNoise: noise };
}

function placesText(places: number): string {
  return places === 1 ? 'one place of it moves by itself' : `${places} places of it move by themselves`;
}

interface Compared extends Pair {
  readonly stored: KeptPicture;
  readonly picture: PictureSlice;
}

async function compare(
  ports: PicturePorts,
  { scrape, page, rules, looksTwice, takesAll }: PictureVisit,
  { before, after, stored, picture }: Compared,
): Promise<ChangeRow> {
  const known = takesAll ? [] : (page?.baseline?.pictureNoise ?? []);
  const seenKey = pictureToSeeAgain(scrape.lookAgain);
  const seenBefore = seenKey === undefined ? null : await readContent(ports, contentKey(seenKey));
  const judged = await ports.pictures.judge(
    { before, after, ...given({ seenBefore: seenBefore ?? undefined }) },
    { rules, noise: known, ...given({ boxesBefore: stored.boxes, boxesAfter: picture.boxes }) },
  );
  const verdict = judgeComparison(judged);
  if (judged === null) return verdict;
  if (verdict.verdict !== 'changed')
    return { ...verdict, pictureNoise: joinedNoise([...known, ...judged.learned]) };
  if (looksTwice && scrape.lookAgain === undefined)
    await ports.blobs.put(contentKey(picture.hash), await compressLarge(after));
  return { ...verdict, pictureNoise: judged.noise };
}
