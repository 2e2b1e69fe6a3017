// The verdict on a visit of a page whose picture is watched. What its text says decides nothing, but for a page that is a wall.
import type { BlockChange, ChangeVerdict, PictureChange, Severity } from './change.ts';
import type { PictureFacts } from '../web/fetch/page-picture.ts';
import type { JudgedPictures } from './picture/judge-pictures.ts';
import { describePicture } from './picture/describe-picture.ts';
import { hasLostPlaces, type PictureRules, unknownSelectors } from './picture/picture-rules.ts';
import { BARE_WALLS } from './detect.ts';
import { counted } from '../system/counted.ts';

export interface PictureLook {
  /** Kind of wall that the page is, or null. */
  readonly wall: string | null;
  /** Null: there is no stored version. Its picture is absent where none was kept. */
  readonly stored: { readonly picture?: PictureFacts | undefined } | null;
  readonly picture: PictureFacts | undefined;
  /** Why there is none. */
  readonly fault?: string | undefined;
  /** Both pictures have the same bytes. */
  readonly isSame: boolean;
  readonly rules: PictureRules;
}

/** Most regions that are kept of a change; all are counted. */
const MAX_KEPT_REGIONS = 50;
/** Share of the picture from which on a change is a large one. */
const MAJOR_SHARE = 0.25;
const NOTHING_HELD: readonly BlockChange[] = [];

/** What can be said without a pixel being looked at; null: the pictures have to be compared. */
export function judgeLook(look: PictureLook): ChangeVerdict | null {
  const { wall, stored, picture, fault, rules } = look;
  // A page of pictures alone is one to watch here, so bare pages are none.
  if (wall !== null && !BARE_WALLS.has(wall))
    return { verdict: 'unjudged', step: 'wall', reason: `the page is a wall: ${wall}` };
  if (picture === undefined)
    return unseen(`no picture could be taken: ${fault ?? 'no browser opened the page'}`);
  if (stored === null) return first(look);
  if (stored.picture === undefined) return accepted('the first picture of this page');
  const unknown = unknownSelectors(rules, stored.picture.boxes);
  const wasLost = unknown.length === 0 && hasLostPlaces(rules, stored.picture.boxes);
  if (hasLostPlaces(rules, picture.boxes) && !wasLost)
    return { verdict: 'unjudged', step: 'part', reason: 'the watched place is not in the picture' };
  if (unknown.length > 0) return accepted(`where these stand was not known before: ${unknown.join(', ')}`);
  if (look.isSame)
    return {
      verdict: 'unchanged',
      step: 'picture',
      reason: 'the picture is the same',
      suppressed: NOTHING_HELD,
    };
  if (isDrawnOtherwise(stored.picture, picture))
    return accepted('another browser or other fonts drew this picture, so what differs is not told');
  return null;
}

function first({ rules, picture }: PictureLook): ChangeVerdict {
  const isLost = hasLostPlaces(rules, picture?.boxes);
  const reason = `first look at this page${isLost ? '; the watched place is not in its picture yet' : ''}`;
  return { verdict: 'first', step: 'first', reason };
}

function unseen(reason: string): ChangeVerdict {
  return { verdict: 'unjudged', step: 'picture', reason };
}

function accepted(reason: string): ChangeVerdict {
  return { verdict: 'unchanged', step: 'picture', reason, suppressed: NOTHING_HELD, accepts: true };
}

function isDrawnOtherwise(before: PictureFacts, after: PictureFacts): boolean {
  return before.by !== undefined && after.by !== undefined && before.by !== after.by;
}

/** Null: the pictures could not be compared. */
export function judgeComparison(judged: JudgedPictures | null): ChangeVerdict {
  if (judged === null) return unseen('the pictures could not be compared in time');
  const { comparison, noise } = judged;
  const { regions, same, share } = comparison;
  const quiet = noise.length === 0 ? '' : `; ${movingText(noise.length)}`;
  if (regions.length === 0) {
    const reason = `nothing differs that can be seen${quiet}`;
    return { verdict: 'unchanged', step: 'picture', reason, suppressed: NOTHING_HELD };
  }
  const summary = describePicture(comparison);
  if (same) {
    const reason = `${summary}: less than the job asks for${quiet}`;
    return { verdict: 'unchanged', step: 'picture-share', reason, suppressed: NOTHING_HELD };
  }
  const severity: Severity = share >= MAJOR_SHARE ? 'major' : 'notable';
  const change = {
    kind: 'picture',
    severity,
    summary,
    blocks: [],
    fields: [],
    picture: keptOf(judged),
  } as const;
  return {
    verdict: 'changed',
    step: 'picture',
    change,
    reason: `the picture differs${quiet}`,
    suppressed: NOTHING_HELD,
  };
}

function movingText(places: number): string {
  return `${counted(places, 'place')} that ${places === 1 ? 'moves by itself is' : 'move by themselves are'} left out`;
}

function keptOf({ comparison: { share, regions, added, removed } }: JudgedPictures): PictureChange {
  return {
    share,
    count: regions.length,
    regions: regions.slice(0, MAX_KEPT_REGIONS),
    added: added.slice(0, MAX_KEPT_REGIONS),
    removed: removed.slice(0, MAX_KEPT_REGIONS),
  };
}
