// What of a body that was read again becomes part of a page.
import type { ReadFormat } from '../../reading/page/page-features.ts';
import type { FieldValue } from '../../reading/page/parsed-page.ts';

export type { FieldValue } from '../../reading/page/parsed-page.ts';

export interface ParsedPageText {
  readonly title: string;
  readonly textHash: string;
  readonly fields: readonly FieldValue[];
  readonly lang: string;
  readonly textLength: number;
  readonly lostPart?: true;
  readonly format: ReadFormat;
}
