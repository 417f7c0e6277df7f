/** What a server adds on the way, and what therefore differs between two deliveries of one mail, stays out of it. */
const OF_THE_MAIL = ['message-id', 'date', 'from', 'subject', 'resent-message-id', 'resent-date'];

/**
 * The bytes that make a mail the mail that it is: delivered twice they are the same, sent again they are not (its Date or its
 * Message-ID is another). One that has neither is only the same when all of it is.
 */
export function whatMakesItOne(raw: Uint8Array): Uint8Array[] {
  const end = endOfHead(raw);
  const head = new TextDecoder('latin1').decode(raw.subarray(0, end));
  const fields = head
    .replace(/\r?\n[ \t]+/g, ' ')
    .split(/\r?\n/)
    .map((line) => ({ name: line.slice(0, line.indexOf(':')).trim().toLowerCase(), line }))
    .filter(({ name }) => OF_THE_MAIL.includes(name));
  if (!fields.some(({ name }) => name === 'message-id') && !fields.some(({ name }) => name === 'date'))
    return [raw];
  const lines = fields.map(
    ({ name, line }) =>
      `${name}:${line
        .slice(line.indexOf(':') + 1)
        .replace(/\s+/g, ' ')
        .trim()}`,
  );
  return [
    new TextEncoder().encode(`${lines.toSorted().join('\n')}\n\n`),
    bodyWithoutLastLines(raw.subarray(end)),
  ];
}

/** Where the body begins. */
export function endOfHead(raw: Uint8Array): number {
  for (let at = 0; at < raw.length; at += 1) {
    if (raw[at] !== 10) continue;
    if (raw[at + 1] === 10) return at + 2;
    if (raw[at + 1] === 13 && raw[at + 2] === 10) return at + 3;
  }
  return raw.length;
}

/** Some servers add an empty line at the end, some do not. */
function bodyWithoutLastLines(body: Uint8Array): Uint8Array {
  let end = body.length;
  while (end > 0 && (body[end - 1] === 10 || body[end - 1] === 13 || body[end - 1] === 32)) end -= 1;
  return body.subarray(0, end);
}
