export interface Page<Row> {
  page: Row[];
  isDone: boolean;
  continueCursor: string;
}

/** All rows of a paginated list, for lists that people keep small, such as clients and projects. */
export async function wholeList<Row>(
  load: (cursor: string | undefined) => Promise<Page<Row>>,
): Promise<Row[]> {
  const rows: Row[] = [];
  let cursor: string | undefined;
  for (;;) {
    const page = await load(cursor);
    rows.push(...page.page);
    // A page that does not move on would loop for ever.
    if (page.isDone || page.continueCursor === cursor) {
      return rows;
    }
    cursor = page.continueCursor;
  }
}

/** The query parameters of one page: the cursor is left out of the first. */
export function pageQuery(cursor: string | undefined): { limit: number; cursor?: string } {
  return cursor === undefined ? { limit: 200 } : { limit: 200, cursor };
}
