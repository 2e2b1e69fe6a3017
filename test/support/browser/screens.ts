// The screens of the dashboard by name, with the address of one that shows something of the demo's shop.
import type { ShopData } from './shop-data.ts';

export const SCREENS = {
  overview: () => '/',
  jobs: () => '/jobs',
  'new-job': () => '/jobs/new',
  job: ({ jobId }) => `/jobs/${jobId}`,
  'job-runs': ({ jobId }) => `/jobs/${jobId}/runs`,
  'job-pages': ({ jobId }) => `/jobs/${jobId}/pages`,
  'job-changes': ({ jobId }) => `/jobs/${jobId}/changes`,
  'job-prices': ({ jobId }) => `/jobs/${jobId}/prices`,
  'job-rules': ({ jobId }) => `/jobs/${jobId}/rules`,
  'job-fields': ({ jobId }) => `/jobs/${jobId}/fields`,
  'job-settings': ({ jobId }) => `/jobs/${jobId}/settings`,
  'job-versions': ({ jobId }) => `/jobs/${jobId}/versions`,
  page: ({ pricedPageId }) => `/pages/${encodeURIComponent(pricedPageId)}`,
  runs: () => '/runs',
  run: ({ runId }) => `/runs/${runId}`,
  changes: () => '/changes',
  change: ({ changeId }) => `/changes/${encodeURIComponent(changeId)}`,
  prices: () => '/prices',
  price: ({ pricedPageId }) => `/prices/${encodeURIComponent(pricedPageId)}`,
  alerts: () => '/alerts',
  'alerts-told': () => '/alerts/told',
  'alert-rules': () => '/alerts/rules',
  'alert-maintenance': () => '/alerts/maintenance',
  'dead-letters': () => '/dead-letters',
  schedules: () => '/schedules',
  health: () => '/health',
  agents: () => '/agents',
  queues: () => '/queues',
  hosts: () => '/hosts',
  settings: () => '/settings',
  'settings-keys': () => '/settings/keys',
  'settings-channels': () => '/settings/channels',
  'settings-usage': () => '/settings/usage',
  deliveries: () => '/deliveries',
  'settings-appearance': () => '/settings/appearance',
  audit: () => '/audit',
  login: () => '/login',
  lost: () => '/nowhere',
} as const satisfies Record<string, (shop: ShopData) => string>;

export type ScreenName = keyof typeof SCREENS;

export function addressOf(name: ScreenName, shop: ShopData): string {
  return SCREENS[name](shop);
}
