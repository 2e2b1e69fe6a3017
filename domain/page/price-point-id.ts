// The id of a price point: `<pageId>:<order>`, with the order of the visit that saw the price.
export function pricePointId(pageId: string, order: number): string {
  return `${pageId}:${order}`;
}

/** The order of the visit that saw the price. */
export function pricePointOrder(id: string): number {
  return Number(id.slice(id.lastIndexOf(':') + 1));
}
