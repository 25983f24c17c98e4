import { Button, Field, Input } from '@fluentui/react-components';
import type { QuarantineDetail } from '@demarc/contracts';
import { useQuery } from '@tanstack/react-query';
import { type FormEvent, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { ask, invalidate } from '../api/ask.js';
import { call } from '../api/call.js';
import { useTell } from '../app/tell.js';
import { CopyButton } from '../parts/copy-button.js';
import { Moment } from '../parts/moment.js';
import { Pairs, Panel } from '../parts/panel.js';
import { usePermitted } from '../session/me.js';
import { sayNumber } from '../words/times.js';
import css from './message.module.css';

/** One message: what is wrong with it and where, what it says, and what was done about it. */
export function Message({ id, onRedrive }: { readonly id: string; readonly onRedrive: (id: string) => void }) {
  const { t } = useTranslation('quarantine');
  const read = useQuery(ask('GET /v1/quarantine/:id', { id }));
  const mayWork = usePermitted('work-quarantine');
  const message = read.data;
  return (
    <Panel
      title={message ? t(`reason.${message.reason}`) : t('message')}
      aside={
        message?.state === 'waiting' &&
        mayWork && (
          <Button appearance="primary" onClick={() => onRedrive(id)}>
            {t('redrive')}
          </Button>
        )
      }
    >
      <div className={css.body}>
        {read.isError && <p role="alert">{read.error.message}</p>}
        {message && <What message={message} />}
        {message?.state === 'waiting' && mayWork && <Discard id={id} />}
      </div>
    </Panel>
  );
}

function What({ message }: { readonly message: QuarantineDetail }) {
  const { t, i18n } = useTranslation('quarantine');
  const { detail, advice, fault, raw, history } = message;
  return (
    <>
      <p className={css.detail}>{detail}</p>
      <p>{advice}</p>
      {fault && (
        <pre className={css.fault} aria-label={t('fault', { line: fault.line, column: fault.column })} tabIndex={0}>
          {fault.excerpt.slice(0, fault.at)}
          <mark>{fault.excerpt.slice(fault.at, fault.at + 1) || ' '}</mark>
          {fault.excerpt.slice(fault.at + 1)}
        </pre>
      )}
      <Pairs
        pairs={[
          [t('what.subject'), message.subject],
          [t('what.tenant'), message.tenant ?? '–'],
          [t('what.format'), message.format ?? '–'],
          [t('what.source'), message.source ?? '–'],
          [t('what.received'), <Moment at={message.receivedAt} />],
          [t('what.bytes'), sayNumber(message.bytes, i18n.language)],
        ]}
      />
      <h3>
        {t('raw')}
        {raw?.text != null && <CopyButton text={raw.text} />}
      </h3>
      {raw === null ? (
        <p>{t('rawGone')}</p>
      ) : (
        <pre className={css.raw} tabIndex={0} aria-label={t('raw')}>
          {raw.text ?? raw.base64}
        </pre>
      )}
      {history.length > 0 && (
        <>
          <h3>{t('history')}</h3>
          <pre className={css.raw} tabIndex={0} aria-label={t('history')}>
            {history.map((work) => JSON.stringify(work)).join('\n')}
          </pre>
        </>
      )}
    </>
  );
}

function Discard({ id }: { readonly id: string }) {
  const { t } = useTranslation('quarantine');
  const tell = useTell();
  const [reason, setReason] = useState('');
  const discard = async (event: FormEvent) => {
    event.preventDefault();
    try {
      await call('POST /v1/quarantine/discard', { body: { which: { ids: [id] }, reason } });
      tell({ intent: 'success', title: t('discard.done') });
    } catch (error) {
      tell({ intent: 'error', title: t('discard.refused'), body: (error as Error).message });
    }
    await invalidate('GET /v1/quarantine', 'GET /v1/quarantine/:id', 'GET /v1/status');
  };
  return (
    <form className={css.discard} onSubmit={(event) => void discard(event)}>
      <Field label={t('discard.why')}>
        <Input required maxLength={500} value={reason} onChange={(_, { value }) => setReason(value)} />
      </Field>
      <Button type="submit">{t('discard.do')}</Button>
    </form>
  );
}
