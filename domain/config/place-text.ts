// Places of a picture as people type them: a CSS selector, or x,y,width,height in pixels, as in "40,610,210,48".
import type { PicturePlace } from '../change/picture/picture-rules.ts';

const RECTANGLE = /^\s*(\d+)\s*,\s*(\d+)\s*,\s*(\d+)\s*,\s*(\d+)\s*$/;

export function parsePlace(text: string): PicturePlace {
  const found = RECTANGLE.exec(text);
  if (found === null) return text.trim();
  const [x = 0, y = 0, width = 0, height = 0] = found.slice(1).map(Number);
  return { x, y, width, height };
}

export function placeText(place: PicturePlace): string {
  return typeof place === 'string' ? place : `${place.x},${place.y},${place.width},${place.height}`;
}
