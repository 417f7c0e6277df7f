import { z } from 'zod';

export const DEVICE_KINDS = ['kiosk', 'board', 'reception'] as const;
export type DeviceKind = (typeof DEVICE_KINDS)[number];
export const NewDeviceSchema = z.object({
  name: z.string().trim().min(1, 'required').max(60, 'too-long'),
  kind: z.enum(DEVICE_KINDS, 'invalid-value'),
});

/** A network printer that takes ESC/POS as it comes, usually on port 9100. */
export interface NetworkPrinter {
  readonly host: string;
  readonly port: number;
}

/** How a board sounds. */
export interface BoardSettings {
  readonly chime: boolean;
  readonly speech: Speech;
}
export const SPEECH = ['off', 'sv', 'sv-en'] as const;
export type Speech = (typeof SPEECH)[number];
export const SILENT: BoardSettings = { chime: false, speech: 'off' };

export interface DeviceSettings {
  readonly printer: NetworkPrinter | null;
  /** The device's own browser prints: its printer is the browser's. */
  readonly browserPrint: boolean;
  readonly board: BoardSettings;
}

const BoardSchema = z.object({ chime: z.boolean(), speech: z.enum(SPEECH) });

/** Settings as they are stored; what is missing is off, but for the board, which calls in Swedish. */
export function settingsOf(stored: Readonly<Record<string, unknown>>): DeviceSettings {
  const printer = PrinterSchema.safeParse(stored.printer);
  return {
    printer: printer.success ? printer.data : null,
    browserPrint: stored.browserPrint === true,
    board: BoardSchema.catch({ chime: true, speech: 'sv' }).parse(stored.board),
  };
}

// A label of a host name, and an IPv4 address. IPv6 printers are named by their name.
const NAME = /^(?=.{1,253}$)[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?(\.[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?)*$/;
const IPV4 = /^(\d{1,3})\.(\d{1,3})\.(\d{1,3})\.(\d{1,3})$/;

/** Whether a text is a host that a printer can have: not this network (0), not link-local (where clouds keep secrets), not multicast. */
export function isPrinterHost(host: string): boolean {
  const parts = IPV4.exec(host)?.slice(1).map(Number);
  if (parts === undefined) return NAME.test(host) && !/^[\d.]+$/.test(host);
  const [a = 0, b = 0] = parts;
  return parts.every((part) => part <= 255) && a >= 1 && a < 224 && !(a === 169 && b === 254);
}

export const PrinterSchema = z.object({
  host: z.string().trim().toLowerCase().refine(isPrinterHost, 'not-a-host'),
  // Below 1024 are the services of machines; printers listen above.
  port: z.coerce.number('not-a-port').int('not-a-port').min(1024, 'not-a-port').max(65_535, 'not-a-port'),
});

/** How long a code waits for its device. */
export const CODE_HOURS = 1;
/** A clock that is further off than this is told of, in milliseconds. */
export const CLOCK_WARNING = 120_000;

/** Letters and figures that are not taken for each other, read or heard. */
const ALPHABET = 'ACEFHJKLMNPRTUXY2345679';

/** A code of eight from random bytes; null when too few of them are usable (each figure as likely as the next). */
export function codeFrom(bytes: Iterable<number>): string | null {
  const fair = 256 - (256 % ALPHABET.length);
  let code = '';
  for (const byte of bytes) if (byte < fair && code.length < 8) code += ALPHABET[byte % ALPHABET.length];
  return code.length === 8 ? code : null;
}

/** As it was meant, however it was typed. */
export function readCode(typed: string): string {
  return typed.toUpperCase().replaceAll(/[^A-Z0-9]/g, '');
}

/** "HJKL 2345", for who reads it aloud. */
export function spacedCode(code: string): string {
  return `${code.slice(0, 4)} ${code.slice(4)}`;
}

/** The page of a device. */
export function pageOf({ kind, officeId }: { readonly kind: DeviceKind; readonly officeId: number }): string {
  return { kiosk: '/kiosk', board: '/tavla', reception: `/ko/${officeId}/reception` }[kind];
}
