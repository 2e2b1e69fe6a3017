// The form of a login: how Webloom signs in to a site, and by what it sees that it is signed in.
import { z } from 'zod';
import { pageStepsSchema } from '../page-step/schema.ts';
import { MAX_LOGIN_TEXT } from './bounds.ts';

const url = z.string().min(1).max(2_048).describe('Address of the page with the form.');
const user = z.string().min(1).max(MAX_LOGIN_TEXT).describe('Name, or mail address, of the account.');
const secret = z.string().min(1).max(MAX_LOGIN_TEXT);
const password = secret.describe('Its password. Encrypted when it is stored and shown as •••.');

const signedIn = z
  .strictObject({
    selector: z.string().min(1).max(500).optional().describe('CSS selector of what is there then.'),
    text: z.string().min(1).max(300).optional().describe('What the page says then.'),
  })
  .optional()
  .describe(
    'What only those who are signed in see, as a link “Sign out”; absent: a page without a form for a password.',
  );

export const loginSettingsSchema = z
  .discriminatedUnion('kind', [
    z.strictObject({ kind: z.literal('basic').describe('HTTP Basic.'), user, password }),
    z.strictObject({
      kind: z.literal('bearer').describe('A token in the header Authorization.'),
      token: secret.describe('The token. Encrypted when it is stored and shown as •••.'),
    }),
    z.strictObject({
      kind: z.literal('form').describe('A form for name and password, filled in and sent.'),
      url,
      user,
      password,
      otp: secret
        .optional()
        .describe('Secret of the one-time codes: an otpauth:// address or its Base32 text. Shown as •••.'),
      userField: z
        .string()
        .min(1)
        .max(200)
        .optional()
        .describe('Name of the field for the account; absent: the one before the password.'),
      otpField: z
        .string()
        .min(1)
        .max(200)
        .optional()
        .describe('Name of the field for the code; absent: found by what it is called.'),
      signedIn,
    }),
    z.strictObject({
      kind: z
        .literal('steps')
        .describe('Steps that a browser takes; jobs that use it have their pages opened in one.'),
      url: url.describe('Address that the browser opens first.'),
      steps: pageStepsSchema
        .min(1)
        .describe('What it does there; `{otp}` in what is filled in stands for a one-time code.'),
      otp: secret.optional().describe('As of a form.'),
      signedIn,
    }),
  ])
  .meta({ id: 'LoginSettings' });

export const namedLoginSchema = z
  .string()
  .min(1)
  .max(64)
  .describe('Id of the login (/v1/logins) by which pages of its hosts are fetched; absent: none.');

export type LoginSettings = z.infer<typeof loginSettingsSchema>;
export type FormLogin = Extract<LoginSettings, { kind: 'form' }>;
export type PageStepsLogin = Extract<LoginSettings, { kind: 'steps' }>;
