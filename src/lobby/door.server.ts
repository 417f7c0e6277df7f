import type { Asker } from '../queue/line.server.ts';
import type { Source } from '../queue/ticket.ts';
import type { Http } from '../shell/http.ts';
import { pageOf } from './device.ts';
import { asDevice, asVisitor, claimsToBeADevice, type Device, deviceOf } from './devices.server.ts';
import { refusedDevice } from './pages/enrol.tsx';
import { codeExpired } from './pages/phone-expired.tsx';
import { readPhoneCode } from './phone-code.server.ts';
import { acceptedLanguage, isVisitorLanguage, type VisitorLanguage } from './visitor-language.ts';

/** Where a visitor takes a ticket: a kiosk, or a telephone that a device has let in. */
export interface Door {
  readonly kind: 'kiosk' | 'phone';
  /** The address of its first page; the others lie under it. */
  readonly base: string;
  readonly officeId: number;
  readonly deviceId: number;
  /** The kiosk; null for a telephone. */
  readonly device: Device | null;
  readonly asker: Asker;
  readonly source: Source;
  readonly language: VisitorLanguage;
  /** Controls in the lower half. */
  readonly low: boolean;
}

type Handler = (c: Http, door: Door) => Promise<Response> | Response;

/** A page of the kiosk: for an enrolled kiosk alone. */
export function atKiosk(handler: Handler) {
  return async (c: Http): Promise<Response> => {
    const device = await deviceOf(c);
    if (device === null) return claimsToBeADevice(c) ? refusedDevice(c) : c.redirect('/enhet', 303);
    if (device.kind !== 'kiosk') return c.redirect(pageOf(device), 303);
    const asked = c.req.query('sprak');
    return handler(c, {
      kind: 'kiosk',
      base: '/kiosk',
      officeId: device.officeId,
      deviceId: device.id,
      device,
      asker: asDevice(c, device),
      source: 'kiosk',
      language: isVisitorLanguage(asked) ? asked : 'sv',
      low: c.req.query('lagt') === '1',
    });
  };
}

/** The same on a telephone that has scanned a device's code. */
export function onPhone(handler: Handler) {
  return async (c: Http): Promise<Response> => {
    const code = c.req.param('code') ?? '';
    const language = languageOf(c);
    const { database, clock } = c.get('services');
    const letIn = await readPhoneCode(database.pool, code, clock());
    if (letIn === null) return codeExpired(c, language);
    return handler(c, {
      kind: 'phone',
      base: `/nummer/${code}`,
      ...letIn,
      device: null,
      asker: asVisitor(c, letIn.officeId),
      source: 'phone',
      language,
      low: false,
    });
  };
}

/** As the address says, else the first that the browser asks for. */
export function languageOf(c: Http): VisitorLanguage {
  const asked = c.req.query('sprak');
  return isVisitorLanguage(asked) ? asked : acceptedLanguage(c.req.header('accept-language'));
}

/** An address of the door with what the visitor has chosen about the pages themselves. */
export function addressAt(
  { kind, base, language, low }: Pick<Door, 'kind' | 'base' | 'language' | 'low'>,
  path = '',
  more: Readonly<Record<string, string>> = {},
): string {
  const query = new URLSearchParams({
    ...(language === 'sv' && kind === 'kiosk' ? {} : { sprak: language }),
    ...(low ? { lagt: '1' } : {}),
    ...more,
  });
  return `${base}${path}${query.size === 0 ? '' : `?${query}`}`;
}
