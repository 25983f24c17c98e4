import type { LedgerView, NoticeView } from '@demarc/contracts';
import { type Incident, NOTICE_STANDINGS, PARTIES, partyOf } from '@demarc/domain';

/** The notices of an incident by the party that was owed them. */
export function ledgerViewOf(incident: Incident, notices: readonly NoticeView[]): LedgerView {
  const { id: incidentId, reference, tenant, severity } = incident;
  const parties = PARTIES.map((party) => {
    const own = notices.filter(({ queue }) => partyOf(queue) === party);
    return { party, standings: standingsOf(own), notices: own };
  });
  return { incidentId, reference, tenant, severity, parties };
}

function standingsOf(notices: readonly NoticeView[]): LedgerView['parties'][number]['standings'] {
  const counts = NOTICE_STANDINGS.map((standing) => [
    standing,
    notices.filter((notice) => notice.standing === standing).length,
  ]);
  return Object.fromEntries(counts) as LedgerView['parties'][number]['standings'];
}
