// The state of the walk at the element it has reached. Drafts are collected from this state and kept in its scan.
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
  /** Elements that act as buttons by role or class, with their place. */
  readonly buttons: Map<Element, number>;
  /** Number of elements entered so far, which is the place of the current element in the document. */
  readonly order: number;
  readonly region: Region;
  /** The open link's element and the text read in it so far. */
  link: Element | undefined;
  linkText: string;
  /** Whether the current element is hidden. */
  readonly hidden: boolean;
  readonly linksFull: boolean;
  price(node: Text | Element): void;
  /** Text of an element that has just been closed. */
  textOfClosed(element: Element): string;
}
