import { Problem } from '../platform/problem.ts';
import { sha256 } from '../platform/sha256.server.ts';
import { type Auth, CLIENT_ADDRESS } from './auth.server.ts';

/** The library's names for its cookie, without and with TLS. */
export const SESSION_COOKIES = ['samtjanst.session_token', '__Secure-samtjanst.session_token'] as const;

export interface SignedIn {
  /** For `Authorization: Bearer`. */
  readonly token: string;
  /** `Set-Cookie` headers for a browser. */
  readonly cookies: readonly string[];
}

/** Throws Problem `wrong-credentials`, or `too-many-tries` after ten in a minute for one account from one address. */
export async function signIn(
  auth: Auth,
  credentials: { readonly email: string; readonly password: string },
  clientAddress: string,
): Promise<SignedIn> {
  const { origin } = new URL(auth.options.baseURL ?? '');
  const answer = await auth.handler(
    new Request(`${origin}/api/auth/sign-in/email`, {
      method: 'POST',
      headers: {
        'content-type': 'application/json',
        origin,
        [CLIENT_ADDRESS]: limitedAs(clientAddress, credentials.email),
      },
      body: JSON.stringify(credentials),
    }),
  );
  if (answer.status === 429)
    throw new Problem('too-many-tries', {
      retryAfter: Math.max(1, Number(answer.headers.get('x-retry-after')) || 60),
    });
  const token = answer.headers.get('set-auth-token');
  if (!answer.ok || token === null) throw new Problem('wrong-credentials');
  return { token: token.split('.')[0] ?? '', cookies: answer.headers.getSetCookie() };
}

/**
 * What the library counts tries by has to look like an address. A whole office signs in at ten from one, so the account
 * is counted with it.
 */
function limitedAs(clientAddress: string, email: string): string {
  const hash = sha256(`${clientAddress} ${email.toLowerCase()}`);
  return `fd${hash.slice(0, 2)}:${(hash.slice(2, 30).match(/.{4}/g) ?? []).join(':')}`;
}

/** Ends the session in the database; the cookie that it leaves is worth nothing. */
export async function signOut(auth: Auth, token: string): Promise<void> {
  const context = await auth.$context;
  await context.internalAdapter.deleteSession(token);
}
