import { type Clause, type Party, type SeverityRule, partyOf } from '@demarc/domain';
import type { ClauseOfFile, EntryOfFile } from './policy-schema.js';

/** What a clause that restates an entry of a published page says of where it comes from; a summary is not a quote. */
export type Citations = ReadonlyMap<string, Pick<Clause, 'source' | 'quote'>>;

export function citationsOf(entries: Readonly<Record<string, EntryOfFile>>, policyTitle: string): Citations {
  return new Map(
    Object.entries(entries).map(([id, { title, page = policyTitle, quote = null }]) => [
      id,
      { source: `${id} ${title} (${page})`, quote },
    ]),
  );
}

/** A clause of a file that has no mistakes, as the domain wants it. */
export function clauseOf(file: ClauseOfFile, citations: Citations): Clause {
  const { id, entry, title, when, queue, contactArea, inform, severity, clocks, actions, provisional, yieldsTo } = file;
  const { source, quote } = (entry && citations.get(entry)) || { source: null, quote: null };
  return {
    id,
    title,
    source,
    quote,
    when: when as Clause['when'],
    queue,
    contactArea,
    inform,
    severity: severityRuleOf(severity),
    clocks: clocks !== 'none',
    actions,
    provisional,
    yieldsTo,
  };
}

/** Contradictions that no schema can see, each with its place. */
export function mistakesOfClauses(
  clauses: readonly ClauseOfFile[],
  serviceImpact: readonly { readonly id: string }[],
  entries: Readonly<Record<string, EntryOfFile>>,
  citations: Citations,
): readonly string[] {
  return [
    ...clauses.flatMap((clause) => mistakesOf(clause, entries, citations).map((what) => `clause ${clause.id} ${what}`)),
    ...twice(clauses).map((id) => `clause ${id} is there twice`),
    ...twice(serviceImpact).map((id) => `rule ${id} of serviceImpact is there twice`),
  ];
}

function mistakesOf(
  { entry, owner, queue, inform, contactArea }: ClauseOfFile,
  entries: Readonly<Record<string, EntryOfFile>>,
  citations: Citations,
): readonly string[] {
  const found: string[] = [];
  if (entry !== undefined && !citations.has(entry)) found.push(`cites ${entry}, which is not among the entries`);
  const cited: Party | 'shared' = (entry !== undefined && entries[entry]?.owner) || 'shared';
  if (cited !== 'shared' && cited !== owner) found.push(`says ${owner}, and ${entry} that it cites says ${cited}`);
  if (partyOf(queue) !== owner) found.push(`is owned by ${owner}, and its queue ${queue} is not theirs`);
  if (partyOf(inform.queue) === partyOf(queue)) found.push(`informs ${inform.queue}, of the party that owns it`);
  const area = [queue, inform.queue].find((candidate) => partyOf(candidate) === 'customer')?.split('/')[1];
  if (area && area !== contactArea) found.push(`names the contact area ${contactArea}, and the queue of ${area}`);
  return found;
}

function severityRuleOf(severity: ClauseOfFile['severity']): SeverityRule {
  if (severity?.fixed !== undefined) return { rule: 'fixed', severity: severity.fixed };
  if (severity?.lower !== undefined) return { rule: 'lower', levels: severity.lower };
  return { rule: 'table' };
}

function twice(listed: readonly { readonly id: string }[]): readonly string[] {
  return [...new Set(listed.map(({ id }) => id).filter((id, at, all) => all.indexOf(id) < at))];
}
