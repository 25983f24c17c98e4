import pg from 'pg';
import { currentlyActing } from './scope/scope.js';
import { setScope } from './scope/scope-connection.js';

const CONNECT_WITHIN_MS = 5_000;

/**
 * A connection of its own in one transaction that sees a single moment and can write nothing, for reading what is too
 * much for one answer. It shows the scope that holds when it is opened. Whoever opens it ends it. Throws when the
 * database cannot be reached.
 */
export async function openSnapshot(url: string, applicationName: string): Promise<pg.Client> {
  const client = new pg.Client({
    connectionString: url,
    application_name: applicationName,
    connectionTimeoutMillis: CONNECT_WITHIN_MS,
  });
  // A connection that breaks between two questions says so here; the next question fails with it.
  client.on('error', () => undefined);
  await client.connect();
  try {
    await setScope(client, currentlyActing());
    await client.query('begin isolation level repeatable read read only');
  } catch (error) {
    await client.end();
    throw error;
  }
  return client;
}

export interface PagedQuery {
  readonly text: string;
  readonly values: readonly unknown[];
  /** Rows at once. */
  readonly page: number;
  /** Rows as arrays of their values; default: as objects. */
  readonly rowMode?: 'array';
}

/** The rows of a query page by page; the next page is on its way while one is worked on. One at a time per snapshot. */
export async function* pagesOf<Row>(
  client: pg.Client,
  { text, values, page, rowMode }: PagedQuery,
): AsyncGenerator<readonly Row[], void, void> {
  const fetchPage = async (): Promise<readonly Row[]> => {
    const fetch = `fetch ${page} from pages`;
    const { rows } = await (rowMode ? client.query({ text: fetch, rowMode }) : client.query(fetch));
    return rows as readonly Row[];
  };
  await client.query(`declare pages no scroll cursor for ${text}`, [...values]);
  let coming = fetchPage();
  for (;;) {
    const rows = await coming;
    if (rows.length === 0) break;
    coming = fetchPage();
    // Whoever stops here does not wait for it.
    coming.catch(() => undefined);
    yield rows;
  }
  await client.query('close pages');
}
