// The id of a price point: `<pageId>:<order>`, with the order of the visit that saw the price. A run that reads stored versions
// again writes many of a page: its own order, then the version, or the order of the point that is written anew.
export function pricePointId(pageId: string, order: number): string {
  return `${pageId}:${order}`;
}

export function versionPointId(pageId: string, order: number, v: number): string {
  return `${pageId}:${order}:v${v}`;
}

export function rewrittenPointId(pageId: string, order: number, pointId: string): string {
  return `${pageId}:${order}:${pointId.slice(pageId.length + 1)}`;
}
