// Compares two pictures beside the page: a high one takes seconds, in which the screen would not answer.
import { comparePictures } from '../../domain/change/picture/compare-pictures.ts';
import { describePicture } from '../../domain/change/picture/describe-picture.ts';
import type { Pixels } from '../../domain/change/picture/pixels.ts';
import type { ComparedPictures, PicturesToCompare } from './compared-pictures.ts';

addEventListener('message', ({ data }: MessageEvent<PicturesToCompare>) => {
  const compared = comparePictures(pixelsOf(data.before), pixelsOf(data.after));
  const answer: ComparedPictures = { words: describePicture(compared), regions: compared.regions };
  postMessage(answer);
});

function pixelsOf(picture: ImageBitmap): Pixels {
  const { width, height } = picture;
  const drawing = new OffscreenCanvas(width, height).getContext('2d', { willReadFrequently: true });
  if (drawing === null) throw new Error('This browser draws nothing beside the page.');
  drawing.drawImage(picture, 0, 0);
  const { data } = drawing.getImageData(0, 0, width, height);
  return { width, height, data: new Uint8Array(data.buffer) };
}
