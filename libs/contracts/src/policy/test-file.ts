import { YAMLParseError, parse } from 'yaml';
import { z } from 'zod';
import { PolicyFileError } from './policy-file-error.js';
import { NEVER_IMPORTED_WORD, type PolicyTestFile, testFile } from './test-file-schema.js';

const ABSENT = /^Invalid input: expected .*, received undefined$/;

/**
 * Expectations on a policy from their YAML. Throws a {@link PolicyFileError} that lists every mistake with its place;
 * whether the policy is there and the devices of the directory can be read is for whoever runs them.
 */
export function parseTestFile(yaml: string): PolicyTestFile {
  const checked = testFile.safeParse(read(yaml));
  if (!checked.success) {
    const mistakes = checked.error.issues.map(
      ({ path, message }) => `${z.core.toDotPath(path) || 'the file'}: ${message.replace(ABSENT, 'is missing')}`,
    );
    throw new PolicyFileError('The expectations cannot be read', mistakes, { cause: checked.error });
  }
  const mistakes = contradictions(checked.data);
  if (mistakes.length > 0) throw new PolicyFileError('The expectations contradict themselves', mistakes);
  return checked.data;
}

function read(yaml: string): unknown {
  try {
    // Merging (`<<`) lets one alert stand for several cases.
    return parse(yaml, { merge: true, logLevel: 'error' });
  } catch (error) {
    // A ReferenceError is an alias without its anchor, or too many of them.
    if (!(error instanceof YAMLParseError) && !(error instanceof ReferenceError)) throw error;
    throw new PolicyFileError('The expectations are not YAML', [error.message.trim()], { cause: error });
  }
}

function contradictions({ cases, directory, directoryState }: PolicyTestFile): readonly string[] {
  const names = cases.map(({ name }) => name);
  const twice = new Set(names.filter((name, at) => names.indexOf(name) < at));
  const imported = directoryState !== NEVER_IMPORTED_WORD || directory.length === 0;
  return [
    ...(imported ? [] : ['directory: a directory that was never imported has no devices']),
    ...[...twice].map((name) => `cases: two have the name "${name}"`),
  ];
}
