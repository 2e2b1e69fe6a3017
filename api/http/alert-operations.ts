// What each route about alerts is for, in a few words, and its name in generated clients.
export const ALERT_OPERATIONS: readonly (readonly [string, string, string])[] = [
  ['GET /v1/alert-rules', 'listAlertRules', 'List alert rules by name'],
  ['POST /v1/alert-rules', 'createAlertRule', 'Make an alert rule'],
  ['GET /v1/alert-rules/:ruleId', 'getAlertRule', 'One alert rule'],
  ['PATCH /v1/alert-rules/:ruleId', 'changeAlertRule', 'Change an alert rule; it tells from then on'],
  ['DELETE /v1/alert-rules/:ruleId', 'removeAlertRule', 'Remove an alert rule and end its incidents'],
  ['POST /v1/alert-rules/try', 'tryAlertRule', 'How often an alert rule would have told'],
  ['GET /v1/incidents', 'listIncidents', 'List what alert rules told, newest first'],
  ['GET /v1/incidents/counts', 'countIncidents', 'How many incidents are not resolved, by state'],
  ['GET /v1/incidents/:incidentId', 'getIncident', 'One incident and what became of it'],
  ['POST /v1/incidents/:incidentId/acknowledge', 'acknowledgeIncident', 'Say that somebody is at it'],
  ['POST /v1/incidents/:incidentId/snooze', 'snoozeIncident', 'Tell nobody for a while'],
  ['POST /v1/incidents/:incidentId/resolve', 'resolveIncident', 'Say that it is over'],
  ['GET /v1/maintenance-windows', 'listMaintenanceWindows', 'List times in which nobody is told'],
  ['POST /v1/maintenance-windows', 'createMaintenanceWindow', 'Tell nobody for a time, once or weekly'],
  [
    'DELETE /v1/maintenance-windows/:windowId',
    'removeMaintenanceWindow',
    'Remove a maintenance window; what it held back is told now',
  ],
];
