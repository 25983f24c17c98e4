import { Button, MessageBar, MessageBarActions, MessageBarBody, MessageBarTitle } from '@fluentui/react-components';
import type { CommandName, IncidentDetail, IncidentView } from '@demarc/contracts';
import { Link } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { offersOf } from '../act/offers.js';
import { useWhoActs } from '../customer-view/seen-by.js';
import { Ago, Moment } from '../parts/moment.js';
import { actorName } from '../parts/person-name.js';

interface AskedOfWhomProps {
  readonly incident: IncidentView;
  readonly muted: IncidentDetail['muted'];
  readonly act: (name: CommandName, incidents: readonly IncidentView[]) => void;
}

interface Asked {
  readonly key: string;
  readonly intent: 'info' | 'warning' | 'error';
  readonly title: string;
  readonly body: ReactNode;
  readonly acts: readonly CommandName[];
}

/** What waits for somebody's word or act, and what keeps it from being an ordinary incident. */
export function AskedOfWhom({ incident, muted, act }: AskedOfWhomProps) {
  const { t } = useTranslation(['incident', 'act', 'vocabulary']);
  const offered = offersOf(incident, useWhoActs());
  const { offer, waiting, disputedAt, snoozed, provisional, review, internal, mergedInto, refusals } = incident;
  const asked: readonly (Asked | false)[] = [
    offer !== null && {
      key: 'offer',
      intent: 'warning',
      title: t('asked.offer', { from: t(`vocabulary:queue.${offer.from}`), to: t(`vocabulary:queue.${offer.to}`) }),
      body: (
        <>
          “{offer.reason}” {actorName(offer.by)}, <Ago at={offer.at} />. {t('asked.offerEnds')} <Ago at={offer.dueAt} />
          .
        </>
      ),
      acts: ['accept', 'refuse', 'withdraw'],
    },
    waiting !== null && {
      key: 'waiting',
      intent: 'warning',
      title: t('asked.waiting'),
      body: (
        <>
          “{waiting.action}” {actorName(waiting.by)}, <Ago at={waiting.at} />. {t('asked.closes')}{' '}
          <Moment at={waiting.closesAt} />.
        </>
      ),
      acts: ['answer'],
    },
    disputedAt !== null && {
      key: 'disputed',
      intent: 'error',
      title: t('asked.disputed', { count: refusals }),
      body: t('asked.disputedBody'),
      acts: ['settle'],
    },
    snoozed !== null && {
      key: 'snoozed',
      intent: 'info',
      title: t('asked.snoozed'),
      body: (
        <>
          “{snoozed.because}” {actorName(snoozed.by)}. {t('asked.wakes')} <Moment at={snoozed.until} />.{' '}
          {t(snoozed.agreedBy === null ? 'asked.clocksRun' : 'asked.clocksStand')}
        </>
      ),
      acts: ['agree-snooze', 'wake'],
    },
    internal && { key: 'internal', intent: 'info', title: t('asked.internal'), body: '', acts: ['engage'] },
    provisional && {
      key: 'provisional',
      intent: 'info',
      title: t('asked.provisional'),
      body: t('asked.provisionalBody'),
      acts: [],
    },
    review.length > 0 && {
      key: 'review',
      intent: 'info',
      title: t('asked.review'),
      body: review.map((reason) => t(`vocabulary:review.${reason}`)).join(' '),
      acts: [],
    },
    muted !== null && { key: 'muted', intent: 'info', title: t('asked.muted'), body: muted.reason, acts: [] },
    mergedInto !== null && {
      key: 'merged',
      intent: 'info',
      title: t('asked.merged'),
      body: (
        <Link to="/incidents/$reference" params={{ reference: mergedInto }}>
          {t('asked.goThere')}
        </Link>
      ),
      acts: [],
    },
  ];
  return asked
    .filter((one) => one !== false)
    .map(({ key, intent, title, body, acts }) => (
      <MessageBar key={key} intent={intent} layout="multiline">
        <MessageBarBody>
          <MessageBarTitle>{title}</MessageBarTitle> {body}
        </MessageBarBody>
        <MessageBarActions>
          {acts
            .filter((name) => offered.includes(name))
            .map((name) => (
              <Button key={name} size="small" onClick={() => act(name, [incident])}>
                {t(`act:name.${name}`)}
              </Button>
            ))}
        </MessageBarActions>
      </MessageBar>
    ));
}
