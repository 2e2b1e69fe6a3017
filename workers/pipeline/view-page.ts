// What a viewer thread does with a body: decodes it and reads what was asked for.
import { bodyFormat } from '../../domain/reading/content/body-format.ts';
import { type InertPage, inertPage, inertText } from '../../domain/reading/content/inert-page.ts';
import { decodeText } from '../../domain/web/fetch/charset.ts';
import { findOwnJson } from '../../domain/job/preview/find-own-json.ts';
import { pageDeclared } from '../../domain/job/preview/page-declared.ts';
import { pageOutline } from '../../domain/job/preview/page-outline.ts';
import type { PageViews, ViewRequest, ViewedBody } from '../../domain/job/preview/page-viewer.ts';
import { inferSelectors, toSelectorPage } from '../../domain/config/selector/infer-selectors.ts';
import { pagePlaces } from '../../domain/reading/part/page-places.ts';
import { viewContent } from './view-content.ts';
import { viewEntries } from './view-entries.ts';
import { pickPart } from '../../domain/job/preview/pick-part.ts';

export interface ViewTask {
  readonly page: ViewedBody;
  readonly request: ViewRequest;
}

export function viewPage({ page, request }: ViewTask): PageViews[ViewRequest['view']] {
  const { url, contentType, body } = page;
  // It may be packed, and is unpacked with a limit.
  if (request.view === 'entries') return viewEntries(page, request.most);
  const { text, charset } = decodeText(body, contentType);
  switch (request.view) {
    case 'declared':
      return pageDeclared(text, contentType, url);
    case 'copy':
      return bodyFormat(contentType, text) === 'html' ? copyOf(text, request) : inertText(text);
    case 'outline':
      return pageOutline(text, request.places);
    case 'fields':
      return inferSelectors([toSelectorPage(text, url)], request.fields);
    case 'json':
      return findOwnJson({ text, contentType, url, charset }, request);
    case 'content':
      return viewContent({ text, contentType, url }, request);
    case 'part':
      return pickPart({ text, contentType, url, charset }, request.part);
  }
}

function copyOf(text: string, { marks, places }: Extract<ViewRequest, { view: 'copy' }>): InertPage {
  return inertPage(text, { marks, places: places === undefined ? undefined : pagePlaces(text, places) });
}
