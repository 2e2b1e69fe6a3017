// What a picture of a page shows.
import sharp from 'sharp';
import { hasher } from '../../../adapters/clock/ids.ts';
import type { PagePicture } from '../../../domain/web/fetch/page-picture.ts';

/** Digest of them: a difference of millions of numbers is nothing to read. */
export async function pixelsOf(picture: Pick<PagePicture, 'png'> | undefined): Promise<string> {
  return hasher.sha256(await sharp(picture?.png).removeAlpha().raw().toBuffer());
}

export async function colourAt(taken: PagePicture | undefined, left: number, top: number): Promise<number[]> {
  const pixel = await sharp(taken?.png)
    .extract({ left, top, width: 1, height: 1 })
    .removeAlpha()
    .raw()
    .toBuffer();
  return [...pixel];
}
