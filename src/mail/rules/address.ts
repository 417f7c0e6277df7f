export interface Address {
  /** As it stands in the mail; empty when it has none. */
  readonly name: string;
  /** In small letters. */
  readonly address: string;
}

/** One address and nothing else: no list, no line break, nothing that a mail server could read as a command (RFC 5321 4.1.2). */
const ADDRESS =
  /^[a-z0-9.!#$%&'*+/=?^_`{|}~-]{1,64}@(?:[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?\.)+[a-z][a-z0-9-]{0,61}[a-z0-9]$/;

/** The address in small letters; null for what a mail cannot be sent to. Swedish letters in a domain become their ASCII form. */
export function mailAddress(text: string): string | null {
  const trimmed = text.trim().toLowerCase();
  if (trimmed.length > 254) return null;
  const at = trimmed.lastIndexOf('@');
  const domain = trimmed.slice(at + 1);
  // biome-ignore lint/suspicious/noControlCharactersInRegex: whether there is anything but ASCII
  const ascii = /^[\x00-\x7f]*$/.test(domain) ? domain : (URL.parse(`http://${domain}`)?.hostname ?? '');
  const address = `${trimmed.slice(0, at)}@${ascii}`;
  return at > 0 && ADDRESS.test(address) ? address : null;
}

/** Nobody reads what is sent there. */
export function isNoReply(address: string): boolean {
  const local = address.split('@')[0] ?? '';
  return /^(no-?reply|do-?not-?reply|noreply\b.*|svara-?(ej|inte)|ej-?svar|inget-?svar|mailer-daemon|postmaster|bounces?|bounce[+-].*|listserv|.*-(request|bounces|owner)|owner-.*)(\+.*)?$/.test(
    local.replaceAll(/[._]/g, '-'),
  );
}

/** What was written after the plus sign of one of our addresses: `kontakt+k7qm2xpa@example.se`. */
export function afterPlus(address: string, ours: readonly string[]): string | null {
  const found = /^([^+@]+)\+([^@]+)(@.+)$/.exec(address.toLowerCase());
  if (found === null) return null;
  return ours.includes(`${found[1]}${found[3]}`) ? (found[2] ?? null) : null;
}
