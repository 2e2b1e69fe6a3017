// Other ways to tell whether two pictures differ. pixelmatch is the library; the two others stand for programs whose rule is written
// down here: the picture mode of changedetection.io 0.60.10 (its processor `image_ssim_diff`, read in the package), and what that mode is
// named after, the structural similarity of grey pictures below 0.96.
import pixelmatch from 'pixelmatch';
import type { Pixels } from '../../domain/change/picture/pixels.ts';

export interface Peer {
  readonly name: string;
  readonly isChanged: (before: Pixels, after: Pixels) => boolean;
}

const MIN_SHARE = 0.001;
/** OpenCV's kernel for the deviation of 3 that is the default there. */
const BLUR = { deviation: 3, radius: 9 };
const MIN_PER_CENT = 1;
const MIN_LIKENESS = 0.96;
/** The side of the squares that scikit-image compares. */
const WINDOW = 7;
const [LOW, HIGH] = [(0.01 * 255) ** 2, (0.03 * 255) ** 2];

/** Another size is a change there. */
function pixelmatchShare(before: Pixels, after: Pixels): number {
  if (before.width !== after.width || before.height !== after.height) return 1;
  const { width, height } = before;
  return pixelmatch(before.data, after.data, undefined, width, height, { threshold: 0.1 }) / (width * height);
}

/** Both grey and blurred; any pixel that is not the same counts. A picture of another size is stretched. */
function blurredPerCent(before: Pixels, after: Pixels): number {
  const [one, two] = [blur(greyOf(before, after)), blur(greyOf(after, after))];
  let changed = 0;
  for (let at = 0; at < two.values.length; at += 1)
    if (Math.abs(Math.round(one.values[at] ?? 0) - Math.round(two.values[at] ?? 0)) > 0) changed += 1;
  return (changed / two.values.length) * 100;
}

interface Grey {
  readonly width: number;
  readonly height: number;
  readonly values: Float64Array;
}

/** The brightness of each pixel, stretched to the size of another picture. */
function greyOf({ width, height, data }: Pixels, size: Pixels): Grey {
  const values = new Float64Array(size.width * size.height);
  for (let y = 0, at = 0; y < size.height; y += 1) {
    const row = Math.min(height - 1, Math.floor((y * height) / size.height));
    for (let x = 0; x < size.width; x += 1, at += 1) {
      const from = (row * width + Math.min(width - 1, Math.floor((x * width) / size.width))) * 4;
      values[at] = Math.round(
        0.299 * (data[from] ?? 0) + 0.587 * (data[from + 1] ?? 0) + 0.114 * (data[from + 2] ?? 0),
      );
    }
  }
  return { width: size.width, height: size.height, values };
}

function blur(grey: Grey): Grey {
  const weights = Array.from({ length: 2 * BLUR.radius + 1 }, (_, at) =>
    Math.exp(-((at - BLUR.radius) ** 2) / (2 * BLUR.deviation ** 2)),
  );
  const sum = weights.reduce((total, one) => total + one, 0);
  const shares = weights.map((one) => one / sum);
  return blurLines(blurLines(grey, shares, 'across'), shares, 'down');
}

function blurLines({ width, height, values }: Grey, shares: readonly number[], way: 'across' | 'down'): Grey {
  const blurred = new Float64Array(values.length);
  const [step, count] = way === 'across' ? [1, width] : [width, height];
  const weights = Float64Array.from(shares);
  for (let at = 0; at < values.length; at += 1) {
    const place = way === 'across' ? at % width : Math.floor(at / width);
    const isInner = place >= BLUR.radius && place < count - BLUR.radius;
    let value = 0;
    for (let index = 0; index < weights.length; index += 1) {
      const there = place + index - BLUR.radius;
      const kept = isInner ? there : Math.min(count - 1, Math.max(0, there));
      value += (weights[index] ?? 0) * (values[at + (kept - place) * step] ?? 0);
    }
    blurred[at] = value;
  }
  return { width, height, values: blurred };
}

/** Mean over all squares, as `skimage.metrics.structural_similarity` computes it for bytes. */
function likeness(before: Pixels, after: Pixels): number {
  const [one, two] = [greyOf(before, after), greyOf(after, after)];
  const [x, y] = [squareMeans(one, one.values), squareMeans(one, two.values)];
  const xx = squareMeans(one, multiplied(one.values, one.values));
  const yy = squareMeans(one, multiplied(two.values, two.values));
  const xy = squareMeans(one, multiplied(one.values, two.values));
  const spread = (WINDOW * WINDOW) / (WINDOW * WINDOW - 1);
  let total = 0;
  for (let at = 0; at < x.length; at += 1) {
    const mx = x[at] ?? 0;
    const my = y[at] ?? 0;
    const varied = spread * ((xx[at] ?? 0) - mx * mx + (yy[at] ?? 0) - my * my);
    const both = spread * ((xy[at] ?? 0) - mx * my);
    total += ((2 * mx * my + LOW) * (2 * both + HIGH)) / ((mx * mx + my * my + LOW) * (varied + HIGH));
  }
  return x.length === 0 ? 1 : total / x.length;
}

function multiplied(one: Float64Array, other: Float64Array): Float64Array {
  return one.map((value, at) => value * (other[at] ?? 0));
}

/** The mean of each square, by its left upper corner, from sums over all that lies above and left of a pixel. */
function squareMeans({ width, height }: Grey, values: Float64Array): Float64Array {
  const stride = width + 1;
  const above = new Float64Array(stride * (height + 1));
  for (let y = 1; y <= height; y += 1) {
    let row = 0;
    for (let x = 1; x <= width; x += 1) {
      row += values[(y - 1) * width + x - 1] ?? 0;
      above[y * stride + x] = row + (above[(y - 1) * stride + x] ?? 0);
    }
  }
  const [across, down] = [Math.max(0, width - WINDOW + 1), Math.max(0, height - WINDOW + 1)];
  const means = new Float64Array(across * down);
  for (let y = 0, at = 0; y < down; y += 1)
    for (let x = 0; x < across; x += 1, at += 1) {
      const top = y * stride + x;
      const bottom = top + WINDOW * stride;
      const [right, left] = [bottom + WINDOW, top + WINDOW];
      const sum = (above[right] ?? 0) - (above[left] ?? 0) - (above[bottom] ?? 0) + (above[top] ?? 0);
      means[at] = sum / (WINDOW * WINDOW);
    }
  return means;
}

export const PIXELMATCH: Peer = {
  name: 'pixelmatch 8.0.0, more than 0.1 %',
  isChanged: (before, after) => pixelmatchShare(before, after) > MIN_SHARE,
};

export const PEERS: readonly Peer[] = [
  PIXELMATCH,
  {
    name: 'picture mode of changedetection.io 0.60.10 (rule)',
    isChanged: (before, after) => blurredPerCent(before, after) > MIN_PER_CENT,
  },
  {
    name: 'structural similarity below 0.96',
    isChanged: (before, after) => likeness(before, after) < MIN_LIKENESS,
  },
];
