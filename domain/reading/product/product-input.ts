// What the facts of a product are taken from: the scanned page and what its markup says.
import type { PageData } from '../markup/page-data.ts';
import type { PageMetadata } from '../markup/page-metadata.ts';
import type { HeadingDraft, PageScan } from '../scan/page-scan.ts';
import type { PageIdentity } from './product-node.ts';

export interface ProductInput {
  readonly scan: PageScan;
  readonly data: PageData;
  readonly metadata: PageMetadata;
  readonly identity: PageIdentity;
  /** The main heading, undefined when there is none. */
  readonly heading: HeadingDraft | undefined;
  readonly isKnown: boolean;
}
