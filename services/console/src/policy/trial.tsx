import { Button, Field, Input, Select } from '@fluentui/react-components';
import { useQuery } from '@tanstack/react-query';
import type { ReplayFigures } from '@demarc/contracts';
import { type FormEvent, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { ask } from '../api/ask.js';
import { Panel } from '../parts/panel.js';
import { sayNumber } from '../words/times.js';
import forms from '../parts/forms.module.css';
import { WhyNot } from '../parts/why-not.js';
import { ApiSaid } from '../phrases/api-said.js';
import css from './trial.module.css';
import { figuresOf } from './replay-result.js';
import { TrialOutcome } from './trial-outcome.js';
import { type Replay, useReplay } from './use-replay.js';

interface TrialProps {
  readonly document: string;
  readonly isSound: boolean;
  /** For whom the draft is only; null: everybody. */
  readonly tenant: string | null;
  /** Where there are several on one page, which this is. */
  readonly title?: string;
  /** It was tried to the end, with the document as it was when that began. */
  readonly onTried?: (figures: ReplayFigures) => void;
}

const DAY_MS = 86_400_000;
const USUAL_DAYS = 30;
const dayOf = (ms: number) => new Date(ms).toISOString().slice(0, 10);

/** Tries a draft on the events of some days. */
export function Trial({ document, isSound, tenant, title, onTried }: TrialProps) {
  const { t } = useTranslation('policy');
  const tenants = useQuery(ask('GET /v1/tenants')).data?.items ?? [];
  const [from, setFrom] = useState(() => dayOf(Date.now() - USUAL_DAYS * DAY_MS));
  const [to, setTo] = useState(() => dayOf(Date.now() + DAY_MS));
  const [forWhom, setForWhom] = useState('');
  const { replay, run, stop } = useReplay();
  const runs = replay.standing === 'runs';
  const begin = async (event: FormEvent) => {
    event.preventDefault();
    const about = { from, to, tenant: tenant ?? (forWhom === '' ? null : forWhom) };
    const totals = isSound ? await run({ candidate: document, ...about }) : null;
    if (totals) onTried?.(figuresOf(totals, about));
  };
  return (
    <Panel title={title ?? t('trial.title')}>
      <p className={css.means}>{t('trial.means')}</p>
      <form className={forms.row} onSubmit={(event) => void begin(event)}>
        <Field label={t('trial.from')}>
          <Input type="date" required value={from} onChange={(_, { value }) => setFrom(value)} />
        </Field>
        <Field label={t('trial.to')}>
          <Input type="date" required min={from} value={to} onChange={(_, { value }) => setTo(value)} />
        </Field>
        <Field label={t('trial.tenant')}>
          <Select value={tenant ?? forWhom} disabled={tenant !== null} onChange={(_, { value }) => setForWhom(value)}>
            <option value="">{t('trial.everybody')}</option>
            {tenants.map((one) => (
              <option key={one.tenant} value={one.tenant}>
                {one.name}
              </option>
            ))}
          </Select>
        </Field>
        {runs ? (
          <Button onClick={stop}>{t('trial.stop')}</Button>
        ) : (
          <Button type="submit" appearance="primary" disabledFocusable={!isSound}>
            {t('trial.run')}
          </Button>
        )}
        {!isSound && <span className={css.quiet}>{t('trial.fix')}</span>}
      </form>
      <Standing replay={replay} />
      {replay.result && replay.standing !== 'none' && <TrialOutcome result={replay.result} isDone={!runs} />}
    </Panel>
  );
}

function Standing({ replay: { standing, result, fault } }: { readonly replay: Replay }) {
  const { t, i18n } = useTranslation('policy');
  const number = (value: number) => sayNumber(value, i18n.language);
  const said = () => {
    if (standing === 'failed')
      return (
        <>
          {t('trial.broke')} {typeof fault === 'string' ? <ApiSaid text={fault} /> : <WhyNot error={fault} />}
        </>
      );
    if (standing === 'stopped') return t('trial.stopped');
    if (standing !== 'runs' || !result) return '';
    return t('trial.running', { decisions: number(result.decisions), perSecond: number(result.perSecond) });
  };
  return (
    <p className={css.standing} role="status" data-standing={standing}>
      {said()}
    </p>
  );
}
