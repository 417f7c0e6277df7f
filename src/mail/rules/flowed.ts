/**
 * The text of format=flowed (RFC 3676 4) with its lines joined again: a line that ends in a space goes on in the next of the same
 * depth of quotation, whose marks are not part of the text. `delSp`: the space itself is not either.
 */
export function unflowed(text: string, delSp: boolean): string {
  const lines: { readonly depth: number; readonly pieces: string[] }[] = [];
  let goesOn = false;
  for (const line of text.split(/\r?\n/)) {
    const depth = /^>*/.exec(line)?.[0].length ?? 0;
    const bare = line.slice(depth).replace(/^ /, '');
    // What stands above a signature ends in a space and does not go on (4.3).
    const signature = bare === '-- ';
    const last = lines.at(-1);
    const joins = goesOn && !signature && last?.depth === depth;
    goesOn = bare.endsWith(' ') && !signature;
    const piece = goesOn && delSp ? bare.slice(0, -1) : bare;
    if (joins) last.pieces.push(piece);
    else lines.push({ depth, pieces: [piece] });
  }
  return lines
    .map(({ depth, pieces }) => `${depth === 0 ? '' : `${'>'.repeat(depth)} `}${pieces.join('')}`)
    .join('\n');
}
