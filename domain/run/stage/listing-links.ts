// A listing's own selectors for its items and its next page. They are read like fields, in the same parse
// pass, and then mark the links they select. Their names contain a blank, which no name of a user's field
// can.
import type { JobConfig } from '../../config/schema.ts';
import type { FieldRule } from '../../reading/part/field/field-rule.ts';
import type { ParsedPage, PageLink } from '../../reading/page/parsed-page.ts';
import { canonicalUrl } from '../../web/url/canonical.ts';

const ITEM = 'listing item';
const NEXT = 'listing next';

/**
 * The fields a listing adds to the job's own; none when items are recognised by the context of their links.
 */
export function listingFields(source: JobConfig['source']): FieldRule[] {
  if (source.kind !== 'listing') return [];
  const { itemSelector, nextSelector } = source;
  return [
    ...(itemSelector === undefined ? [] : [linkField(ITEM, itemSelector)]),
    ...(nextSelector === undefined ? [] : [linkField(NEXT, nextSelector)]),
  ];
}

function linkField(name: string, selector: string): FieldRule {
  return { name, many: true, locators: [{ kind: 'css', selector, attribute: 'href' }] };
}

/** The page with its links marked by the selectors, and without the added fields. */
export function markListing(page: ParsedPage, url: string): ParsedPage {
  const items = targetsOf(page, ITEM, url);
  const next = targetsOf(page, NEXT, url);
  if (items === null && next === null) return page;
  return {
    ...page,
    fields: page.fields.filter(({ name }) => name !== ITEM && name !== NEXT),
    links: page.links.map((link) => markNext(markItem(link, items), next)),
  };
}

/** URLs the selector matched; null: the listing has no such selector. */
function targetsOf(page: ParsedPage, name: string, url: string): Set<string> | null {
  const field = page.fields.find((each) => each.name === name);
  if (field === undefined) return null;
  const targets = (field.value ?? '').split('\n').map((href) => canonicalUrl(href, url));
  return new Set(targets.flatMap((target) => (target.ok ? [target.url] : [])));
}

function markItem(link: PageLink, items: Set<string> | null): PageLink {
  if (items === null) return link;
  if (items.has(link.url)) return { ...link, context: 'listing-item' };
  return link.context === 'listing-item' ? { ...link, context: 'main' } : link;
}

function markNext(link: PageLink, next: Set<string> | null): PageLink {
  if (next === null) return link;
  const { paging: _paging, ...rest } = link;
  return next.has(link.url) ? { ...rest, paging: 'next' } : rest;
}
