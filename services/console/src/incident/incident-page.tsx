import { useQuery } from '@tanstack/react-query';
import { useNavigate, useParams } from '@tanstack/react-router';
import { useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import { useAct } from '../act/use-act.js';
import { readAbout } from '../act/carry-out.js';
import { ask } from '../api/ask.js';
import { useFeed } from '../api/feed.js';
import { type Command, useCommands } from '../app/commands.js';
import { usePageTitle } from '../app/page-title.js';
import { CustomerViewNotice } from '../customer-view/customer-view-notice.js';
import { useSeenBy, useWhoActs } from '../customer-view/seen-by.js';
import { WithheldContext } from '../customer-view/withheld.js';
import { FaultPage } from '../parts/fault-page.js';
import { PagePending } from '../parts/page-pending.js';
import { offersOf } from '../act/offers.js';
import { AskedOfWhom } from './asked-of-whom.js';
import { CustodyClocks } from './custody-clocks.js';
import { Evidence } from './evidence.js';
import { IncidentHead } from './incident-head.js';
import css from './incident-page.module.css';
import { Linked } from './linked.js';
import { Notices } from './notices.js';
import { RawEvents } from './raw-events.js';
import { useWithheldOf } from './shown-to-customer.js';
import { Timeline } from './timeline.js';
import { WhatHappened } from './what-happened.js';
import { Why } from './why.js';

/** The keys of the queue mean the same here. */
const KEYS = [
  ['a', 'acknowledge'],
  ['c', 'claim'],
  ['s', 'assign'],
  ['h', 'offer'],
  ['r', 'resolve'],
  ['m', 'comment'],
] as const;

/** Everything about one incident, and what may be done with it. */
export function IncidentPage() {
  const { t } = useTranslation(['incident', 'act', 'app']);
  const { reference } = useParams({ from: '/shell/incidents/$reference' });
  const me = useWhoActs();
  const seenBy = useSeenBy();
  const navigate = useNavigate();
  const read = useQuery(ask('GET /v1/incidents/:id', { id: reference }));
  const { act, carry, dialog } = useAct();
  const detail = read.data;
  const incident = detail?.incident;
  const { withheld, error } = useWithheldOf(reference, seenBy, detail);
  usePageTitle(incident ? `${incident.reference} ${incident.title}` : reference);
  useFeed((messages) => {
    const news = messages.findLast((message) => message.incident.id === incident?.id);
    if (news && incident && news.incident.revision > incident.revision) void readAbout(incident);
  });
  const commands = useMemo<readonly Command[]>(() => {
    if (!incident) return [];
    const offered = offersOf(incident, me);
    return offered.map((name) => {
      const key = KEYS.find(([, command]) => command === name)?.[0];
      const command = {
        id: name,
        label: t(`act:name.${name}`),
        group: incident.reference,
        run: () => act(name, [incident]),
      };
      return key === undefined ? command : { ...command, key };
    });
  }, [t, me, incident, act]);
  useCommands(commands);

  if (read.isPending) return <PagePending />;
  if (!detail || !incident) return <FaultPage error={read.error} />;
  if (error) return <FaultPage error={error} />;
  if (!withheld) return <PagePending />;
  const look = (as: string | null) =>
    void navigate({ to: '/incidents/$reference', params: { reference }, search: as === null ? {} : { seenBy: as } });
  return (
    <WithheldContext value={withheld}>
      <article className={css.page}>
        {seenBy !== null && <CustomerViewNotice tenant={seenBy} whole={withheld.whole} onEnd={() => look(null)} />}
        <IncidentHead incident={incident} act={act} onLookAs={() => look(incident.tenant)} />
        <AskedOfWhom incident={incident} muted={detail.muted} act={act} />
        <div className={css.columns}>
          <div className={css.column}>
            <CustodyClocks custody={detail.custody} incident={incident} />
            <WhatHappened incident={incident} events={detail.events} />
            <Evidence incident={incident} events={detail.events} receipt={detail.receipt} />
            <Timeline incident={incident} latest={detail.timeline} carry={carry} />
          </div>
          <div className={css.column}>
            <Why incident={incident} />
            <Linked incident={incident} linked={detail.linked} receipt={detail.receipt} />
            <Notices notices={detail.notices} tenant={incident.tenant} incidentId={incident.id} />
            <RawEvents events={detail.events} />
          </div>
        </div>
        {dialog}
      </article>
    </WithheldContext>
  );
}
