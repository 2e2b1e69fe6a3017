import { describe, expect, it } from 'vitest';
import { PRODUCT_PAGE } from '../support/product-page.ts';
import { HTML, type PreviewScene, createPreviewScene } from './preview-scene.ts';

const URL = 'https://shop.example/socks/wool';
const SOURCE = { kind: 'pages', urls: [URL] };

interface Noticed {
  readonly jobId: string;
  readonly notices: readonly { code: string; pointer: string; detail: string; remedy: string }[];
}

async function send(
  { harness }: PreviewScene,
  method: 'POST' | 'PATCH',
  url: string,
  payload: object,
): Promise<Noticed> {
  const response = await harness.app.inject({ method, url, payload });
  expect(response.statusCode, response.body).toBeLessThan(300);
  return response.json();
}

function create(scene: PreviewScene, config: object): Promise<Noticed> {
  return send(scene, 'POST', '/v1/jobs', { config: { source: SOURCE, ...config } });
}

const gone = (): Promise<PreviewScene> =>
  createPreviewScene({ outcome: 'http-error', reason: 'not-found', status: 404 });
const product = (): Promise<PreviewScene> => createPreviewScene({ body: PRODUCT_PAGE, headers: HTML });

describe('a job whose page was looked at and has nothing to watch', () => {
  it('is told so when it is checked and when it is created', async () => {
    const scene = await gone();
    await scene.preview({ url: URL });
    const checked = await send(scene, 'POST', '/v1/jobs/validate', { config: { source: SOURCE } });
    const created = await create(scene, {});
    for (const { notices } of [checked, created])
      expect(notices).toEqual([
        {
          code: 'nothing-to-watch',
          pointer: '/config/source',
          detail: expect.stringContaining('404'),
          remedy:
            'Open the address in a browser and correct it: a page that is not there can not be watched.',
        },
      ]);
  });

  it('is told of a part that fits nothing and of an example that is nowhere on the page', async () => {
    const scene = await product();
    await scene.preview({ url: URL });
    const { notices } = await create(scene, {
      changes: { scope: { include: ['.nowhere'], exclude: [] } },
      fields: [{ name: 'colour', example: 'ultraviolet' }],
    });
    expect(notices.map(({ code, pointer }) => [code, pointer])).toEqual([
      ['nothing-to-watch', '/config/changes'],
      ['nothing-to-watch', '/config/fields'],
    ]);
    expect(notices[1]?.detail).toContain('“colour” is not on the page');
  });

  it('is told when it is changed to watch that', async () => {
    const scene = await product();
    const { jobId, notices } = await create(scene, {});
    expect(notices).toEqual([]);
    await scene.preview({ url: URL });
    const patch = { config: { changes: { scope: { include: ['.nowhere'], exclude: [] } } } };
    const changed = await send(scene, 'PATCH', `/v1/jobs/${jobId}`, patch);
    expect(changed.notices.map(({ code }) => code)).toEqual(['nothing-to-watch']);
  });

  it.each([
    ['nobody looked at it', {}, null],
    ['the look asked in another way', { fetch: { profile: 'browser' } }, {}],
    ['it has other pages', { source: { kind: 'pages', urls: [URL, 'https://shop.example/socks/silk'] } }, {}],
  ])('is told nothing where %s', async (_why, config, look) => {
    const scene = await gone();
    if (look !== null) await scene.preview({ url: URL, ...look });
    expect((await create(scene, config)).notices).toEqual([]);
  });

  it('is told nothing where Webloom itself could not look', async () => {
    const scene = await createPreviewScene({ outcome: 'failed', reason: 'timeout', retryable: true });
    await scene.preview({ url: URL });
    expect((await create(scene, {})).notices).toEqual([]);
  });
});
