// The addresses of the dashboard. Each screen is a part of its own that is loaded when it is opened. Filters,
// sort and cursor stand in the query of the address, as text: a screen reads them with `useSearch`.
import { createRootRoute, createRoute, lazyRouteComponent } from '@tanstack/react-router';
import { FailedScreen, LostScreen } from '../shell/lost.tsx';
import { Shell } from '../shell/shell.tsx';
import { asSearch } from './search.ts';

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
  screen('/', () => import('../overview/screen.tsx')),
  screen('/jobs', () => import('../job-list/screen.tsx')),
  screen('/jobs/new', () => import('../new-job/screen.tsx')),
  screen('/jobs/$jobId', () => import('../job/screen.tsx')),
  screen('/jobs/$jobId/edit', () => import('../new-job/edit-screen.tsx')),
  screen('/jobs/$jobId/$tab', () => import('../job/screen.tsx')),
  screen('/pages/$pageId', () => import('../page/screen.tsx')),
  screen('/runs', () => import('../run-list/screen.tsx')),
  screen('/runs/$runId', () => import('../run/screen.tsx')),
  screen('/changes', () => import('../change-list/screen.tsx')),
  screen('/changes/$changeId', () => import('../change/screen.tsx')),
  screen('/prices', () => import('../price-list/screen.tsx')),
  screen('/prices/compare', () => import('../price/compare-screen.tsx')),
  screen('/prices/$pageId', () => import('../price/screen.tsx')),
  screen('/alerts', () => import('../alert-list/screen.tsx')),
  screen('/alerts/$section', () => import('../alert-list/screen.tsx')),
  screen('/dead-letters', () => import('../dead-letter-list/screen.tsx')),
  screen('/schedules', () => import('../schedule-calendar/screen.tsx')),
  screen('/health', () => import('../health/screen.tsx')),
  screen('/agents', () => import('../agent-list/screen.tsx')),
  screen('/queues', () => import('../queue-list/screen.tsx')),
  screen('/hosts', () => import('../host-list/screen.tsx')),
  screen('/settings', () => import('../settings/screen.tsx')),
  screen('/settings/$section', () => import('../settings/screen.tsx')),
  screen('/deliveries', () => import('../delivery-list/screen.tsx')),
  screen('/audit', () => import('../audit/screen.tsx')),
  screen('/login', () => import('../login/screen.tsx')),
]);
