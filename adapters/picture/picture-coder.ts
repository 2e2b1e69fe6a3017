// Pictures of pages by libvips. It is loaded with the first picture: a stack that takes none does not pay for it.
import type sharp from 'sharp';
import type { PictureCoder } from '../../domain/page/picture-coder.ts';

/**
 * Of 0 to 6. A page of 1280 × 6,672 px with 72 cards takes 315 ms and 82 kB at 1; a higher one saves some percent for several
 * times the CPU.
 */
const EFFORT = 1;
/** Of 1 to 100: a page of text takes some 30 kB, and stays sharp. */
const MAIL_QUALITY = 80;

type Sharp = typeof sharp;

export function createPictureCoder(): PictureCoder {
  let loaded: Promise<Sharp> | null = null;
  const load = (): Promise<Sharp> => {
    loaded ??= loadSharp();
    return loaded;
  };
  return {
    async toWebp(png) {
      const sharp = await load();
      return sharp(png).webp({ lossless: true, effort: EFFORT }).toBuffer();
    },
    async pixelsOf(webp) {
      const sharp = await load();
      const { data, info } = await sharp(webp).ensureAlpha().raw().toBuffer({ resolveWithObject: true });
      return { data, width: info.width, height: info.height };
    },
    async cutOut(webp, { top, height, width }) {
      const sharp = await load();
      const { width: whole, height: there } = await sharp(webp).metadata();
      const from = Math.min(top, there - 1);
      return sharp(webp)
        .extract({ left: 0, top: from, width: whole, height: Math.min(height, there - from) })
        .resize({ width })
        .png({ palette: true, quality: MAIL_QUALITY })
        .toBuffer();
    },
  };
}

/** One thread, and nothing remembered: a worker has other work, and no picture comes twice. */
async function loadSharp(): Promise<Sharp> {
  const { default: sharp } = await import('sharp');
  sharp.concurrency(1);
  sharp.cache(false);
  return sharp;
}
