import {
  Button,
  DialogActions,
  DialogBody,
  DialogContent,
  DialogSurface,
  DialogTitle,
  Field,
  Input,
  MessageBar,
  MessageBarBody,
  Select,
} from '@fluentui/react-components';
import { KINDS } from '@demarc/domain';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { invalidate } from '../api/ask.js';
import { type BodyAt, call } from '../api/call.js';
import { tell } from '../app/tell.js';
import { useCustomers } from '../customer-view/seen-by.js';
import { WhyNot } from '../parts/why-not.js';
import { Modal } from '../parts/modal.js';
import { useBusy } from '../parts/use-busy.js';
import css from './redrive.module.css';
import { RedrivePreview } from './redrive-preview.js';

export type RedriveBody = BodyAt<'POST /v1/quarantine/redrive'>;
export type Which = RedriveBody['which'];
type As = NonNullable<RedriveBody['as']>;

interface RedriveDialogProps {
  readonly which: Which;
  readonly onBegun: (redrive: string) => void;
  readonly onClose: () => void;
}

/** Has messages read again, after showing what would become of them. */
export function RedriveDialog({ which, onBegun, onClose }: RedriveDialogProps) {
  const { t } = useTranslation(['quarantine', 'vocabulary', 'app']);
  const customers = useCustomers();
  const [as, setAs] = useState<As>({});
  const [busy, start] = useBusy();
  const [refused, setRefused] = useState<Error | null>(null);
  const say = (name: keyof As, value: string) => {
    const { [name]: _, ...others } = as;
    setAs(value === '' ? others : { ...others, [name]: value });
  };
  const begin = async () => {
    setRefused(null);
    try {
      const { id, asked } = await call('POST /v1/quarantine/redrive', { body: { which, as } });
      if (asked > 0) onBegun(id);
      else tell({ intent: 'info', title: t('redrive.none') });
      await invalidate('GET /v1/quarantine', 'GET /v1/quarantine/:id', 'GET /v1/status');
      onClose();
    } catch (error) {
      setRefused(error as Error);
    }
  };
  return (
    <Modal onClose={onClose}>
      <DialogSurface>
        <DialogBody>
          <DialogTitle>
            {which.ids ? t('redrive.title', { count: which.ids.length }) : t('redrive.titleAll')}
          </DialogTitle>
          <DialogContent className={css.fields}>
            <p>{t('redrive.means')}</p>
            <div className={css.as}>
              <Field label={t('redrive.as.tenant')}>
                <Select className={css.wide} value={as.tenant ?? ''} onChange={(_, { value }) => say('tenant', value)}>
                  <option value="">{t('redrive.asItCame')}</option>
                  {customers.map(({ tenant, name }) => (
                    <option key={tenant} value={tenant}>
                      {name}
                    </option>
                  ))}
                </Select>
              </Field>
              <Field label={t('redrive.as.kind')}>
                <Select className={css.wide} value={as.kind ?? ''} onChange={(_, { value }) => say('kind', value)}>
                  <option value="">{t('redrive.asItCame')}</option>
                  {KINDS.map((kind) => (
                    <option key={kind} value={kind}>
                      {t(`vocabulary:kind.${kind}`)}
                    </option>
                  ))}
                </Select>
              </Field>
              {/* Said once it is typed, so that no half of a name is tried. */}
              <Field label={t('redrive.as.format')} hint={t('redrive.formatHint')}>
                <Input
                  className={css.wide}
                  placeholder={t('redrive.asItCame')}
                  onBlur={({ target }) => say('format', target.value.trim())}
                />
              </Field>
            </div>
            <RedrivePreview which={which} as={as} />
            {refused && (
              <MessageBar intent="error">
                <MessageBarBody>
                  <WhyNot error={refused} />
                </MessageBarBody>
              </MessageBar>
            )}
          </DialogContent>
          <DialogActions>
            <Button onClick={onClose}>{t('app:cancel')}</Button>
            <Button appearance="primary" disabledFocusable={busy} onClick={() => start(begin)}>
              {t('redrive.do')}
            </Button>
          </DialogActions>
        </DialogBody>
      </DialogSurface>
    </Modal>
  );
}
