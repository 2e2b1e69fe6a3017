// Groups rows of a job's history by page, in the order of each page's first row; rows keep their order.
export function byPage<Row extends { readonly pageId: string }>(rows: readonly Row[]): Row[][] {
  const pages = new Map<string, Row[]>();
  for (const row of rows) {
    const list = pages.get(row.pageId);
    if (list === undefined) pages.set(row.pageId, [row]);
    else list.push(row);
  }
  return [...pages.values()];
}
