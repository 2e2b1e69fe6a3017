// Price histories for charts: of one page, of several side by side, and the list of priced products.
import { WebloomError } from '../../domain/system/errors.ts';
import { workspaceOf } from '../http/caller.ts';
import { findOwnPage, findPage } from '../query/find-row.ts';
import { checkWindow, readSeries } from '../query/price/price-series.ts';
import { listProducts } from '../answer/priced-products.ts';
import type { ApiPorts } from '../ports.ts';
import { pageParams } from '../schemas/page.ts';
import {
  compareQuery,
  priceComparison,
  priceSeries,
  productList,
  productQuery,
  seriesQuery,
} from '../schemas/price-series.ts';
import type { ApiServer } from '../http/server-type.ts';
import { toComparison, toPriceSeries } from '../views/price-series-view.ts';

const TAGS = ['prices'];

export function registerPriceSeries(app: ApiServer, ports: ApiPorts): void {
  app.get(
    '/v1/pages/:pageId/prices/series',
    { schema: { tags: TAGS, params: pageParams, querystring: seriesQuery, response: { 200: priceSeries } } },
    async (request) => {
      checkWindow(request.query);
      const page = await findPage(ports, request.params.pageId);
      const series = toPriceSeries(await readSeries(ports, page), request.query, ports.clock.now());
      if (series !== null) return series;
      throw new WebloomError('not-found', `No price of ${page.url} is stored.`, {
        facts: { pageId: page._id },
      });
    },
  );
  app.get(
    '/v1/prices/compare',
    { schema: { tags: TAGS, querystring: compareQuery, response: { 200: priceComparison } } },
    async (request) => {
      const { pageIds, ...window } = request.query;
      checkWindow(window);
      const workspaceId = workspaceOf(request);
      const pages = await Promise.all(pageIds.map((id) => findOwnPage(ports, id, workspaceId)));
      const now = ports.clock.now();
      const all = await Promise.all(
        pages.map(async (page) => toPriceSeries(await readSeries(ports, page), window, now)),
      );
      const series = all.filter((one) => one !== null);
      const priced = new Set(series.map(({ pageId }) => pageId));
      return toComparison(
        series,
        pageIds.filter((pageId) => !priced.has(pageId)),
      );
    },
  );
  app.get(
    '/v1/prices/products',
    { schema: { tags: TAGS, querystring: productQuery, response: { 200: productList } } },
    async (request) => listProducts(ports, { ...request.query, workspaceId: workspaceOf(request) }),
  );
}
