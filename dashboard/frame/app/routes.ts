// The addresses of the dashboard. Each screen is a part of its own that is loaded when it is opened. Filters,
// sort and cursor stand in the query of the address, as text: a screen reads them with `useSearch`.
import { createRootRoute, createRoute, lazyRouteComponent } from '@tanstack/react-router';
import { FailedScreen, LostScreen } from '../shell/lost.tsx';
import { Shell } from '../shell/shell.tsx';
import { asSearch } from '../../api/search.ts';

const root = createRootRoute({
  component: Shell,
  notFoundComponent: LostScreen,
  errorComponent: FailedScreen,
  validateSearch: asSearch,
});

type Load = Parameters<typeof lazyRouteComponent>[0];

function screen<const Path extends string>(path: Path, load: Load) {
  return createRoute({ getParentRoute: () => root, path, component: lazyRouteComponent(load, 'Screen') });
}

export const routeTree = root.addChildren([
  screen('/', () => import('../../operation/overview/screen.tsx')),
  screen('/jobs', () => import('../../job/job-list/screen.tsx')),
  screen('/jobs/new', () => import('../../job/new-job/screen.tsx')),
  screen('/jobs/import', () => import('../../job/import/screen.tsx')),
  screen('/jobs/read', () => import('../../job/read/screen.tsx')),
  screen('/jobs/$jobId', () => import('../../job/screen.tsx')),
  screen('/jobs/$jobId/edit', () => import('../../job/edit-job/screen.tsx')),
  screen('/jobs/$jobId/$tab', () => import('../../job/screen.tsx')),
  screen('/pages/$pageId', () => import('../../change/page/screen.tsx')),
  screen('/runs', () => import('../../run/run-list/screen.tsx')),
  screen('/runs/$runId', () => import('../../run/screen.tsx')),
  screen('/changes', () => import('../../change/change-list/screen.tsx')),
  screen('/changes/$changeId', () => import('../../change/screen.tsx')),
  screen('/prices', () => import('../../change/price-list/screen.tsx')),
  screen('/prices/compare', () => import('../../change/price/compare-screen.tsx')),
  screen('/prices/$pageId', () => import('../../change/price/screen.tsx')),
  screen('/alerts', () => import('../../alert/alert-list/screen.tsx')),
  screen('/alerts/$section', () => import('../../alert/alert-list/screen.tsx')),
  screen('/dead-letters', () => import('../../run/dead-letter-list/screen.tsx')),
  screen('/schedules', () => import('../../job/schedule-calendar/screen.tsx')),
  screen('/health', () => import('../../operation/health/screen.tsx')),
  screen('/agents', () => import('../../operation/agent-list/screen.tsx')),
  screen('/queues', () => import('../../operation/queue-list/screen.tsx')),
  screen('/hosts', () => import('../../operation/host-list/screen.tsx')),
  screen('/settings', () => import('../../settings/screen.tsx')),
  screen('/settings/$section', () => import('../../settings/screen.tsx')),
  screen('/deliveries', () => import('../../alert/delivery-list/screen.tsx')),
  screen('/audit', () => import('../../settings/audit/screen.tsx')),
  screen('/login', () => import('../login/screen.tsx')),
]);
