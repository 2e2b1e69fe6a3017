// The kind of a page within its site, such as product page or article: pages of one kind come from one template and are
// noisy in the same places. It is judged by how alike two pages are built; page type and address only set how alike they
// have to be. Addresses alone say too little: some sites have a path of its own for each page, others one for all.
import { pathShape } from '../reading/page/path-shape.ts';
import { likeness } from './skeleton.ts';

export interface PageKind {
  readonly skeleton: string;
  readonly pageType: string;
  readonly shape: string;
}

/**
 * Least likeness of two pages of one kind, by how many of page type and path shape differ. Measured on pages of real sites:
 * one template 0.65 to 1; two templates up to 0.25, but 0.67 where a large menu is most of both pages.
 */
const LEAST_LIKENESS = [0.55, 0.75, 0.9] as const;

/** Null for a page that was parsed before skeletons were kept. */
export function kindOf(page: {
  readonly skeleton: string | undefined;
  readonly pageType: string | undefined;
  readonly url: string;
}): PageKind | null {
  const { skeleton, pageType = 'other', url } = page;
  return skeleton === undefined ? null : { skeleton, pageType, shape: pathShape(url) };
}

export function isSameKind(one: PageKind, other: PageKind): boolean {
  const differing = Number(one.pageType !== other.pageType) + Number(one.shape !== other.shape);
  return likeness(one.skeleton, other.skeleton) >= (LEAST_LIKENESS[differing] ?? 1);
}
