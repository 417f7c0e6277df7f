import { randomBytes } from 'node:crypto';
import { betterAuth } from 'better-auth';
import { bearer } from 'better-auth/plugins';
import type pg from 'pg';
import { inTransaction, sql } from '../platform/database.server.ts';

/** Header in which the pipeline passes on who is calling, for the limit on sign-in tries. */
export const CLIENT_ADDRESS = 'x-samtjanst-client';
export const PASSWORD_MIN = 12;
export const PASSWORD_MAX = 200;

export type Auth = ReturnType<typeof createAuth>;

/** Accounts, passwords and sessions: better-auth on our tables. There is no sign-up: an administrator makes accounts. */
export function createAuth(
  pool: pg.Pool,
  { baseUrl, secret }: { readonly baseUrl: string; readonly secret: string },
) {
  return betterAuth({
    baseURL: baseUrl,
    basePath: '/api/auth',
    secret,
    database: pool,
    telemetry: { enabled: false },
    logger: { level: 'error' },
    emailAndPassword: {
      enabled: true,
      disableSignUp: true,
      minPasswordLength: PASSWORD_MIN,
      maxPasswordLength: PASSWORD_MAX,
    },
    plugins: [bearer()],
    user: {
      modelName: 'account_user',
      fields: { emailVerified: 'email_verified', createdAt: 'created_at', updatedAt: 'updated_at' },
    },
    session: {
      modelName: 'account_session',
      // A working day; not prolonged, because sessions are read by our own statement (who-asks.server.ts).
      expiresIn: 60 * 60 * 10,
      disableSessionRefresh: true,
      fields: {
        userId: 'user_id',
        expiresAt: 'expires_at',
        ipAddress: 'ip_address',
        userAgent: 'user_agent',
        createdAt: 'created_at',
        updatedAt: 'updated_at',
      },
    },
    account: {
      modelName: 'account_credential',
      fields: {
        userId: 'user_id',
        accountId: 'account_id',
        providerId: 'provider_id',
        accessToken: 'access_token',
        refreshToken: 'refresh_token',
        idToken: 'id_token',
        accessTokenExpiresAt: 'access_token_expires_at',
        refreshTokenExpiresAt: 'refresh_token_expires_at',
        createdAt: 'created_at',
        updatedAt: 'updated_at',
      },
    },
    verification: {
      modelName: 'account_verification',
      fields: { expiresAt: 'expires_at', createdAt: 'created_at', updatedAt: 'updated_at' },
    },
    rateLimit: {
      enabled: true,
      storage: 'database',
      modelName: 'account_rate_limit',
      fields: { lastRequest: 'last_request' },
      customRules: { '/sign-in/email': { window: 60, max: 10 } },
    },
    advanced: {
      cookiePrefix: 'samtjanst',
      useSecureCookies: baseUrl.startsWith('https:'),
      ipAddress: { ipAddressHeaders: [CLIENT_ADDRESS] },
    },
  });
}

/** The key that signs session cookies: made at the first start and kept in the database. */
export async function sessionSecret(pool: pg.Pool): Promise<string> {
  return inTransaction(pool, {}, async (db) => {
    await db.run(sql`
      insert into setting (name, value) values ('session-secret', to_jsonb(${randomBytes(32).toString('hex')}::text))
      on conflict do nothing`);
    return (await db.one<{ value: string }>(sql`select value from setting where name = 'session-secret'`))
      .value;
  });
}
