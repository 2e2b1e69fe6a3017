// What of a body that was read again becomes part of a page.
import type { ReadFormat } from '../page/page-features.ts';
import type { FieldValue } from '../page/parsed-page.ts';

export type { FieldValue } from '../page/parsed-page.ts';

export interface ParsedPageText {
  readonly title: string;
  readonly textHash: string;
  readonly fields: readonly FieldValue[];
  readonly lang: string;
  readonly textLength: number;
  readonly lostPart?: true;
  readonly format: ReadFormat;
}
