// An API whose previews are real looks over a broker that answers by itself.
import { createPageLooker } from '../../activities/preview/look-at-page.ts';
import { type Answer, type DispatchScene, createDispatchScene } from '../support/dispatch-scene.ts';
import { createHarness, type Harness } from './harness.ts';

export const HTML = { 'content-type': 'text/html; charset=utf-8' };

export interface PreviewScene {
  readonly harness: Harness;
  readonly dispatch: DispatchScene;
  readonly preview: (
    body: object,
  ) => Promise<{ status: number; body: Record<string, unknown> & { readonly previewId: string } }>;
}

/** A real look over a broker that answers by itself; `inBrowser`: what a renderer answers; `others`: other addresses than the page's. */
export async function createPreviewScene(
  page: Answer,
  robots: Answer = { outcome: 'http-error', status: 404 },
  inBrowser: Answer = page,
  others: Readonly<Record<string, Answer>> = {},
): Promise<PreviewScene> {
  const dispatch = createDispatchScene(
    ({ kind, fetch, url }) => {
      if (kind === 'robots') return robots;
      return fetch.render === true ? { ...inBrowser, rendered: true } : (others[url] ?? page);
    },
    ['shop.example'],
  );
  const harness = await createHarness();
  const looker = createPageLooker(dispatch.ports);
  harness.look = (wanted, signal) => looker.look(wanted, signal);
  return {
    harness,
    dispatch,
    preview: async (payload) => {
      const response = await harness.app.inject({ method: 'POST', url: '/v1/preview', payload });
      return { status: response.statusCode, body: response.json() };
    },
  };
}
