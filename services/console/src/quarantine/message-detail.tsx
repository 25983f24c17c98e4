import { Button } from '@fluentui/react-components';
import type { QuarantineDetail } from '@demarc/contracts';
import { DismissRegular } from '@fluentui/react-icons/svg/dismiss';
import { useQuery } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { ask } from '../api/ask.js';
import { FaultPage } from '../parts/fault-page.js';
import list from '../parts/list-page.module.css';
import { Moment } from '../parts/moment.js';
import { PagePending } from '../parts/page-pending.js';
import { Pairs, Panel } from '../parts/panel.js';
import { ApiSaid } from '../phrases/api-said.js';
import css from './message-detail.module.css';
import { RawMessage } from './raw-message.js';
import { StateTag } from './state-tag.js';
import { WorkHistory } from './work-history.js';

interface MessageDetailProps {
  /** Undefined: none is open. */
  readonly id: string | undefined;
  readonly mayWork: boolean;
  readonly onRedrive: (id: string) => void;
  readonly onDiscard: (id: string) => void;
  readonly onClose: () => void;
}

/** One message: what is wrong with it and where, what to do, and what is in it. */
export function MessageDetail({ id, mayWork, onRedrive, onDiscard, onClose }: MessageDetailProps) {
  const { t } = useTranslation('quarantine');
  const read = useQuery({ ...ask('GET /v1/quarantine/:id', { id: id ?? '' }), enabled: id !== undefined });
  if (id === undefined) return <p className={css.none}>{t('detail.none')}</p>;
  const message = read.data;
  const canBeWorked = mayWork && (message?.state === 'waiting' || message?.state === 'discarded');
  return (
    <Panel
      title={t('detail.title')}
      aside={<Button appearance="subtle" icon={<DismissRegular />} aria-label={t('detail.close')} onClick={onClose} />}
    >
      {read.isPending && <PagePending />}
      {read.isError && !message && <FaultPage error={read.error} />}
      {message && (
        <Shown
          message={message}
          actions={
            canBeWorked && (
              <div className={css.actions}>
                <Button appearance="primary" onClick={() => onRedrive(id)}>
                  {t('redriveOne')}
                </Button>
                {message.state === 'waiting' && <Button onClick={() => onDiscard(id)}>{t('discard')}</Button>}
              </div>
            )
          }
        />
      )}
    </Panel>
  );
}

function Shown({ message, actions }: { readonly message: QuarantineDetail; readonly actions: ReactNode }) {
  const { t } = useTranslation('quarantine');
  const { reason, state, detail, advice, fault, field, headers, history } = message;
  return (
    <div className={css.shown}>
      <div>
        <span className={css.tags}>
          <span className={list.tag} data-tone="doubtful">
            {t(`reason.${reason}`)}
          </span>
          <StateTag state={state} />
        </span>
        <p className={css.what}>
          <ApiSaid text={detail} />
        </p>
      </div>
      {state === 'waiting' && (
        <div className={css.todo}>
          <h3>{t('detail.todo')}</h3>
          <p>
            <ApiSaid text={advice.replaceAll('`', '')} />
          </p>
        </div>
      )}
      {actions}
      <Pairs
        pairs={[
          field === null ? null : [t('detail.field'), <code key="field">{field}</code>],
          fault && [t('detail.place'), t('detail.at', { line: fault.line, column: fault.column })],
          [t('detail.source'), message.source ?? t('noSource')],
          message.tenant === null ? null : [t('detail.tenant'), message.tenant],
          [t('detail.subject'), <code key="subject">{message.subject}</code>],
          [t('detail.came'), <Moment key="came" at={message.receivedAt} />],
          [t('detail.size'), t('detail.bytes', { count: message.bytes })],
          [t('detail.number'), String(message.streamSeq)],
        ]}
      />
      {history.length > 0 && <WorkHistory history={history} />}
      <RawMessage message={message} />
      {Object.keys(headers).length > 0 && (
        <details>
          <summary>{t('detail.headers')}</summary>
          <Pairs pairs={Object.entries(headers).map(([name, value]) => [name, <code key={name}>{value}</code>])} />
        </details>
      )}
    </div>
  );
}
