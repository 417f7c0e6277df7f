import { type Read, readXml, textOf } from './xml.ts';

/** Another system's side: where it is, and who we are to it. */
export interface Endpoint {
  readonly url: string;
  readonly apiKey: string;
  readonly jurisdiction: string;
}

/** What came of asking: an answer that can be read, a refusal for good, or nothing. */
export type Answer =
  | { readonly end: 'read'; readonly root: Read }
  | { readonly end: 'refused'; readonly said: string }
  /** Nothing of it can have arrived: there was no connection, or the other side said no for now. */
  | { readonly end: 'not-now'; readonly said: string }
  /** It was handed over, and the answer was lost or cannot be read. */
  | { readonly end: 'uncertain'; readonly said: string };

const TIMEOUT = 20_000;
const LARGEST = 5 * 1024 * 1024;
/** The connection was never there. */
const NO_CONNECTION = [
  'ECONNREFUSED',
  'ENOTFOUND',
  'EAI_AGAIN',
  'EHOSTUNREACH',
  'ENETUNREACH',
  'UND_ERR_CONNECT_TIMEOUT',
];

/** GET in XML, which every server must speak. */
export function ask(
  { url, jurisdiction }: Endpoint,
  path: string,
  query: Readonly<Record<string, string>>,
  ending: AbortSignal,
) {
  const fields = new URLSearchParams({
    ...(jurisdiction === '' ? {} : { jurisdiction_id: jurisdiction }),
    ...query,
  });
  return exchange(`${url}/${path}.xml?${fields}`, {}, ending);
}

/** POST of a request. `id`: the same for each try, in Idempotency-Key. */
export function hand(
  { url, apiKey, jurisdiction }: Endpoint,
  fields: readonly (readonly [string, string])[],
  id: string,
  ending: AbortSignal,
): Promise<Answer> {
  const body = new URLSearchParams([
    ['api_key', apiKey],
    ...(jurisdiction === '' ? [] : [['jurisdiction_id', jurisdiction]]),
    ...fields,
  ] as string[][]);
  return exchange(
    `${url}/requests.xml`,
    {
      method: 'POST',
      body: body.toString(),
      headers: {
        'content-type': 'application/x-www-form-urlencoded; charset=utf-8',
        'idempotency-key': id,
      },
    },
    ending,
  );
}

async function exchange(address: string, init: RequestInit, ending: AbortSignal): Promise<Answer> {
  let answer: Response;
  try {
    // Not where they point on to: the key is for them alone.
    answer = await fetch(address, {
      ...init,
      redirect: 'error',
      signal: AbortSignal.any([ending, AbortSignal.timeout(TIMEOUT)]),
    });
  } catch (error) {
    const code = String((error as { cause?: { code?: unknown } }).cause?.code ?? '');
    const said = (code || (error as Error).message).slice(0, 300);
    return { end: NO_CONNECTION.includes(code) ? 'not-now' : 'uncertain', said };
  }
  const { status } = answer;
  const text = await textWithin(answer).catch(() => null);
  const root = text === null ? null : readXml(text);
  if (status >= 200 && status < 300)
    return root === null ? { end: 'uncertain', said: `${status} without XML` } : { end: 'read', root };
  const why = root?.within.map((each) => textOf(each, 'description') ?? '').join('; ') ?? '';
  const said = `${status} ${why}`.trim().slice(0, 300);
  // A key can be set right and a busy server recovers; what cannot be received never can.
  if (status === 403 || status === 401 || status === 408 || status === 429) return { end: 'not-now', said };
  if (status >= 500) return { end: 'uncertain', said };
  return { end: 'refused', said };
}

async function textWithin(answer: Response): Promise<string> {
  const parts: Uint8Array[] = [];
  let size = 0;
  for await (const part of answer.body ?? []) {
    size += part.length;
    if (size > LARGEST) throw new Error('too large');
    parts.push(part);
  }
  return textIn(Buffer.concat(parts), answer.headers.get('content-type') ?? '').replaceAll('\0', '');
}

/** In the letters that its header or the document itself names, else UTF-8. Throws RangeError for letters that nobody knows. */
function textIn(bytes: Buffer, type: string): string {
  const named =
    /charset\s*=\s*"?([\w-]+)/i.exec(type) ??
    /^<\?xml[^>]*?encoding\s*=\s*["']([\w-]+)/.exec(bytes.toString('latin1', 0, 200));
  return new TextDecoder(named?.[1] ?? 'utf-8').decode(bytes);
}
