import type { Clause, Policy } from '@demarc/domain';
import { type Citations, citationsOf, clauseOf, mistakesOfClauses } from './clause-of-file.js';
import { PolicyFileError } from './policy-file-error.js';
import type { ExtendingPolicy } from './policy-schema.js';

/** Finds the policy that another one extends; null when there is none of that version. */
export type ResolvePolicy = (version: string) => Policy | null;

/** The policy that a file extends. Throws a PolicyFileError when it is not known. */
export function baseOf(file: ExtendingPolicy, resolve: ResolvePolicy): Policy {
  const base = resolve(file.extends);
  if (base) return base;
  const mistake = `extends: there is no policy ${file.extends}; publish it first, or name its file too`;
  throw new PolicyFileError(`Policy ${file.version} cannot be read`, [mistake]);
}

/**
 * The policy that a file makes of the one it extends. Throws a PolicyFileError when the file speaks of clauses that the
 * other does not have.
 */
export function extendPolicy(file: ExtendingPolicy, base: Policy, digest: string): Policy {
  const citations: Citations = new Map([...citedIn(base), ...citationsOf(file.entries, file.title)]);
  const mistakes = [
    ...mistakesOfClauses(file.clauses, file.serviceImpact, file.entries, citations),
    ...misplaced(file, base),
  ];
  if (mistakes.length > 0) throw new PolicyFileError(`Policy ${file.version} contradicts itself or its base`, mistakes);
  return {
    version: file.version,
    title: file.title,
    publishedOn: file.publishedOn === undefined ? base.publishedOn : file.publishedOn,
    extends: base.version,
    digest,
    clauses: mergedClauses(file, base, citations),
    severity: { ...base.severity, ...file.severity },
    clocks: { ...base.clocks, ...file.clocks },
    serviceImpact: mergedRules(file, base),
  };
}

/** A clause of the file may cite what a clause of the base cites, in the base's words. */
function citedIn(base: Policy): Citations {
  const cited = base.clauses.filter(({ source }) => source !== null);
  return new Map(cited.map(({ source, quote }) => [source!.split(' ', 1)[0]!, { source, quote }]));
}

function misplaced({ clauses, remove }: ExtendingPolicy, base: Policy): readonly string[] {
  const known = new Set(base.clauses.map(({ id }) => id));
  const left = (id: string) => known.has(id) && !remove.includes(id);
  const all = new Set([...[...known].filter(left), ...clauses.map(({ id }) => id)]);
  return [
    ...remove.filter((id) => !known.has(id)).map((id) => `remove: ${base.version} has no clause ${id}`),
    ...clauses.flatMap(({ id, before, takesFrom }) => [
      ...(left(id) && before ? [`clause ${id} takes the place of the one in ${base.version}; leave out before`] : []),
      ...(before && !left(before) ? [`clause ${id} stands before ${before}, which ${base.version} does not have`] : []),
      ...takesFrom
        .filter((from) => !all.has(from))
        .map((from) => `clause ${id} takes from ${from}, which is not there`),
    ]),
  ];
}

function mergedClauses(file: ExtendingPolicy, base: Policy, citations: Citations): readonly Clause[] {
  const given = new Map(file.clauses.map((clause) => [clause.id, clauseOf(clause, citations)]));
  const kept = base.clauses.filter(({ id }) => !file.remove.includes(id));
  const isNew = ({ id }: { id: string }) => kept.every((clause) => clause.id !== id);
  const added = file.clauses.filter(isNew);
  const placed = [
    ...added.filter(({ before }) => !before).map(({ id }) => given.get(id)!),
    ...kept.flatMap((clause) => [
      ...added.filter(({ before }) => before === clause.id).map(({ id }) => given.get(id)!),
      given.get(clause.id) ?? clause,
    ]),
  ];
  return placed.map((clause) => {
    const takers = file.clauses.filter(({ takesFrom }) => takesFrom.includes(clause.id)).map(({ id }) => id);
    // Only the base speaks of what the file removes: what the file itself says wrongly is the linter's to find.
    const said = given.has(clause.id) ? clause.yieldsTo : clause.yieldsTo.filter((id) => !file.remove.includes(id));
    return { ...clause, yieldsTo: [...new Set([...said, ...takers])] };
  });
}

function mergedRules(file: ExtendingPolicy, base: Policy): Policy['serviceImpact'] {
  const given = file.serviceImpact as Policy['serviceImpact'];
  const replaced = base.serviceImpact.map((rule) => given.find(({ id }) => id === rule.id) ?? rule);
  return [...replaced, ...given.filter(({ id }) => base.serviceImpact.every((rule) => rule.id !== id))];
}
