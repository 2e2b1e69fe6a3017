// Rows of a job's history, page by page: the order of the rows is kept, pages come in the order of their first row.
export function byPage<Row extends { readonly pageId: string }>(rows: readonly Row[]): Row[][] {
  const pages = new Map<string, Row[]>();
  for (const row of rows) {
    const list = pages.get(row.pageId);
    if (list === undefined) pages.set(row.pageId, [row]);
    else list.push(row);
  }
  return [...pages.values()];
}
