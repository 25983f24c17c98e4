import { CONTACT_COLUMNS, DEVICE_COLUMNS } from '@demarc/contracts';
import { usage } from './failure.js';

export const DIRECTORY_KINDS = ['devices', 'contacts'] as const;
export type DirectoryKind = (typeof DIRECTORY_KINDS)[number];

/** A header row, or the first entry of a JSON array, names columns that only one of the two has. */
const ONLY_IN = {
  devices: DEVICE_COLUMNS.filter((column) => !isOneOf(CONTACT_COLUMNS, column)),
  contacts: CONTACT_COLUMNS.filter((column) => !isOneOf(DEVICE_COLUMNS, column)),
} as const;

export interface DirectoryFile {
  readonly kind: DirectoryKind;
  readonly mediaType: 'text/csv' | 'application/json';
}

/** What a directory file holds, told by its first row. Throws a usage failure when it could be either. */
export function directoryFile(file: string, bytes: Uint8Array, kind: DirectoryKind | undefined): DirectoryFile {
  const text = new TextDecoder()
    .decode(bytes)
    .replace(/^\uFEFF/, '')
    .trimStart();
  const isJson = text.startsWith('[');
  const names = isJson ? fieldsOf(text.slice(0, text.indexOf('}') + 1)) : (text.split('\n', 1)[0] ?? '');
  const words = new Set(names.toLowerCase().match(/[a-z_]+/g) ?? []);
  const found = DIRECTORY_KINDS.filter((candidate) => ONLY_IN[candidate].some((column) => words.has(column)));
  const told = kind ?? (found.length === 1 ? found[0] : undefined);
  if (told) return { kind: told, mediaType: isJson ? 'application/json' : 'text/csv' };
  throw usage(
    `The first row of ${file} does not tell whether it holds devices or contacts.`,
    `Say it with --kind. Columns of devices: ${DEVICE_COLUMNS.join(', ')}. Of contacts: ${CONTACT_COLUMNS.join(', ')}.`,
  );
}

/** What stands before the colons: a mail address may hold the word `user`. */
function fieldsOf(json: string): string {
  return (json.match(/"\w+"(?=\s*:)/g) ?? []).join();
}

function isOneOf(columns: readonly string[], column: string): boolean {
  return columns.includes(column);
}
