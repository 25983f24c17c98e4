import { type RecordLine, sha256Hex } from '@demarc/contracts';
import { type Incident, type Party, partyOf } from '@demarc/domain';
import {
  type AuditSnapshot,
  type OpenLedger,
  type RecordedEntry,
  administrationOnRecord,
  decisionsOnRecord,
  placesInChain,
  timelineOnRecord,
} from '@demarc/store';

/**
 * All that is on record of an incident, as one party may see it: of what it may not see there is the hash, so that it
 * shows that nothing else is missing. `ledger`: the notices of the incident.
 */
export async function* recordLines(
  snapshot: AuditSnapshot,
  ledger: OpenLedger,
  { tenant, id }: Pick<Incident, 'tenant' | 'id'>,
  party: Party,
): AsyncGenerator<RecordLine, void, void> {
  const of = { tenant, incidentId: id, party };
  let entries = 0;
  let withheld = 0;
  for await (const line of parts(snapshot, ledger, of)) {
    if (line.type === 'timeline' || line.type === 'administration' || line.type === 'notice') {
      entries += 1;
      if ((line.type === 'notice' ? line.notice : line.content) === null) withheld += 1;
    }
    yield line;
  }
  yield { type: 'end', entries, withheld };
}

async function* parts(
  snapshot: AuditSnapshot,
  ledger: OpenLedger,
  of: { readonly tenant: string; readonly incidentId: string; readonly party: Party },
): AsyncGenerator<RecordLine, void, void> {
  for (const entry of await placed(snapshot, await timelineOnRecord(snapshot, of)))
    yield { type: 'timeline', ...entry };
  for (const entry of await placed(snapshot, await administrationOnRecord(snapshot, of)))
    yield { type: 'administration', ...entry };
  for (const decision of await decisionsOnRecord(snapshot, of)) yield { type: 'decision', decision };
  for await (const page of ledger.pages()) {
    for (const notice of page) {
      const hash = sha256Hex(JSON.stringify(notice));
      yield { type: 'notice', id: notice.id, hash, notice: partyOf(notice.queue) === of.party ? notice : null };
    }
  }
}

/** Entries with their places in their chains, and the hashes that they were sealed with. */
async function placed(snapshot: AuditSnapshot, entries: readonly RecordedEntry[]) {
  const byTenant = Map.groupBy(entries, ({ tenant }) => tenant);
  const places = new Map<string, { seq: number; hash: string }>();
  for (const [tenant, own] of byTenant) {
    const found = await placesInChain(
      snapshot,
      tenant,
      own.map(({ name }) => name),
    );
    for (const [name, place] of found) places.set(name, place);
  }
  return entries.map(({ tenant, name, content, hash }) => {
    const place = places.get(name);
    return { tenant, name, seq: place?.seq ?? null, hash: place?.hash ?? hash, content };
  });
}
