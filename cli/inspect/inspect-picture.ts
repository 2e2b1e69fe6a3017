// `webloom inspect picture`: compares two pictures as a run does, and says what differs, where, and what was left out.
import { readFileSync } from 'node:fs';
import { createPictureCoder } from '../../adapters/picture/picture-coder.ts';
import { judgeComparison } from '../../domain/change/judge-look.ts';
import { judgePictures } from '../../domain/change/picture/judge-pictures.ts';
import { parsePlace } from '../../domain/config/place-text.ts';
import type { PictureRules } from '../../domain/change/picture/picture-rules.ts';
import type { Pixels } from '../../domain/change/picture/pixels.ts';
import { WebloomError } from '../../domain/system/errors.ts';
import { given } from '../../domain/system/given.ts';
import type { Rectangle } from '../../domain/web/fetch/page-picture.ts';
import { type CliContext, printJson } from '../context.ts';
import { describeInspection } from './describe-inspection.ts';

export interface PictureOptions {
  readonly pictureThreshold?: number;
  readonly picturePart?: readonly string[];
  readonly pictureWithout?: readonly string[];
}

/** `inputs`: files, the older picture first; a third one is a look some seconds before the second, to tell what moves by itself. */
export async function inspectPicture(
  context: CliContext,
  inputs: readonly string[],
  options: PictureOptions,
): Promise<void> {
  const [older, newer, seen] = inputs;
  if (older === undefined || newer === undefined)
    throw new WebloomError('validation', 'Name two pictures: webloom inspect picture before.png after.png');
  const pictures = [await readPicture(older), await readPicture(newer)] as const;
  const seenBefore = seen === undefined ? undefined : await readPicture(seen);
  const pair = { before: pictures[0], after: pictures[1], ...given({ seenBefore }) };
  const judged = judgePictures(pair, { rules: rulesOf(options), noise: [] });
  const verdict = judgeComparison(judged);
  const { added, removed, regions, share } = judged.comparison;
  const result = {
    verdict: verdict.verdict,
    reason: verdict.verdict === 'changed' ? verdict.change.summary : verdict.reason,
    percent: Math.round(share * 100_000) / 1_000,
    regions,
    added,
    removed,
    moving: judged.noise,
  };
  if (context.json) printJson(context, result);
  else context.out(describeInspection(context, 'picture', result));
}

/** A file has no elements, so a place is a rectangle here. */
function rulesOf({ pictureThreshold, picturePart, pictureWithout }: PictureOptions): PictureRules {
  return given({
    thresholdPercent: pictureThreshold,
    include: picturePart?.map(toRectangle),
    exclude: pictureWithout?.map(toRectangle),
  });
}

function toRectangle(text: string): Rectangle {
  const place = parsePlace(text);
  if (typeof place !== 'string') return place;
  throw new WebloomError(
    'validation',
    `"${text}" is no place of a picture file: write x,y,width,height, as in 40,610,210,48.`,
  );
}

async function readPicture(file: string): Promise<Pixels> {
  let bytes: Uint8Array;
  try {
    bytes = readFileSync(file);
  } catch (error) {
    throw new WebloomError('validation', `The picture ${file} can't be read: ${messageOf(error)}`);
  }
  try {
    return await createPictureCoder().pixelsOf(bytes);
  } catch (error) {
    throw new WebloomError(
      'validation',
      `${file} is no picture that can be read (PNG, WebP or JPEG): ${messageOf(error)}`,
    );
  }
}

function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
