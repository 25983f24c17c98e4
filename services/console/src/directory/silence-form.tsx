import { Button, Checkbox, Field, Input, Radio, RadioGroup, Textarea } from '@fluentui/react-components';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { invalidate } from '../api/ask.js';
import { call } from '../api/call.js';
import { tell } from '../app/tell.js';
import forms from '../parts/forms.module.css';
import { Panel } from '../parts/panel.js';
import { useBusy } from '../parts/use-busy.js';
import { useMe } from '../session/me.js';
import { WhyNot } from '../parts/why-not.js';
import { MatcherRows } from './matcher-rows.js';
import { type SilenceDraft, bodyOf, emptyDraft } from './silence-draft.js';
import { SilencePreview } from './silence-preview.js';
import css from './silences.module.css';

interface SilenceFormProps {
  /** Null: of everybody. */
  readonly tenant: string | null;
  readonly onClose: () => void;
}

/** Makes a silence or announces maintenance, with what it would mute beside it. */
export function SilenceForm({ tenant, onClose }: SilenceFormProps) {
  const { t } = useTranslation(['directory', 'app']);
  const { party } = useMe();
  const [draft, setDraft] = useState(() => emptyDraft(Date.now(), tenant === null));
  const [busy, start] = useBusy();
  const [refused, setRefused] = useState<Error | null>(null);
  const set = (parts: Partial<SilenceDraft>) => setDraft({ ...draft, ...parts });
  const body = bodyOf(draft, tenant);
  const isProvider = party === 'microsoft';
  const send = async () => {
    if (!body) return;
    setRefused(null);
    try {
      await call('POST /v1/silences', { body: { ...body, reason: draft.reason.trim() } });
      await invalidate('GET /v1/silences', 'GET /v1/incidents');
      tell({ intent: 'success', title: t(`silence.made.${draft.kind}`) });
      onClose();
    } catch (error) {
      setRefused(error as Error);
    }
  };
  return (
    <div className={css.make}>
      <Panel title={t('silence.makeTitle')}>
        <form
          className={forms.fields}
          onSubmit={(event) => {
            event.preventDefault();
            start(send);
          }}
        >
          <Field label={t('silence.kindLabel')}>
            <RadioGroup value={draft.kind} onChange={(_, { value }) => set({ kind: value as SilenceDraft['kind'] })}>
              <Radio value="silence" label={t('silence.kindMeans.silence')} />
              <Radio value="maintenance" label={t('silence.kindMeans.maintenance')} />
            </RadioGroup>
          </Field>
          {isProvider && tenant !== null && (
            <Checkbox
              label={t('silence.forEverybody')}
              checked={draft.everybody}
              onChange={(_, { checked }) => set({ everybody: checked === true })}
            />
          )}
          {isProvider && draft.kind === 'maintenance' && (
            <Checkbox
              label={t('silence.forBoth')}
              checked={draft.both}
              onChange={(_, { checked }) => set({ both: checked === true })}
            />
          )}
          <MatcherRows matchers={draft.matchers} onChange={(matchers) => set({ matchers })} />
          <div className={forms.row}>
            <Field label={t('silence.from')} hint={t('silence.fromHint')}>
              <Input
                type="datetime-local"
                value={draft.startsAt}
                onChange={(_, { value }) => set({ startsAt: value })}
              />
            </Field>
            <Field label={t('silence.until')} hint={t('silence.untilHint')} required>
              <Input
                type="datetime-local"
                required
                value={draft.endsAt}
                onChange={(_, { value }) => set({ endsAt: value })}
              />
            </Field>
          </div>
          <Field label={t('silence.reason')} required validationMessage={refused && <WhyNot error={refused} />}>
            <Textarea
              required
              maxLength={1_000}
              value={draft.reason}
              onChange={(_, { value }) => set({ reason: value })}
            />
          </Field>
          <div className={css.buttons}>
            <Button onClick={onClose}>{t('app:cancel')}</Button>
            <Button type="submit" appearance="primary" disabledFocusable={busy}>
              {t(`silence.doMake.${draft.kind}`)}
            </Button>
          </div>
        </form>
      </Panel>
      <SilencePreview body={body} />
    </div>
  );
}
