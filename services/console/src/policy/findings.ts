import type { PolicyLint, ProblemField } from '@demarc/contracts';
import type { Facts } from '@demarc/domain';

/** Something that is wrong with a draft, at the line of its text that is to be looked at. */
export interface Finding {
  /** From 1. */
  readonly line: number;
  readonly message: string;
  /** The most ordinary facts it is about; null when it is about none. */
  readonly example: Facts | null;
  /** How many combinations of facts it is about; 0 when it is about the text. */
  readonly cells: number;
}

/** What the lint found, in the order of the lines. */
export function findingsOf(document: string, { findings }: PolicyLint): readonly Finding[] {
  return inOrder(
    findings.map(({ clauses, message, example, cells }) => ({
      line:
        lineOfClause(document, clauses) ??
        lineOfKey(document, 'remove') ??
        lineOfKey(document, 'clauses') ??
        lineOfKey(document, 'extends') ??
        1,
      message,
      example,
      cells,
    })),
  );
}

/** The mistakes for which a draft is no policy at all. */
export function mistakesOf(document: string, errors: readonly ProblemField[]): readonly Finding[] {
  return inOrder(
    errors.map(({ field, detail }) => ({
      line: lineOfMistake(document, field, detail),
      message: detail,
      example: null,
      cells: 0,
    })),
  );
}

const inOrder = (findings: readonly Finding[]) => findings.toSorted((a, b) => a.line - b.line);

const YAML_PLACE = /at line (\d+)/;
const CLAUSE_PATH = /^clauses\[(\d+)\]/;
const CLAUSE_NAMED = /^clause (\S+) /;
const KEY_PATH = /^(\w+)/;

/** Mistakes name their place as YAML does, as a path (`clauses[3].owner`), or by the clause's id. */
function lineOfMistake(document: string, field: string | null, detail: string): number {
  const place = YAML_PLACE.exec(detail)?.[1];
  if (place !== undefined) return Number(place);
  const nth = CLAUSE_PATH.exec(detail)?.[1];
  if (nth !== undefined) return clauseLines(document)[Number(nth)]?.line ?? 1;
  const named = CLAUSE_NAMED.exec(detail)?.[1];
  if (named !== undefined) return lineOfClause(document, [named]) ?? 1;
  return lineOfKey(document, KEY_PATH.exec(detail)?.[1] ?? '') ?? lineOfKey(document, field ?? '') ?? 1;
}

function lineOfClause(document: string, ids: readonly string[]): number | null {
  const lines = clauseLines(document);
  for (const id of ids) {
    const found = lines.find((clause) => clause.id === id);
    if (found) return found.line;
  }
  return null;
}

const CLAUSE_BEGINS = /^\s*-\s*\{?\s*(?:\w+:.*?,\s*)?id:\s*['"]?([^'",}\s]+)/;

/** Where each clause begins: `- id: CU-9`, below `clauses:`. */
function clauseLines(document: string): readonly { readonly id: string; readonly line: number }[] {
  let isClauses = false;
  return document.split('\n').flatMap((text, at) => {
    if (/^\w/.test(text)) isClauses = text.startsWith('clauses:');
    const id = isClauses ? CLAUSE_BEGINS.exec(text)?.[1] : undefined;
    return id === undefined ? [] : [{ id, line: at + 1 }];
  });
}

function lineOfKey(document: string, key: string): number | null {
  const at = key === '' ? -1 : document.split('\n').findIndex((text) => text.startsWith(`${key}:`));
  return at === -1 ? null : at + 1;
}
