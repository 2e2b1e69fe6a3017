// What the walk over a page knows at the element it has come to: drafts are collected from it, and kept in it.
import type { Element, Text } from 'domhandler';
import type { GroupFinder } from './page-group.ts';
import type { Region } from './page-region.ts';
import type { PageScan } from './page-scan.ts';

export type Mutable<T> = { -readonly [K in keyof T]: T[K] };

export interface WalkState {
  readonly scan: Mutable<PageScan>;
  readonly groups: GroupFinder;
  /** Elements by their `id`. */
  readonly ids: Map<string, Element>;
  /** Elements that act as buttons without being one, with their place. */
  readonly buttons: Map<Element, number>;
  /** Elements entered so far: the place of this one in the document. */
  readonly order: number;
  readonly region: Region;
  /** The open link's element and the text read in it so far. */
  link: Element | undefined;
  linkText: string;
  /** Nothing here is shown. */
  readonly hidden: boolean;
  readonly linksFull: boolean;
  price(node: Text | Element): void;
  /** Text of an element that has just been closed. */
  textOfClosed(element: Element): string;
}
