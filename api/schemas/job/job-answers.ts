// What the routes of things beside a job answer when all goes well: part of the one table (answers.ts).
import { z } from 'zod';
import { loginList, loginView } from './login.ts';
import { poolList, poolTrials, poolView } from './proxy-pool.ts';
import { begunBulk, bulkForecast, bulkJobList, bulkList, bulkView } from './bulk-action.ts';
import { importReport } from './import.ts';
import { savedView, viewList } from './saved-view.ts';
import { settingsEffect, tagSettingsList, tagSettingsView } from './tag-settings.ts';
import { createdStartLink, startLinkAnswer, startLinkList, startLinkView } from './start-link.ts';
import { nothing } from '../paging.ts';

export const JOB_ANSWERS = {
  'GET /v1/jobs/:jobId/triggers': startLinkList,
  'POST /v1/jobs/:jobId/triggers': createdStartLink,
  'DELETE /v1/jobs/:jobId/triggers/:triggerId': startLinkView,
  'POST /v1/triggers/:token': startLinkAnswer,
  'GET /v1/views': viewList,
  'GET /v1/views/:viewId': savedView,
  'POST /v1/views': savedView,
  'PATCH /v1/views/:viewId': savedView,
  'DELETE /v1/views/:viewId': nothing,
  'GET /v1/logins': loginList,
  'POST /v1/logins': loginView,
  'GET /v1/logins/:loginId': loginView,
  'PATCH /v1/logins/:loginId': loginView,
  'DELETE /v1/logins/:loginId': nothing,
  'POST /v1/logins/:loginId/retry': loginView,
  'GET /v1/proxy-pools': poolList,
  'POST /v1/proxy-pools': poolView,
  'GET /v1/proxy-pools/:poolId': poolView,
  'PATCH /v1/proxy-pools/:poolId': poolView,
  'DELETE /v1/proxy-pools/:poolId': nothing,
  'POST /v1/proxy-pools/:poolId/test': poolTrials,
  'GET /v1/tag-settings': tagSettingsList,
  'GET /v1/tag-settings/:tag': tagSettingsView,
  'PUT /v1/tag-settings/:tag': settingsEffect,
  'DELETE /v1/tag-settings/:tag': settingsEffect,
  'POST /v1/imports': importReport,
  'POST /v1/bulk-actions': z.union([bulkForecast, begunBulk]),
  'GET /v1/bulk-actions': bulkList,
  'GET /v1/bulk-actions/:bulkId': bulkView,
  'GET /v1/bulk-actions/:bulkId/jobs': bulkJobList,
  'POST /v1/bulk-actions/:bulkId/abort': bulkView,
  'POST /v1/bulk-actions/:bulkId/undo': begunBulk,
} as const;
