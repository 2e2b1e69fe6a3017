// The id of a change: `<pageId>:<v>`, with the version of the page that the change made; `<pageId>:<v>.<n>` when it is
// one of several, numbered from 1.
const CHANGE_ID = /^([^:]+:[^:]+):(\d+)(?:\.\d{3})?$/;

export function changeId(pageId: string, v: number, n?: number): string {
  return n === undefined ? `${pageId}:${v}` : `${pageId}:${v}.${String(n).padStart(3, '0')}`;
}

/** Null for the id of a page, and for anything else. */
export function parseChangeId(id: string): { readonly pageId: string; readonly v: number } | null {
  const [, pageId, v] = CHANGE_ID.exec(id) ?? [];
  return pageId === undefined ? null : { pageId, v: Number(v) };
}
