// Pictures of scenes by the real browser, decoded, with the boxes of what is marked in them.
import { chromium, type Page } from 'playwright-core';
import { PNG } from 'pngjs';
import type { Pixels } from '../../../domain/change/picture/pixels.ts';
import type { Rectangle } from '../../../domain/web/fetch/page-picture.ts';
import { findRenderers } from '../../support/browser/find-chromium.ts';
import { photo } from './pages.ts';
import type { Compressed, Scene } from './scenes.ts';

export interface Picture extends Pixels {
  readonly truths: readonly Rectangle[];
  readonly ignored: readonly Rectangle[];
}

export interface Shots {
  readonly scene: Scene;
  readonly before: Picture;
  readonly after: Picture;
  readonly second?: Picture | undefined;
}

const WIDTH = 1_280;
const HEIGHT = 800;

export interface Photographer {
  readonly compressed: Compressed;
  take(scene: Scene): Promise<Shots>;
  close(): Promise<void>;
}

export async function openPhotographer(): Promise<Photographer> {
  const [[, executablePath] = ['', '']] = findRenderers();
  const browser = await chromium.launch({
    executablePath,
    headless: true,
    ignoreDefaultArgs: ['--hide-scrollbars'],
    args: ['--no-sandbox'],
  });
  const page = await browser.newPage({ viewport: { width: WIDTH, height: HEIGHT } });
  const qualities = new Map<number, string>();
  for (const quality of [92, 80]) qualities.set(quality, await compress(page, quality));
  return {
    compressed: (quality) => qualities.get(quality) ?? '',
    async take(scene) {
      const { ignore } = scene;
      const before = await look(page, scene.before, ignore);
      const after = await look(page, scene.after, ignore);
      if (scene.second === undefined) return { scene, before, after };
      return { scene, before, after, second: await look(page, scene.second, ignore) };
    },
    close: () => browser.close(),
  };
}

async function compress(page: Page, quality: number): Promise<string> {
  await page.setContent(`<body style="margin:0">${photo(3)}`);
  const clip = { x: 0, y: 0, width: 420, height: 300 };
  const bytes = await page.screenshot({ type: 'jpeg', quality, clip });
  return `data:image/jpeg;base64,${bytes.toString('base64')}`;
}

async function look(
  page: Page,
  { html, hover, focus, cut }: Scene['before'],
  ignore?: string,
): Promise<Picture> {
  await page.setViewportSize({ width: WIDTH, height: cut ?? HEIGHT });
  await page.mouse.move(1, 1);
  await page.setContent(html);
  if (hover !== undefined) await page.hover(hover);
  if (focus !== undefined) await page.focus(focus);
  const bytes = await page.screenshot({ fullPage: cut === undefined, caret: 'initial' });
  const { width, height, data } = PNG.sync.read(bytes);
  const picture = { width, height, data: new Uint8Array(data.buffer, data.byteOffset, data.length) };
  const marked = await boxesOf(page, '[data-truth]');
  const ignored = ignore === undefined ? [] : await boxesOf(page, ignore);
  return {
    ...picture,
    truths: marked.map(({ ink, ...box }) => (ink ? drawnIn(picture, box) : box)),
    ignored,
  };
}

async function boxesOf(page: Page, selector: string): Promise<(Rectangle & { readonly ink: boolean })[]> {
  const script = `[...document.querySelectorAll(${JSON.stringify(selector)})].map((one) => {
    const { left: x, top: y, width, height } = one.getBoundingClientRect();
    return { x, y: y + scrollY, width, height, ink: one.dataset.truth === 'ink' };
  })`;
  return page.evaluate(script);
}

/** The smallest rectangle around what differs from the left upper corner of a box. */
function drawnIn({ width, data }: Pixels, box: Rectangle): Rectangle {
  const [left, top] = [Math.floor(box.x), Math.floor(box.y)];
  const at = (x: number, y: number): string =>
    data.subarray((y * width + x) * 4, (y * width + x) * 4 + 3).join();
  const ground = at(left, top);
  const drawn: [number, number][] = [];
  for (let y = top; y < box.y + box.height; y += 1)
    for (let x = left; x < box.x + box.width; x += 1) if (at(x, y) !== ground) drawn.push([x, y]);
  const [xs, ys] = [drawn.map(([x]) => x), drawn.map(([, y]) => y)];
  const [x, y] = [Math.min(...xs), Math.min(...ys)];
  return { x, y, width: Math.max(...xs) - x + 1, height: Math.max(...ys) - y + 1 };
}
