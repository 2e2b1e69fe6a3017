// Workspaces, keys and logins as the API shows them.
import { z } from 'zod';
import { RETENTION_NAMES } from '../../../domain/config/retention/retention.ts';
import { SCOPES, SCOPE_MEANING } from '../../../domain/system/access/scope.ts';
import { givenName } from '../../../domain/config/name/schema.ts';
import { numbersByName } from '../by-name.ts';
import { pageOf, time, timeOrNull } from '../paging.ts';

const scope = z.enum(SCOPES);
const workspaceId = z.string().min(1).max(64);

export const workspaceParams = z.strictObject({ workspaceId: workspaceId.describe('Id of the workspace.') });
const workspaceName = z.string().trim().min(1).max(100).describe('What it is called.');
const retentionPatch = z
  .partialRecord(z.enum(RETENTION_NAMES), z.union([z.number(), z.null()]))
  .optional()
  .describe(
    'How long things are kept, as in the `retention` of a job, which comes before it. Absent members stay; null: as by default.',
  );
const plan = z
  .string()
  .min(1)
  .max(40)
  .optional()
  .describe('Name of its limits; only an admin of the default workspace names it.');
export const workspaceInput = z
  .strictObject({ name: workspaceName, plan })
  .meta({ id: 'NewWorkspace', examples: [{ name: 'Prices', plan: 'free' }] });
export const workspacePatch = z
  .strictObject({ name: workspaceName.optional(), plan, retention: retentionPatch })
  .refine((given) => Object.values(given).some((one) => one !== undefined), {
    message: 'Give what is to change: a name, a plan, how long things are kept, or several of these.',
  })
  .meta({ id: 'WorkspacePatch', examples: [{ plan: 'free' }] });

const retentionView = z
  .object({
    own: z
      .partialRecord(z.enum(RETENTION_NAMES), z.number().optional())
      .describe('What the workspace sets; what is absent is as by default.'),
    kept: numbersByName(RETENTION_NAMES, 'Kept so many days').describe('What holds in it.'),
  })
  .describe('How long things are kept where their job says nothing else.');

export const workspaceView = z
  .object({
    workspaceId: z.string().describe('Id of the workspace; `default` is the one that always exists.'),
    name: z.string().describe('What it is called.'),
    createdAt: time.describe('When it was made, ISO 8601 in UTC.'),
    plan: z.string().describe('Name of its limits; `unlimited`: it has none.'),
    retention: retentionView,
  })
  .meta({ id: 'Workspace' });
export const workspaceList = pageOf(workspaceView);
export type WorkspaceView = z.infer<typeof workspaceView>;

export const keyParams = z.strictObject({ keyId: z.string().min(1).max(64).describe('Id of the key.') });
export const keyInput = z
  .strictObject({
    name: givenName(100).trim().describe('Who or what it is for; it is the name in the audit.'),
    scope: scope.describe(SCOPES.map((one) => `${one}: ${SCOPE_MEANING[one]}`).join(' ')),
    expiresAt: z.iso
      .datetime()
      .nullable()
      .default(null)
      .describe('When it stops working, ISO 8601 in UTC; null: when it is revoked.'),
    workspaceId: workspaceId
      .optional()
      .describe(
        'Whose jobs it opens. Only an admin of the default workspace names another than the own one.',
      ),
  })
  .meta({ id: 'NewKey', examples: [{ name: 'price bot', scope: 'operator', expiresAt: null }] });

export const keyView = z
  .object({
    keyId: z.string().describe('Id of the key; no secret.'),
    workspaceId: z.string().describe('Whose jobs it opens.'),
    name: z.string().describe('Who or what it is for.'),
    scope: scope.describe('What it may do.'),
    state: z.enum(['active', 'expired', 'revoked']).describe('Whether it works.'),
    createdAt: time.describe('When it was made, ISO 8601 in UTC.'),
    createdBy: z.string().describe('Name of the caller that made it.'),
    expiresAt: timeOrNull.describe('When it stops working; null: it does not expire.'),
    lastUsedAt: timeOrNull.describe('When it was used last, to the minute; null: never.'),
    revokedAt: timeOrNull.describe('When it was revoked; null: it was not.'),
  })
  .meta({ id: 'Key' });
export const createdKey = keyView
  .extend({ key: z.string().describe('The key itself. It is shown this once and stored nowhere.') })
  .meta({ id: 'CreatedKey' });
export const keyList = pageOf(keyView);
export type KeyView = z.infer<typeof keyView>;
export type KeyInput = z.input<typeof keyInput>;
export type CreatedKey = z.infer<typeof createdKey>;

export const sessionInput = z.strictObject({
  key: z.string().min(1).max(500).describe('A key of Webloom, or the WEBLOOM_API_KEY of the server.'),
});

export const callerView = z
  .object({
    workspace: workspaceView
      .pick({ workspaceId: true, name: true })
      .describe('The workspace whose jobs this caller sees.'),
    caller: z.string().describe('Name of the key; `operator` for WEBLOOM_API_KEY, `open` without a key.'),
    keyId: z.string().nullable().describe('Id of the stored key; null: there is none behind this caller.'),
    scope: scope.describe('What this caller may do.'),
    how: z
      .enum(['open', 'key', 'session', 'operator-key', 'trigger'])
      .describe('How the caller is known: open: without a key, on loopback; session: by a login.'),
    csrfToken: z
      .string()
      .nullable()
      .describe('What a login sends as header `x-csrf-token` with each change; null: not needed.'),
    expiresAt: timeOrNull.describe('When the key or the login ends; null: it does not.'),
    open: z.boolean().describe('The API takes requests without a key, on loopback.'),
    serverTime: time.describe('Present time of the server, ISO 8601 in UTC.'),
    version: z.string().describe('Version of Webloom.'),
    temporalUiUrl: z.string().nullable().describe("Base address of Temporal's own screens; null: unknown."),
    temporalNamespace: z.string().describe('Namespace in Temporal.'),
  })
  .meta({ id: 'Caller' });
export type CallerView = z.infer<typeof callerView>;
