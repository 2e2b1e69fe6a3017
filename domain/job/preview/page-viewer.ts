// Port: what a preview asks of a fetched body beside the parse pass. Foreign bytes are read in a thread that can be killed.
import type { PlaceRules } from '../../reading/part/page-places.ts';
import type { PageTable } from '../../reading/content/page-tables.ts';
import type { InertPage } from '../../reading/content/inert-page.ts';
import type { SitemapKind } from '../../web/sitemap/document.ts';
import type { NotedAnswer } from '../../web/fetch/noted-answer.ts';
import type { OwnJson, WantedInJson } from './find-own-json.ts';
import type { PageDeclared } from './page-declared.ts';
import type { PageOutline } from './page-outline.ts';
import type { PartRequest, PickedPart } from './pick-part.ts';
import type { FoundField, WantedField } from '../../config/selector/wanted-field.ts';

export interface ViewedBody {
  readonly url: string;
  readonly contentType: string;
  readonly body: Uint8Array;
}

export interface PageViews {
  readonly declared: PageDeclared;
  readonly copy: InertPage;
  readonly outline: PageOutline;
  readonly part: PickedPart;
  readonly fields: readonly FoundField[];
  readonly json: OwnJson;
  readonly content: ViewedContent;
  readonly entries: NamedEntries;
}

/** What a page says, in forms that programs read. */
export interface ViewedContent {
  readonly markdown: string;
  /** Of an article its text, a paragraph a line; null: the lines of the page's body are its text. */
  readonly lines: readonly string[] | null;
  readonly links: readonly { readonly url: string; readonly text: string }[];
  /** Empty unless they were asked for. */
  readonly tables: readonly PageTable[];
  /** The body as text. */
  readonly source: string;
  /** It is longer. */
  readonly cut: boolean;
}

/** What a sitemap or feed names. */
export interface NamedEntries {
  /** Null: it is neither. */
  readonly kind: SitemapKind | null;
  readonly locs: readonly string[];
  /** It names more. */
  readonly cut: boolean;
}

export interface ContentRequest {
  readonly view: 'content';
  /** With its frame. */
  readonly whole: boolean;
  /** The page was understood as an article: what does not belong to its text is left out, unless the whole page is wanted. */
  readonly article?: boolean;
  readonly tables?: boolean;
}

export type ViewRequest =
  | { readonly view: 'declared' }
  /** `marks`: texts that are marked in it. `places`: body and frame are told apart in it by these rules. */
  | { readonly view: 'copy'; readonly marks?: readonly string[]; readonly places?: PlaceRules | undefined }
  /** `places`: null where nothing has a frame. */
  | { readonly view: 'outline'; readonly places?: PlaceRules | null }
  | { readonly view: 'part'; readonly part: PartRequest }
  /** Fields without a selector, searched for as a run does when it ends. */
  | { readonly view: 'fields'; readonly fields: readonly WantedField[] }
  | ContentRequest
  | { readonly view: 'entries'; readonly most: number }
  /** What is wanted of the page, looked for in the JSON that it got and in that of its scripts. */
  | { readonly view: 'json'; readonly wanted: WantedInJson; readonly answers: readonly NotedAnswer[] };

export interface PageViewer {
  /** Null when the page can not be read, or not in time. */
  view<Kind extends ViewRequest['view']>(
    body: ViewedBody,
    request: Extract<ViewRequest, { view: Kind }>,
  ): Promise<PageViews[Kind] | null>;
}
