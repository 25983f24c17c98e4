import { NEVER_IMPORTED_WORD, PolicyFileError, type PolicyTestFile } from '@demarc/contracts';
import { DirectoryIndex, type Instant } from '@demarc/domain';
// oxlint-disable-next-line no-restricted-imports -- expectations must read devices as an import does, and here only
import { DEVICE_COLUMNS, applyStatement, readEntries, readStatements } from '@demarc/store';

/**
 * The directory of a file of expectations, read as an import would read it: what has no dates has always held.
 * Throws a PolicyFileError that lists every mistake of its entries.
 */
export function testDirectory({ directory, directoryState }: PolicyTestFile, now: Instant): DirectoryIndex {
  const index = new DirectoryIndex();
  if (directoryState === NEVER_IMPORTED_WORD) return index;
  const { asOf = now, coverage, freshHours } = directoryState;
  const table = readEntries(directory, DEVICE_COLUMNS);
  const { statements, errors } = readStatements(table);
  if (errors.length > 0) {
    const mistakes = errors.map(
      ({ line, field, detail }) => `directory[${line - 1}]${field ? `.${field}` : ''}: ${detail}`,
    );
    throw new PolicyFileError('The directory of the expectations cannot be read', mistakes);
  }
  index.state = { revision: 1, asOf, coverage, freshForHours: freshHours };
  for (const statement of statements) {
    index.put(applyStatement(null, statement, table.columns, { now: asOf, asOf }, `entry ${statement.line}`));
  }
  return index;
}
