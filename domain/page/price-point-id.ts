// The id of a price point: `<pageId>:<order>`, with the order of the visit that saw the price.
export function pricePointId(pageId: string, order: number): string {
  return `${pageId}:${order}`;
}
