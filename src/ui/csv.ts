/**
 * Rows as a CSV file that a Swedish spreadsheet opens as it should: UTF-8 with its mark, `;` between cells. A cell that
 * begins as a formula is made text: what stands in it may come from anybody.
 */
export function csvFile(rows: readonly (readonly string[])[]): string {
  return `\uFEFF${rows.map((row) => row.map(cell).join(';')).join('\r\n')}\r\n`;
}

function cell(text: string): string {
  const harmless = /^[=+\-@\t\r]/.test(text) ? `'${text}` : text;
  return `"${harmless.replaceAll('"', '""')}"`;
}
