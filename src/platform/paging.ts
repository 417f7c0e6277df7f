/** Rows of a page of a list. */
export const PAGE_SIZE = 50;

export interface PageOf<Row> {
  readonly rows: readonly Row[];
  readonly total: number;
  readonly page: number;
  readonly pages: number;
}

/** The page that was asked for, or the last one there is. `offset`: of its first row. */
export function pageAt(asked: number, total: number): { page: number; pages: number; offset: number } {
  const pages = Math.max(1, Math.ceil(total / PAGE_SIZE));
  const page = Math.min(Math.max(1, asked), pages);
  return { page, pages, offset: (page - 1) * PAGE_SIZE };
}
