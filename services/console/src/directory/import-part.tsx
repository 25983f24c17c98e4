import { Button, Field, Input, Select, Spinner } from '@fluentui/react-components';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Panel } from '../parts/panel.js';
import forms from '../parts/forms.module.css';
import { FileDrop } from './file-drop.js';
import { ImportPreview } from './import-preview.js';
import css from './import.module.css';
import { ImportRefused } from './import-refused.js';
import { ImportTaken } from './import-taken.js';
import type { PartProps } from './part-props.js';
import { type FileFacts, type FileKind, useImport } from './use-import.js';

/** Brings a file of devices or contacts in: first what it would change, then the change. */
export default function ImportPart({ tenant, isProvider }: PartProps) {
  const { t } = useTranslation('directory');
  const [kind, setKind] = useState<FileKind>(isProvider ? 'contacts' : 'devices');
  const [coverage, setCoverage] = useState<FileFacts['coverage']>('complete');
  const [asOf, setAsOf] = useState('');
  const { state, look, take, begin } = useImport(tenant, kind);
  const isSettled = state.at !== 'choosing' && state.at !== 'refused';
  return (
    <div className={css.import}>
      <Panel title={t('import.title')}>
        <div className={forms.fields}>
          <p>{t(`import.means.${kind}`)}</p>
          <div className={forms.row}>
            <Field label={t('import.kind')}>
              <Select
                value={kind}
                disabled={isSettled}
                onChange={(_, { value }) => {
                  setKind(value as FileKind);
                  begin();
                }}
              >
                {!isProvider && <option value="devices">{t('import.kinds.devices')}</option>}
                <option value="contacts">{t('import.kinds.contacts')}</option>
              </Select>
            </Field>
            {kind === 'devices' && (
              <>
                <Field label={t('import.coverage')}>
                  <Select
                    value={coverage}
                    disabled={isSettled}
                    onChange={(_, { value }) => setCoverage(value as FileFacts['coverage'])}
                  >
                    <option value="complete">{t('import.complete')}</option>
                    <option value="partial">{t('import.partial')}</option>
                  </Select>
                </Field>
                <Field label={t('import.asOf')}>
                  <Input
                    type="datetime-local"
                    value={asOf}
                    disabled={isSettled}
                    onChange={(_, { value }) => setAsOf(value)}
                  />
                </Field>
              </>
            )}
          </div>
          {!isSettled && (
            <FileDrop
              onFile={(file) =>
                void look(file, { coverage, asOf: asOf === '' ? undefined : new Date(asOf).toISOString() })
              }
            />
          )}
          {state.at === 'reading' && <Spinner label={t('import.reading', { file: state.file })} />}
        </div>
      </Panel>
      {state.at === 'refused' && <ImportRefused file={state.file} error={state.error} errors={state.errors} />}
      {(state.at === 'previewed' || state.at === 'taking') && (
        <ImportPreview
          file={state.file}
          preview={state.preview}
          actions={
            <span className={css.actions}>
              <Button disabled={state.at === 'taking'} onClick={begin}>
                {t('import.discard')}
              </Button>
              <Button appearance="primary" disabled={state.at === 'taking'} onClick={() => void take()}>
                {t('import.take')}
              </Button>
            </span>
          }
        />
      )}
      {state.at === 'taken' && <ImportTaken {...state} onAgain={begin} />}
    </div>
  );
}
