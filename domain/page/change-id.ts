// The id of a change: `<pageId>:<v>`, with the version of the page that the change made.
const CHANGE_ID = /^([^:]+:[^:]+):(\d+)$/;

export function changeId(pageId: string, v: number): string {
  return `${pageId}:${v}`;
}

/** Null for the id of a page, and for anything else. */
export function parseChangeId(id: string): { readonly pageId: string; readonly v: number } | null {
  const [, pageId, v] = CHANGE_ID.exec(id) ?? [];
  return pageId === undefined ? null : { pageId, v: Number(v) };
}
