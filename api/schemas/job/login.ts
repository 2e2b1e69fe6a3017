// Logins as the API takes and shows them.
import { z } from 'zod';
import { givenName } from '../../../domain/config/name/schema.ts';
import { LOGIN_KINDS, LOGIN_STATES } from '../../../domain/config/login/login.ts';
import { loginSettingsSchema } from '../../../domain/config/login/schema.ts';
import { secretHostsSchema } from '../../../domain/config/secret/schema.ts';
import { time, timeOrNull } from '../paging.ts';

export const loginParams = z.strictObject({
  loginId: z.string().min(1).max(64).describe('Id of the login.'),
});
const name = givenName(100).trim().describe('What it is called; each name once.');
const hosts = secretHostsSchema.optional();

export const loginInput = z
  .strictObject({ name, hosts, settings: loginSettingsSchema.describe('How it signs in.') })
  .meta({ id: 'NewLogin' });
export const loginPatch = z
  .strictObject({
    name: name.optional(),
    hosts,
    settings: z
      .record(z.string(), z.unknown())
      .optional()
      .describe('Members that change (RFC 7396). A secret that is left out, or given as its mask, stays.'),
  })
  .meta({ id: 'LoginPatch' });

export const loginView = z
  .object({
    loginId: z.string().describe('Id of the login.'),
    name: z.string().describe('What it is called.'),
    kind: z.enum(LOGIN_KINDS).describe('How it signs in.'),
    hosts: z.array(z.string()).describe('It is used on these alone.'),
    settings: z.record(z.string(), z.unknown()).describe('The account; secrets are masked.'),
    state: z
      .enum(LOGIN_STATES)
      .describe(
        'in: signed in. none: to be tried with the next page. blocked: refused twice, not tried again.',
      ),
    detail: z.string().nullable().describe('What came of the last try; null: nothing that has to be said.'),
    signedInAt: timeOrNull.describe('When it was signed in last; null: never.'),
    triedAt: timeOrNull.describe('When it was tried last; null: never since it was changed.'),
    nextTryAt: timeOrNull.describe('It is not tried before then; null: at once.'),
    createdAt: time.describe('When it was made, ISO 8601 in UTC.'),
    updatedAt: time.describe('When it was changed last, ISO 8601 in UTC.'),
  })
  .meta({ id: 'Login' });
export const loginList = z.object({
  items: z.array(loginView).describe('Logins of the workspace, by name.'),
});

export type LoginInput = z.input<typeof loginInput>;
export type LoginPatchInput = z.input<typeof loginPatch>;
export type LoginView = z.infer<typeof loginView>;
