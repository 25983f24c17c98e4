import { Button, Field, Select } from '@fluentui/react-components';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { queryClient, ask } from '../api/ask.js';
import type { AnswerAt } from '../api/call.js';
import { tell } from '../app/tell.js';
import { Said } from '../parts/said.js';
import { useBusy } from '../parts/use-busy.js';
import { WhyNot } from '../parts/why-not.js';
import css from './draft.module.css';
import { changeOf, copyOf } from './first-text.js';

interface BeginDraftProps {
  readonly policies: AnswerAt<'GET /v1/policies'>['items'];
  readonly base: string;
  readonly onBegin: (text: string) => void;
}

/** No draft yet: what to begin with. */
export function BeginDraft({ policies, base, onBegin }: BeginDraftProps) {
  const { t } = useTranslation('policy');
  const [version, setVersion] = useState(base);
  const taken = policies.map((policy) => policy.version);
  const change = () => onBegin(changeOf(version, taken, { title: t('draft.titleOf'), comment: t('draft.comment') }));
  const [busy, start] = useBusy();
  const copy = async () => {
    try {
      const { document } = await queryClient.ensureQueryData(ask('GET /v1/policies/:version', { version }));
      onBegin(copyOf(document, version, taken));
    } catch (error) {
      tell({ intent: 'error', title: t('draft.notCopied'), body: <WhyNot error={error} /> });
    }
  };
  return (
    <Said
      title={t('draft.none.title')}
      body={t('draft.none.body')}
      action={
        <div className={css.begin}>
          <Field label={t('draft.base')}>
            <Select value={version} onChange={(_, { value }) => setVersion(value)}>
              {policies.map((policy) => (
                <option key={policy.version} value={policy.version}>{`${policy.version}  ${policy.title}`}</option>
              ))}
            </Select>
          </Field>
          <Button appearance="primary" onClick={change}>
            {t('draft.change')}
          </Button>
          <Button disabledFocusable={busy} onClick={() => start(copy)}>
            {t('draft.copy')}
          </Button>
        </div>
      }
    />
  );
}
