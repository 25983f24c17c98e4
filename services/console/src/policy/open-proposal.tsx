import { Button, Spinner } from '@fluentui/react-components';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { ask } from '../api/ask.js';
import { call } from '../api/call.js';
import { tell } from '../app/tell.js';
import { FaultNote } from '../parts/fault-note.js';
import { Moment } from '../parts/moment.js';
import { Pairs, Panel } from '../parts/panel.js';
import { actorName } from '../parts/person-name.js';
import { useBusy } from '../parts/use-busy.js';
import { usePermitted } from '../session/me.js';
import { WhyNot } from '../parts/why-not.js';
import css from './proposal.module.css';
import { ProposalDifference } from './proposal-difference.js';
import { ReasonDialog } from './reason-dialog.js';
import { sayDate } from './say-date.js';
import { Trial } from './trial.js';
import { type Proposal, readProposalsAgain } from './use-proposals.js';

/** One proposal that waits for a decision: what it would do, and for the other person the two answers. */
export function OpenProposal({ proposal }: { readonly proposal: Proposal }) {
  const { t, i18n } = useTranslation('policy');
  const { id, version, title, tenant, holdsFrom, publishes, because, proposedAt, proposedBy, expiresAt, isOwn } =
    proposal;
  const mayDecide = usePermitted('keep-policies');
  const mayTry = usePermitted('replay-policies');
  const [asking, setAsking] = useState<'refuse' | 'withdraw' | null>(null);
  const read = useQuery(ask('GET /v1/policy-proposals/:id', { id }));
  const detail = read.data;
  const [busy, start] = useBusy();
  // Held until what it changes is on the page: nobody agrees to what they could not read.
  const approve = async () => {
    try {
      await call('POST /v1/policy-proposals/:id/approve', { params: { id } });
      tell({ intent: 'success', title: t('proposal.approved', { version }) });
    } catch (error) {
      tell({ intent: 'error', title: t('proposal.notDone'), body: <WhyNot error={error} /> });
    }
    await readProposalsAgain();
  };
  const end = async (reason: string) => {
    try {
      await call(`POST /v1/policy-proposals/:id/${asking!}`, { params: { id }, body: { reason } });
    } catch (error) {
      return error as Error;
    } finally {
      await readProposalsAgain();
    }
    tell({ intent: 'success', title: t(`proposal.ended.${asking!}`, { version }) });
    return null;
  };
  const day = (at: string) => sayDate(at, i18n.language);
  const would = [
    publishes ? t('proposal.publishes', { forWhom: tenant ?? t('line.everybody') }) : null,
    holdsFrom === null ? null : t('proposal.adopts', { tenant: tenant ?? '', from: day(holdsFrom) }),
  ].filter((part) => part !== null);
  return (
    <Panel
      title={t('proposal.title', { version })}
      aside={
        mayDecide && (
          <span className={css.actions}>
            <Button onClick={() => setAsking(isOwn ? 'withdraw' : 'refuse')}>
              {t(isOwn ? 'proposal.withdraw' : 'proposal.refuse')}
            </Button>
            {!isOwn && (
              <Button appearance="primary" disabledFocusable={!detail || busy} onClick={() => start(approve)}>
                {t('proposal.approve')}
              </Button>
            )}
          </span>
        )
      }
    >
      <p className={css.lead}>
        <strong>{title}</strong> {would.join(' ')}
      </p>
      <blockquote className={css.because}>{because}</blockquote>
      <Pairs
        pairs={[
          [t('proposal.by'), `${actorName(proposedBy)}${isOwn ? ` (${t('proposal.you')})` : ''}`],
          [t('proposal.at'), <Moment key="at" at={proposedAt} />],
          [t('proposal.until'), <Moment key="until" at={expiresAt} />],
          detail ? [t('proposal.lint'), t('proposal.findings', { count: detail.findings })] : null,
        ]}
      />
      {isOwn && mayDecide && <p className={css.quiet}>{t('proposal.own')}</p>}
      <Tried replay={proposal.replay} />
      {read.isPending && <Spinner size="small" label={t('proposal.reading')} />}
      {!detail && read.error && (
        <FaultNote title={t('proposal.unread')} error={read.error} onAgain={() => void read.refetch()} />
      )}
      {detail && <ProposalDifference detail={detail} />}
      {detail && publishes && mayTry && (
        <Trial
          document={detail.document}
          isSound={detail.findings === 0}
          tenant={tenant}
          title={t('proposal.try', { version })}
        />
      )}
      {asking !== null && (
        <ReasonDialog
          title={t(`proposal.${asking}Title`, { version })}
          action={t(`proposal.${asking}`)}
          onReason={end}
          onClose={() => setAsking(null)}
        />
      )}
    </Panel>
  );
}

/** What whoever proposes it has tried; whoever decides may try it as well. */
function Tried({ replay }: Pick<Proposal, 'replay'>) {
  const { t, i18n } = useTranslation('policy');
  if (replay === null) return <p className={css.quiet}>{t('proposal.untried')}</p>;
  const { from, to, tenant, incidents, incidentsChanged, otherParty } = replay;
  const day = (at: string) => sayDate(/^\d{4}-\d\d-\d\d$/.test(at) ? `${at}T00:00:00Z` : at, i18n.language);
  const forWhom = tenant ?? t('trial.everybody');
  return (
    <p>
      {t('proposal.tried', {
        from: day(from),
        to: day(to),
        forWhom,
        count: incidents,
        changed: incidentsChanged,
        otherParty,
      })}
    </p>
  );
}
