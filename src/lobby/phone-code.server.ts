import { type Pool, shortRead, sql } from '../platform/database.server.ts';
import { signed } from '../queue/secret.server.ts';

/** A code is shown for a minute; who has scanned it has ten to choose in. */
const SHOWN = 60_000;
const GOOD_FOR_MINUTES = 10;

export interface LetIn {
  readonly deviceId: number;
  readonly officeId: number;
}

/** What a device shows now, for the telephones of who stands before it: another every minute, and none can be made up. */
export async function phoneCode(
  pool: Pool,
  { deviceId, officeId }: LetIn,
  now: Temporal.Instant,
): Promise<string> {
  const minute = Math.floor(now.epochMilliseconds / SHOWN);
  const said = `${officeId}-${deviceId}-${minute.toString(36)}`;
  return `${said}-${await signed(pool, `phone ${said}`)}`;
}

/** Who a code lets in; null for one that has expired, was made up, or is of a device that has been withdrawn. */
export async function readPhoneCode(pool: Pool, code: string, now: Temporal.Instant): Promise<LetIn | null> {
  const parts = /^((\d{1,9})-(\d{1,9})-([0-9a-z]{1,8}))-([\w-]{24})$/.exec(code);
  if (parts === null) return null;
  const [, said = '', office, device, minute = '', mark] = parts;
  if (mark !== (await signed(pool, `phone ${said}`))) return null;
  const age = Math.floor(now.epochMilliseconds / SHOWN) - Number.parseInt(minute, 36);
  if (age < -1 || age > GOOD_FOR_MINUTES) return null;
  const letIn = { deviceId: Number(device), officeId: Number(office) };
  const [row] = await shortRead<{ there: boolean }>(
    pool,
    { queueOffices: [letIn.officeId] },
    sql`select device_that_shows(${letIn.deviceId}, ${letIn.officeId}) as there`,
  );
  return row?.there === true ? letIn : null;
}
