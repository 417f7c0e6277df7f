import { mailAddress } from './address.ts';
import { oneLine } from './clean.ts';
import { messageIds } from './thread.ts';

/** What a server says about one recipient of a mail (RFC 3464 2.3). */
export interface Told {
  /** Null when it names nobody that a mail could go to. */
  readonly recipient: string | null;
  /** `failed`, `delayed`, `delivered`, `relayed`, `expanded`, or something else that it wrote. */
  readonly action: string;
  /** `5.1.1`; empty when it has none. */
  readonly status: string;
  /** Its own words, on one line. */
  readonly said: string;
}

/** Reads the `message/delivery-status` part: groups of headers, first about the mail, then about each recipient. */
export function readDeliveryStatus(text: string): Told[] {
  const groups = text
    .replace(/\r\n?/g, '\n')
    .split(/\n(?:[ \t]*\n)+/)
    .map(fieldsOf);
  return groups.flatMap((fields) => {
    const recipient = fields.get('original-recipient') ?? fields.get('final-recipient');
    const action = fields.get('action');
    if (recipient === undefined || action === undefined) return [];
    return [
      {
        recipient: mailAddress(afterType(recipient).replace(/^<|>$/g, '')),
        action: action.trim().toLowerCase(),
        status: /\b[245]\.\d{1,3}\.\d{1,3}\b/.exec(fields.get('status') ?? '')?.[0] ?? '',
        said: oneLine(afterType(fields.get('diagnostic-code') ?? ''), 500),
      },
    ];
  });
}

/** The Message-IDs of the mail that a report is about: out of the headers that it sends back. */
export function reportedIds(returned: string): string[] {
  const head = returned.replace(/\r\n?/g, '\n').split('\n\n')[0] ?? '';
  return messageIds([fieldsOf(head).get('message-id') ?? '']);
}

/** `rfc822; ada@example.se` without its type. */
function afterType(value: string): string {
  return value.replace(/^[^;]*;\s*/, '').trim();
}

function fieldsOf(group: string): Map<string, string> {
  const fields = new Map<string, string>();
  for (const line of group.replace(/\n[ \t]+/g, ' ').split('\n')) {
    const colon = line.indexOf(':');
    if (colon <= 0) continue;
    const name = line.slice(0, colon).trim().toLowerCase();
    if (!fields.has(name)) fields.set(name, line.slice(colon + 1).trim());
  }
  return fields;
}
