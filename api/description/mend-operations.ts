// What each route about mending is for, in a few words, and its name in generated clients.
export const MEND_OPERATIONS: readonly (readonly [string, string, string])[] = [
  ['GET /v1/runs/:runId/rollback', 'previewRunRollback', 'What rolling back a run would take back'],
  ['POST /v1/runs/:runId/rollback', 'rollBackRun', 'Take back all that a run stored; a run does it'],
  ['POST /v1/runs/:runId/undo-rollback', 'undoRollback', 'Give back what a roll-back took'],
  ['GET /v1/runs/:runId/mended-pages', 'listMendedPages', 'What a run that mends did to each page'],
  ['GET /v1/jobs/:jobId/reparse', 'previewReparse', 'What reading stored pages again would change'],
  ['POST /v1/jobs/:jobId/verify', 'verifyJob', 'Look whether all that is stored of a job can be read'],
  ['POST /v1/jobs/:jobId/reparse', 'reparseJob', 'Read stored pages again by the present rules'],
  ['GET /v1/pages/:pageId/rollback', 'previewPageRollback', 'What rolling back a page would take back'],
  ['POST /v1/pages/:pageId/rollback', 'rollBackPage', 'Take back versions of one page; a run does it'],
];
